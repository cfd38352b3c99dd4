// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From samples to histograms. Pure.
 */
#include <errno.h>
#include <stdlib.h>

#include "clean_samples.h"
#include "results/cleanup.h"

#define TICKS(member) offsetof(struct allocbench_sample, member)

/* The ticks, and which samples have them: a bit more in the cause is a mark. */
static const struct {
	size_t ticks;
	uint32_t cause;
} sides[] = {
	[SIDE_ALLOC]  = { TICKS(alloc_ticks), 0 },
	[SIDE_FREE]   = { TICKS(free_ticks),  0 },
	[SIDE_TOUCH]  = { TICKS(touch_ticks), 0 },
	[SIDE_FAILED] = { TICKS(alloc_ticks), ALLOCBENCH_FAILED },
};

static uint64_t ticks_of(const struct allocbench_sample *sample, enum side side)
{
	return *(const __aligned_u64 *)((const char *)sample + sides[side].ticks);
}

int clean_samples_add(struct histogram *histogram, enum side side,
		      const struct allocbench_sample *samples, size_t sample_count)
{
	_cleanup_free_ uint64_t *ticks = calloc(sample_count + 1, sizeof(*ticks));
	struct histogram part;
	size_t count = 0;
	int error;

	if (!ticks)
		return -ENOMEM;
	for (size_t i = 0; i < sample_count; i++) {
		if (samples[i].cause == sides[side].cause)
			ticks[count++] = ticks_of(&samples[i], side);
	}
	error = histogram_from_values(ticks, count, &part);
	if (error)
		return error;
	error = histogram_add(histogram, &part);
	histogram_free(&part);
	return error;
}
