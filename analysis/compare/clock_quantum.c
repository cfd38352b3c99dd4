// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The step in which a clock that measures time counts.
 */
#include "clock_quantum.h"

#include <math.h>

#include "results/histogram.h"

static uint64_t common_divisor(uint64_t one, uint64_t other)
{
	while (other) {
		uint64_t rest = one % other;

		one = other;
		other = rest;
	}
	return one;
}

static uint64_t of_histogram(uint64_t divisor, const struct histogram *histogram)
{
	for (size_t i = 0; i < histogram->bin_count; i++)
		divisor = common_divisor(divisor, histogram->bins[i].value);
	return divisor;
}

static uint64_t of_times(uint64_t divisor, const struct times *times)
{
	divisor = of_histogram(divisor, &times->alloc);
	divisor = of_histogram(divisor, &times->free);
	return of_histogram(divisor, &times->touch);
}

static uint64_t of_result(uint64_t divisor, const struct result *result)
{
	for (size_t i = 0; i < result->none_count; i++)
		divisor = of_times(divisor, &result->nones[i].times);
	for (size_t i = 0; i < result->cell_count; i++)
		divisor = of_times(divisor, &result->cells[i].times);
	return divisor;
}

static uint64_t of_boots(uint64_t divisor, const struct kernel_boots *boots)
{
	for (size_t i = 0; i < boots->count; i++)
		if (boots->boots[i].result)
			divisor = of_result(divisor, boots->boots[i].result);
	return divisor;
}

double clock_quantum(const struct kernel_boots *base, const struct kernel_boots *new)
{
	uint64_t divisor = of_boots(of_boots(0, base), new);

	return divisor ? (double)divisor : 1;
}

/* In the middle, of which statistic_timed is the mean. */
static bool has_values_between(const struct histogram *histogram)
{
	return histogram_quantile(histogram, HISTOGRAM_TRIMMED) <
	       histogram_quantile(histogram, 1 - HISTOGRAM_TRIMMED);
}

/* The fewest samples that a boot's mean is of; 0 where one boot's knows whole steps only. */
static double fewest_samples(double fewest, const struct kernel_boots *boots,
			     const struct compared_cell *compared)
{
	for (size_t i = 0; i < boots->count; i++) {
		const struct cell *cell = boot_cell(&boots->boots[i], compared->key);
		const struct histogram *histogram =
			cell ? side_histogram(compared->side, &cell->times) : NULL;

		if (!histogram || !histogram->total)
			continue;
		const size_t parts = cell->part_count ? cell->part_count : 1;
		fewest = fmin(fewest, has_values_between(histogram)
					      ? (double)(histogram->total / parts)
					      : 0);
	}
	return fewest;
}

double cell_quantum(const struct comparison *comparison,
		    const struct compared_cell *cell, double quantum)
{
	double fewest = fewest_samples(INFINITY, comparison->base, cell);

	fewest = fewest_samples(fewest, comparison->new, cell);
	return fewest ? quantum / (2 * sqrt(fewest)) : quantum;
}
