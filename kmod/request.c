// SPDX-License-Identifier: GPL-2.0-only
/*
 * The checks that a request must pass before anything is allocated.
 */
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include <linux/string.h>

#include "gfp_flags.h"
#include "pattern.h"
#include "request.h"

/* Objects of one call: more than any caller in the kernel asks for. */
#define BULK_LIMIT 4096

/* A name ends in a NUL, and all after it is NUL. */
static bool name_is_padded(const char *name, size_t length)
{
	size_t used = strnlen(name, length);

	return used < length && !memchr_inv(name + used, 0, length - used);
}

static int check_form(const struct allocbench_request *request)
{
	if (request->version != ALLOCBENCH_VERSION)
		return -EPROTONOSUPPORT;
	if (memchr_inv(request->reserved, 0, sizeof(request->reserved)))
		return -EINVAL;
	if (!name_is_padded(request->allocator, sizeof(request->allocator)) ||
	    !name_is_padded(request->gfp, sizeof(request->gfp)) ||
	    !name_is_padded(request->pattern, sizeof(request->pattern)) ||
	    !name_is_padded(request->context, sizeof(request->context)) ||
	    !name_is_padded(request->cpus, sizeof(request->cpus)))
		return -EINVAL;
	if (request->flags & ~ALLOCBENCH_CONTINUE)
		return -EINVAL;
	return 0;
}

static int check_counts(const struct allocbench_request *request)
{
	if (!request->sample_count)
		return -ERANGE;
	if (request->buffer_samples && request->buffer_samples < request->sample_count)
		return -EINVAL;
	if (request->operation == ALLOCBENCH_PROBE &&
	    (request->sample_count != 1 || request->warmup_count))
		return -EINVAL;
	return 0;
}

/* A probe may ask for more than the row's largest, but for nothing that overflows. */
static int check_size(const struct allocbench_request *request,
		      const struct allocator *allocator)
{
	u64 largest = allocator->largest();

	if (request->operation == ALLOCBENCH_PROBE)
		largest = SIZE_MAX / 4;
	if (request->size < allocator->smallest || request->size > largest)
		return -ERANGE;
	if (allocator->takes_size && !allocator->takes_size(request->size))
		return -ERANGE;
	return 0;
}

/* A request's numbers have 64 bits, those of size_mul() and size_add() the machine's. */
static u64 saturating_mul(u64 a, u64 b)
{
	u64 product;

	return check_mul_overflow(a, b, &product) ? U64_MAX : product;
}

static u64 saturating_add(u64 a, u64 b)
{
	u64 sum;

	return check_add_overflow(a, b, &sum) ? U64_MAX : sum;
}

/*
 * vmalloc() has no __GFP_NOWARN: a sample that total RAM cannot hold is not tried. Where
 * there is high memory only vmalloc() takes it; others would have processes killed for
 * the rest, of which a quarter is left.
 */
static u64 largest_budget(const struct allocbench_request *request,
			  const struct allocator *allocator)
{
	u64 budget = request->budget;
	struct sysinfo memory;
	u64 pages;

	if (!budget)
		budget = min_t(u64, ((u64)si_mem_available() << PAGE_SHIFT) / 4,
			       4ULL * SZ_1G);
	if (request->operation == ALLOCBENCH_PROBE)
		return budget;
	si_meminfo(&memory);
	pages = memory.totalram;
	if (memory.totalhigh && !allocator->address_space)
		pages = (memory.freeram - memory.freehigh) / 4 * 3;
	return min_t(u64, budget, pages << PAGE_SHIFT);
}

/* A page that is never mapped follows each block; half is left to others. */
static bool fits_address_space(const struct run *run, u64 blocks)
{
	u64 (*address_space)(void) = run->allocator->address_space;

	return !address_space || run->is_probe ||
	       saturating_mul(run->shape.bytes + PAGE_SIZE, blocks) <=
		       address_space() / 2;
}

static int choose_loops(const struct allocbench_request *request, struct run *run)
{
	const struct allocator *allocator = run->allocator;

	if (allocator->absent)
		return -EOPNOTSUPP;
	run->is_probe = request->operation == ALLOCBENCH_PROBE;
	switch (request->operation) {
	case ALLOCBENCH_SAMPLE:
	case ALLOCBENCH_CHECK:
		run->loops = allocator->select_loops
				     ? allocator->select_loops(request->size)
				     : allocator->loops;
		return 0;
	case ALLOCBENCH_PROBE:
		run->loops = allocator_probe(allocator);
		return run->loops ? 0 : -EOPNOTSUPP;
	default:
		return -EINVAL;
	}
}

static int choose_surroundings(const struct allocbench_request *request, struct run *run)
{
	run->pattern = pattern_find(request->pattern, run->allocator);
	run->context = context_find(request->context, run->allocator, run->shape.gfp);
	if (!run->pattern || !run->context)
		return -EOPNOTSUPP;
	if (run->is_probe &&
	    (strcmp(request->pattern, "pair") || strcmp(request->context, "task")))
		return -EINVAL;
	return 0;
}

