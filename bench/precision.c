// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The rules of sampling: how many, and when to stop. Pure.
 */
#include "precision.h"

static double tolerance(double median)
{
	double part = PRECISION_PART * median;

	return part > PRECISION_TICKS ? part : PRECISION_TICKS;
}

bool precision_reached(const struct histogram *histogram)
{
	uint64_t low, high;

	if (!histogram->total)
		return true;
	if (histogram_median_interval(histogram, PRECISION_CONFIDENCE, &low, &high))
		return false;
	return (double)(high - low) / 2 <= tolerance(histogram_median(histogram));
}

bool precision_of_cell(const struct cell *cell)
{
	return precision_reached(&cell->alloc) && precision_reached(&cell->free) &&
	       precision_reached(&cell->touch);
}

bool precision_steady(const struct histogram *before, const struct histogram *now)
{
	double first, difference;

	if (!before->total || !now->total)
		return before->total == now->total;
	first = histogram_median(before);
	difference = histogram_median(now) - first;
	return (difference < 0 ? -difference : difference) <= tolerance(first);
}

static uint64_t smaller(uint64_t one, uint64_t other)
{
	return one < other ? one : other;
}

uint64_t precision_next_round(uint64_t taken, uint64_t wanted, uint64_t most,
			      uint64_t longest)
{
	uint64_t next = taken ? taken : PRECISION_LEAST_SAMPLES;

	if (wanted)
		return smaller(wanted - taken, longest);
	return smaller(smaller(next, most - taken), longest);
}
