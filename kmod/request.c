// SPDX-License-Identifier: GPL-2.0-only
/*
 * The checks that a request must pass before anything is allocated.
 */
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include <linux/string.h>

#include "gfp_flags.h"
#include "request.h"

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
	    !name_is_padded(request->context, sizeof(request->context)))
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

/* vmalloc() has no __GFP_NOWARN: a sample that total RAM cannot hold is not tried. */
static u64 largest_budget(const struct allocbench_request *request)
{
	u64 budget = request->budget;
	struct sysinfo memory;

	if (!budget)
		budget = min_t(u64, ((u64)si_mem_available() << PAGE_SHIFT) / 4,
			       4ULL * SZ_1G);
	if (request->operation == ALLOCBENCH_PROBE)
		return budget;
	si_meminfo(&memory);
	return min_t(u64, budget, (u64)memory.totalram << PAGE_SHIFT);
}

static int choose_pairs(const struct allocbench_request *request, struct run *run)
{
	const struct allocator *allocator = run->allocator;

	run->is_probe = request->operation == ALLOCBENCH_PROBE;
	switch (request->operation) {
	case ALLOCBENCH_SAMPLE:
		run->pairs = allocator->select_pairs
				     ? allocator->select_pairs(request->size)
				     : allocator->pairs;
		return 0;
	case ALLOCBENCH_PROBE:
		run->pairs = allocator->probe_pairs;
		return run->pairs ? 0 : -EOPNOTSUPP;
	default:
		return -EINVAL;
	}
}

static void fill_shape(const struct allocbench_request *request, struct run *run)
{
	struct shape *shape = &run->shape;

	shape->size = request->size;
	shape->bytes = request->size;
	shape->order = 0;
	if (run->allocator->shape)
		run->allocator->shape(shape);

	/* A failure is data, not a line in the kernel log. */
	if (run->allocator->flags & BIT(FLAG_NOWARN))
		shape->gfp |= __GFP_NOWARN;
	if (run->is_probe)
		shape->gfp |= __GFP_NOWARN | __GFP_NORETRY;
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
	if (error)
		return error;
	if (strcmp(request->pattern, "pair") || strcmp(request->context, "task"))
		return -EOPNOTSUPP;
	error = choose_pairs(request, run);
	if (error)
		return error;
	error = check_counts(request);
	if (error)
		return error;
	error = check_size(request, run->allocator);
	if (error)
		return error;
	fill_shape(request, run);
	if (run->shape.bytes > largest_budget(request))
		return -E2BIG;
	run->sample_count = request->sample_count;
	run->warmup_count = request->warmup_count;
	return 0;
}
