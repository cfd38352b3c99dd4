// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The verdict on a cell whose clock measures time.
 */
#include "judge_timed.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "boots_needed.h"
#include "rank_test.h"
#include "results/cleanup.h"

/* A ratio that is the margin's but for rounding is not beyond. */
#define ROUNDING (1 + 1e-9)

const struct timed_options timed_options_default = {
	.level = 0.95,
	.false_discovery = 0.05,
	.margin = 0.03,
};

static double *sorted_copy(const double *values, size_t count)
{
	double *copy = malloc(count * sizeof(*copy));

	if (copy) {
		memcpy(copy, values, count * sizeof(*copy));
		gsl_sort(copy, 1, count);
	}
	return copy;
}

/* Boots that somebody else disturbed do not widen it, as long as they are fewer than half. */
static double spread(const double *sorted, size_t count)
{
	const size_t half = count / 2 + 1;
	double narrowest = INFINITY;

	for (size_t i = 0; i + half <= count; i++)
		narrowest = fmin(narrowest, sorted[i + half - 1] - sorted[i]);
	return narrowest / gsl_stats_median_from_sorted_data(sorted, 1, count);
}

int timed_cell_measure(const double *base, size_t base_count, const double *new,
		       size_t new_count, const struct timed_options *options,
		       struct timed_cell *cell)
{
	int error = ratio_estimate(base, base_count, new, new_count, options->level,
				   &cell->ratio);

	if (!error)
		error = rank_test(base, base_count, new, new_count, &cell->p);
	if (error)
		return error;

	_cleanup_free_ double *sorted_base = sorted_copy(base, base_count);
	_cleanup_free_ double *sorted_new = sorted_copy(new, new_count);

	if (!sorted_base || !sorted_new)
		return -ENOMEM;
	cell->base_median = gsl_stats_median_from_sorted_data(sorted_base, 1, base_count);
	cell->spread = fmax(spread(sorted_base, base_count), spread(sorted_new, new_count));
	cell->boots = 2 * (double)base_count * (double)new_count /
		      (double)(base_count + new_count);
	return 0;
}

double timed_cell_margin(const struct timed_cell *cell,
			 const struct timed_options *options, double quantum_ticks,
			 double floor)
{
	return fmax(fmax(options->margin, cell->spread),
		    fmax(2 * quantum_ticks / cell->base_median, floor));
}

/* 1 or -1 where the ratio differs from one by more than the margin; 0 where not. */
static int beyond(double ratio, double margin)
{
	if (ratio > (1 + margin) * ROUNDING)
		return 1;
	return ratio * ROUNDING < 1 - margin ? -1 : 0;
}

static enum cell_verdict significant(const struct ratio *ratio, int direction,
				     double margin)
{
	double near_end = direction > 0 ? ratio->low : ratio->high;

	if (!beyond(ratio->estimate, margin))
		return CELL_SHIFTED;
	if (!beyond(near_end, margin * TIMED_NEAR_END))
		return CELL_INCONCLUSIVE;
	return direction > 0 ? CELL_SLOWER : CELL_FASTER;
}

static enum cell_verdict insignificant(const struct ratio *ratio, double margin)
{
	return beyond(ratio->low, margin) || beyond(ratio->high, margin)
		       ? CELL_INCONCLUSIVE
		       : CELL_SAME;
}

struct finding timed_cell_judge(const struct timed_cell *cell,
				const struct timed_options *options, double adjusted_p,
				double margin, size_t cell_count)
{
	const struct ratio *ratio = &cell->ratio;
	int direction =
		adjusted_p <= options->false_discovery ? ratio_direction(ratio) : 0;
	struct finding finding = {
		.verdict = direction ? significant(ratio, direction, margin)
				     : insignificant(ratio, margin),
		.direction = direction,
	};

	if (finding.verdict == CELL_INCONCLUSIVE)
		finding.boots_needed = boots_needed(cell, options, margin, cell_count);
	return finding;
}
