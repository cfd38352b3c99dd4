// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From samples to histograms. Pure.
 */
#include <errno.h>
#include <stdlib.h>

#include "clean_samples.h"
#include "results/cleanup.h"

static uint64_t ticks_of(const struct allocbench_sample *sample, enum side side)
{
	const uint64_t ticks[] = {
		[SIDE_ALLOC] = sample->alloc_ticks,
		[SIDE_FREE] = sample->free_ticks,
		[SIDE_TOUCH] = sample->touch_ticks,
	};

	return ticks[side];
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
		if (!samples[i].cause)
			ticks[count++] = ticks_of(&samples[i], side);
	}
	error = histogram_from_values(ticks, count, &part);
	if (error)
		return error;
	error = histogram_add(histogram, &part);
	histogram_free(&part);
	return error;
}
