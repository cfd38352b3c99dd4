// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Names the clock from the ruler. Pure.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "clock_detect.h"

enum { ALLOC_SIDE, FREE_SIDE, SIDE_COUNT };

/* The bodies that the module has. */
const uint64_t ruler_adds[RULER_COUNT] = { 0, 10, 100, 1000 };

static bool has_one_value(const struct histogram *histogram)
{
	return histogram->bin_count == 1;
}

static bool side_is_exact(const struct clock_evidence *evidence, int side)
{
	const struct histogram *none = &evidence->none[side];

	if (!has_one_value(none))
		return false;
	for (size_t i = 0; i < RULER_COUNT; i++) {
		const struct histogram *ruler = &evidence->ruler[i][side];

		if (!has_one_value(ruler) ||
		    ruler->bins[0].value != none->bins[0].value + ruler_adds[i])
			return false;
	}
	return true;
}

bool clock_is_exact(const struct clock_evidence *evidence)
{
	return side_is_exact(evidence, ALLOC_SIDE) && side_is_exact(evidence, FREE_SIDE);
}

/* Whole numbers below 2^53 throughout: an exact ruler gives exactly 1. */
static double slope_of(const struct clock_evidence *evidence)
{
	double sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;

	for (size_t i = 0; i < RULER_COUNT; i++) {
		double x = ruler_adds[i];
		double y = histogram_median(&evidence->ruler[i][ALLOC_SIDE]);

		sum_x += x;
		sum_y += y;
		sum_xx += x * x;
		sum_xy += x * y;
	}
	return (RULER_COUNT * sum_xy - sum_x * sum_y) /
	       (RULER_COUNT * sum_xx - sum_x * sum_x);
}

static uint64_t smallest_step_of(const struct clock_evidence *evidence)
{
	uint64_t empty = histogram_quantile(&evidence->ruler[0][ALLOC_SIDE], 0.95);

	for (size_t i = 1; i < RULER_COUNT; i++) {
		if (histogram_quantile(&evidence->ruler[i][ALLOC_SIDE], 0.05) > empty)
			return ruler_adds[i];
	}
	return 0;
}

static bool has_data(const struct clock_evidence *evidence)
{
	bool has = true;

	for (int side = 0; side < SIDE_COUNT; side++) {
		has = has && evidence->none[side].total;
		for (size_t i = 0; i < RULER_COUNT; i++)
			has = has && evidence->ruler[i][side].total;
	}
	return has;
}

static enum clock_kind kind_of(const struct clock_evidence *evidence,
			       const char *signature, bool is_uml)
{
	if (is_uml)
		return CLOCK_UML;
	if (strcmp(signature, HYPERVISOR_TCG))
		return CLOCK_TSC;
	return clock_is_exact(evidence) ? CLOCK_ICOUNT : CLOCK_EMULATED;
}

int clock_detect(const struct clock_evidence *evidence, const char *signature,
		 bool is_uml, struct clock_facts *facts)
{
	if (!has_data(evidence))
		return -ENODATA;
	facts->kind = kind_of(evidence, signature, is_uml);
	facts->ticks_per_add = slope_of(evidence);
	facts->smallest_step = smallest_step_of(evidence);
	return 0;
}

void clock_evidence_free(struct clock_evidence *evidence)
{
	for (int side = 0; side < SIDE_COUNT; side++) {
		histogram_free(&evidence->none[side]);
		for (size_t i = 0; i < RULER_COUNT; i++)
			histogram_free(&evidence->ruler[i][side]);
	}
}
