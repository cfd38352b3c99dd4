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
	return histogram->total &&
	       histogram_quantile(histogram, HISTOGRAM_TRIMMED) <
	       histogram_quantile(histogram, 1 - HISTOGRAM_TRIMMED);
}

/*
 * The part of a step that is left in the mean of one boot. Where samples of the empty call
 * fall on several values, the loop does not keep step with the clock: samples that all fall
 * on one are then nearer to it than what the mean leaves out.
 */
static double part_left(const struct boot *boot, const struct cell *cell,
			const struct side *side)
{
	const struct histogram *histogram = side_histogram(side, &cell->times);
	const struct times *none = result_none(boot->result, &cell->way);
	const double parts = cell->part_count ? (double)cell->part_count : 1;

	if (has_values_between(histogram))
		return 1 / (2 * sqrt((double)histogram->total / parts));
	if (none && has_values_between(side_none(side, none)))
		return HISTOGRAM_TRIMMED;
	return 1;
}

static double most_left(double most, const struct kernel_boots *boots,
			const struct compared_cell *compared)
{
	for (size_t i = 0; i < boots->count; i++) {
		const struct boot *boot = &boots->boots[i];
		const struct cell *cell = boot_cell(boot, compared->key);

		if (cell && side_histogram(compared->side, &cell->times)->total)
			most = fmax(most, part_left(boot, cell, compared->side));
	}
	return most;
}

double cell_quantum(const struct comparison *comparison,
		    const struct compared_cell *cell, double quantum)
{
	double left = most_left(0, comparison->base, cell);

	return quantum * most_left(left, comparison->new, cell);
}
