// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Splitting adds nothing: an allocation and a free, timed apart and less the empty pair,
 * cost what they cost in a loop with one clock reading around a thousand.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"

/* As in test_rows.c. */
#define LOOP_COUNT 1000
#define LOOP_SAMPLES 21
#define LOOP_WARMUP 5

/**
 * struct cost - of one sample
 * @median: of alloc and of free, added
 * @mean:   of both, added
 */
struct cost {
	double median;
	double mean;
};

static int compare(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

static double median(uint64_t *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare);
	return count ? values[count / 2] : 0;
}

static struct cost cost_of(const struct allocbench_sample *samples, size_t count,
			   bool with_marked)
{
	uint64_t *alloc = calloc(2 * count, sizeof(*alloc)), *freed = alloc + count;
	struct cost cost = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (samples[i].cause && !with_marked)
			continue;
		alloc[kept] = samples[i].alloc_ticks;
		freed[kept++] = samples[i].free_ticks;
		cost.mean += samples[i].alloc_ticks + samples[i].free_ticks;
	}
	cost.mean /= kept;
	cost.median = median(alloc, kept) + median(freed, kept);
	free(alloc);
	return cost;
}

static struct cost measure(int run, const char *allocator, const char *pattern,
			   uint64_t size, uint64_t count, uint64_t warmup,
			   bool with_marked)
{
	struct allocbench_request request = request_of(allocator, size);
	struct allocbench_sample *samples;
	struct allocbench_reply reply;
	struct cost cost = { 0 };

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, pattern);
	request.set_size = strcmp(pattern, "pair") ? LOOP_COUNT : 0;
	request.sample_count = count;
	request.warmup_count = warmup;
	request.buffer_samples = LOOP_SAMPLES * LOOP_COUNT;
	if (!send_request(run, &request) && !receive(run, &reply, &samples)) {
		cost = cost_of(samples, reply.sample_count, with_marked);
		free(samples);
	}
	return cost;
}

/**
 * struct method - how a row is compared with its loop
 * @pattern:    of the row
 * @empty_loop: what its loop costs with empty calls
 * @count:      samples of the row
 * @statistic:  of these
 * @with_marked: disturbed samples too: a mean of a loop has its ticks of the timer
 * @least:      instructions that they may be apart, where 1 % is less
 */
struct method {
	const char *pattern;
	const char *empty_loop;
	uint64_t count;
	double (*statistic)(const struct cost *cost);
	bool with_marked;
	double least;
};

static double median_of(const struct cost *cost)
{
	return cost->median;
}

static double mean_of(const struct cost *cost)
{
	return cost->mean;
}

/*
 * One call of a loop, less a loop of empty calls. A loop takes longer than the time
 * between two ticks of the timer: nearly each sample is marked, and a tick is a small
 * part of it.
 */
static double amortised(int run, const struct method *method, const char *loop,
			uint64_t size)
{
	struct cost filled =
		measure(run, loop, "pair", size, LOOP_SAMPLES, LOOP_WARMUP, true);
	struct cost empty = measure(run, method->empty_loop, "pair", size, LOOP_SAMPLES,
				    LOOP_WARMUP, true);
	double ticks = method->statistic(&filled) - method->statistic(&empty);

	return ticks > 0 ? ticks / LOOP_COUNT : 0;
}

static double apart(int run, const struct method *method, const char *allocator,
		    uint64_t size)
{
	struct cost none = measure(run, "none", method->pattern, 0, method->count,
				   LOOP_WARMUP * LOOP_COUNT, method->with_marked);
	struct cost cost = measure(run, allocator, method->pattern, size, method->count,
				   LOOP_WARMUP * LOOP_COUNT, method->with_marked);

	return method->statistic(&cost) - method->statistic(&none);
}

/*
 * Which blocks are free moves the same call by some instructions, so both sides must find
 * the same. The loop finds what the cell leaves, whose file stays open; of slab caches,
 * which change from batch to batch, both begin with empty ones and take as many.
 */
static void measure_both(const struct method *method, const char *allocator,
			 const char *loop, uint64_t size, double *split, double *looped)
{
	int cell = open_run(), loops = open_run();

	measure(loops, "none", "pair", 0, 1, 0, false); /* makes the buffer */
	*split = apart(cell, method, allocator, size);
	*looped = amortised(loops, method, loop, size);
	close(cell);
	close(loops);
}

static bool is_same(const struct method *method, double split, double looped)
{
	return looped > 0 && fabs(split - looped) <= fmax(looped / 100, method->least);
}

/*
 * Batches of blocks beyond the slabs wander with the lists: their mean is of up to three.
 * What the kernel does in between now and then, in a tick of the timer, makes one of them
 * dearer: two that agree are enough.
 */
static bool agree(const struct method *method, const char *allocator, const char *loop,
		  uint64_t size)
{
	double split_sum = 0, looped_sum = 0;
	bool agrees = false;
	int i = 0;

	while (i < 3 && !agrees) {
		double split, looped;

		measure_both(method, allocator, loop, size, &split, &looped);
		split_sum += split;
		looped_sum += looped;
		i++;
		agrees = is_same(method, split, looped) ||
			 is_same(method, split_sum / i, looped_sum / i);
		printf("# %s of %" PRIu64 ", %s: %.1f apart, %.1f in a loop\n", allocator,
		       size, method->pattern, split, looped);
	}
	return agrees;
}

static void compare_with_loop(const struct method *method, const char *allocator,
			      const char *loop, uint64_t from, uint64_t to)
{
	bool all = true;

	for (uint64_t size = from; size <= to; size *= 2)
		all &= agree(method, allocator, loop, size);
	fact(all, "%s, %s: apart and in a loop they cost the same within 1 %%", allocator,
	     method->pattern);
}

static const struct method pairs = {
	"pair", "empty_pair_loop", 1001, median_of, false, 8
};

/* A batch's slow path is taken by every so-maniest call: only the mean has it. */
static const struct method batches = {
	"batch-fifo", "empty_batch_loop", LOOP_SAMPLES * LOOP_COUNT, mean_of, true, 0
};

void amortised_costs(void)
{
	compare_with_loop(&pairs, "kmalloc", "kmalloc_pair_loop", 8, 65536);
	compare_with_loop(&pairs, "__get_free_pages", "pages_pair_loop", 4096, 4096 << 9);
	compare_with_loop(&batches, "kmalloc", "kmalloc_batch_loop", 8, 32768);
	compare_with_loop(&batches, "__get_free_pages", "pages_batch_loop", 4096, 65536);
}
