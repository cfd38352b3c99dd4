// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The rules by which a selftest judges. Pure.
 */
#include <inttypes.h>
#include <stdio.h>

#include "checks.h"

/* A ruler may leave the line by this part of the longest one. */
#define RULER_TOLERANCE 0.05

struct check check_clock(const struct clock_facts *facts)
{
	struct check check = { .name = "the clock's numbers mean something",
			       .passed = clock_is_meaningful(facts->kind) };

	snprintf(check.detail, sizeof(check.detail), "the clock is %s",
		 clock_name(facts->kind));
	return check;
}

/* The largest distance of a ruler's median from the line through the empty one. */
static double worst_deviation(const struct clock_evidence *evidence, double slope,
			      int side)
{
	double empty = histogram_median(&evidence->ruler[0][side]);
	double worst = 0;

	for (size_t i = 1; i < RULER_COUNT; i++) {
		double line = empty + slope * ruler_adds[i];
		double deviation = histogram_median(&evidence->ruler[i][side]) - line;

		deviation = deviation < 0 ? -deviation : deviation;
		worst = deviation > worst ? deviation : worst;
	}
	return worst;
}

static struct check check_line(const struct clock_evidence *evidence, double slope)
{
	double allowed = RULER_TOLERANCE * slope * ruler_adds[RULER_COUNT - 1];
	double alloc = worst_deviation(evidence, slope, 0);
	double freed = worst_deviation(evidence, slope, 1);
	struct check check = { .name = "the ruler is linear",
			       .passed = slope > 0 && alloc <= allowed &&
					 freed <= allowed };

	snprintf(
		check.detail, sizeof(check.detail),
		"%.4g ticks an add; farthest from the line: alloc %.4g, free %.4g, allowed "
		"%.4g",
		slope, alloc, freed, allowed);
	return check;
}

struct check check_ruler(const struct clock_evidence *evidence,
			 const struct clock_facts *facts)
{
	struct check check = { .name = "the ruler is exact" };

	if (facts->kind != CLOCK_ICOUNT)
		return check_line(evidence, facts->ticks_per_add);
	check.passed = clock_is_exact(evidence);
	snprintf(check.detail, sizeof(check.detail),
		 "every undisturbed sample reads its adds above none");
	return check;
}

static bool lies_within(const struct histogram *first, const struct histogram *second)
{
	double median = histogram_median(second);

	return median >= histogram_quantile(first, 0.05) &&
	       median <= histogram_quantile(first, 0.95);
}

struct check check_repeat(const char *what, const struct cell *first,
			  const struct cell *second)
{
	struct check check = { 0 };

	snprintf(check.name, sizeof(check.name), "%s repeats within its own spread",
		 what);
	if (!first->alloc.total || !second->alloc.total) {
		snprintf(check.detail, sizeof(check.detail), "no undisturbed sample");
		return check;
	}
	check.passed = lies_within(&first->alloc, &second->alloc) &&
		       lies_within(&first->free, &second->free);
	snprintf(check.detail, sizeof(check.detail),
		 "alloc %" PRIu64 "..%" PRIu64 ", again %.10g; free %" PRIu64 "..%" PRIu64
		 ", again %.10g",
		 histogram_quantile(&first->alloc, 0.05),
		 histogram_quantile(&first->alloc, 0.95),
		 histogram_median(&second->alloc), histogram_quantile(&first->free, 0.05),
		 histogram_quantile(&first->free, 0.95), histogram_median(&second->free));
	return check;
}

struct check check_live(const struct info *info)
{
	struct check check = { .name = "nothing stays allocated",
			       .passed = !info->live_objects && !info->live_bytes };

	snprintf(check.detail, sizeof(check.detail),
		 "%" PRIu64 " blocks of %" PRIu64 " bytes live", info->live_objects,
		 info->live_bytes);
	return check;
}