static int check_set(const struct allocbench_request *request, struct run *run)
{
	if (!run->pattern->takes_set)
		return request->set_size ? -EINVAL : 0;
	if (!request->set_size || request->set_size > U32_MAX)
		return -ERANGE;
	return 0;
}

static int check_bulk(const struct allocbench_request *request, struct run *run)
{
	if (!run->allocator->takes_bulk)
		return request->bulk_count ? -EINVAL : 0;
	if (!request->bulk_count || request->bulk_count > BULK_LIMIT)
		return -ERANGE;
	return 0;
}

static int check_node(const struct allocbench_request *request, struct run *run)
{
	if (request->node == NUMA_NO_NODE)
		return 0;
	if (!run->allocator->takes_node)
		return -EINVAL;
	if (request->node < 0 || request->node >= MAX_NUMNODES ||
	    !node_state(request->node, N_MEMORY))
		return -ENXIO;
	return 0;
}

/* Of remote the caller allocates: it must be elsewhere than the CPU that frees. */
static int choose_cpus(const struct allocbench_request *request, struct run *run)
{
	unsigned int count;
	int error;

	error = cpulist_parse(request->cpus, &run->cpus);
	if (error)
		return error == -ERANGE ? -ENXIO : -EINVAL;
	if (!cpumask_subset(&run->cpus, cpu_online_mask))
		return -ENXIO;
	count = cpumask_weight(&run->cpus);
	switch (run->pattern->cpus) {
	case PATTERN_NO_CPUS:
		return count ? -EINVAL : 0;
	case PATTERN_ONE_CPU:
		if (count != 1 || cpumask_test_cpu(raw_smp_processor_id(), &run->cpus))
			return -EINVAL;
		return 0;
	case PATTERN_CPUS:
		break;
	}
	return count ? 0 : -EINVAL;
}

static void fill_shape(const struct allocbench_request *request, struct run *run)
{
	struct shape shape = run->shape;

	shape.size = request->size;
	shape.bytes = request->size;
	shape.order = 0;
	shape.node = request->node;
	shape.bulk_count = request->bulk_count;
	shape.slot_words = allocator_slot_words(run->allocator) + request->bulk_count;
	if (run->allocator->shape)
		run->allocator->shape(&shape);
	if (request->bulk_count)
		shape.bytes *= request->bulk_count;

	/* A failure is data, not a line in the kernel log. */
	if (run->allocator->flags & BIT(FLAG_NOWARN))
		shape.gfp |= __GFP_NOWARN;
	if (run->is_probe)
		shape.gfp |= __GFP_NOWARN | __GFP_NORETRY;
	run_set_shape(run, &shape);
}

/* Blocks that the run holds at once, or has asked the kernel to free some time. */
static u64 blocks_held(const struct run *run)
{
	u64 threads = max(cpumask_weight(&run->cpus), 1U);

	if (run->allocator->defers_free)
		return saturating_add(saturating_mul(run->sample_count, threads),
				      saturating_add(run->warmup_count, run->set_size));
	return max(run->set_size, threads);
}

u64 request_bytes_held(const struct run *run)
{
	return saturating_mul(run->shape.bytes, blocks_held(run));
}

u64 request_samples_needed(const struct run *run)
{
	u64 threads = run->pattern->cpus == PATTERN_CPUS ? cpumask_weight(&run->cpus) : 1;
	u64 words = max(run->set_size, 1ULL) * run->shape.slot_words;

	return saturating_mul(max(run->sample_count, words), threads);
}

static int check_memory(const struct allocbench_request *request, const struct run *run)
{
	if (request_bytes_held(run) > largest_budget(request, run->allocator) ||
	    !fits_address_space(run, blocks_held(run)))
		return -E2BIG;
	if (request_samples_needed(run) > div_u64(buffer_limit(), ALLOCBENCH_SAMPLE_BYTES))
		return -ENOSPC;
	return 0;
}

int request_parse(const struct allocbench_request *request, struct run *run)
{
	int error;

	error = check_form(request);
	if (error)
		return error;
	run->allocator = allocator_find(request->allocator);
	if (!run->allocator)
		return -ENOENT;
	error = gfp_flags_parse(request->gfp, run->allocator->flags, &run->shape.gfp);
	if (!error)
		error = choose_loops(request, run);
	if (!error)
		error = choose_surroundings(request, run);
	if (!error)
		error = check_counts(request);
	if (!error)
		error = check_size(request, run->allocator);
	if (!error)
		error = check_set(request, run);
	if (!error)
		error = check_bulk(request, run);
	if (!error)
		error = check_node(request, run);
	if (!error)
		error = choose_cpus(request, run);
	if (error)
		return error;
	run->sample_count = request->sample_count;
	run->warmup_count = request->warmup_count;
	run->set_size = request->set_size;
	if (!(request->flags & ALLOCBENCH_CONTINUE))
		prandom_seed_state(&run->random, request->seed);
	fill_shape(request, run);
	return check_memory(request, run);
}
