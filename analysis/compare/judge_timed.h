/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The verdict on a cell whose clock measures time (tsc, uml): noise is part of every
 * boot, so a difference must be more than chance, and more than the margin. Pure.
 */
#ifndef ANALYSIS_JUDGE_TIMED_H
#define ANALYSIS_JUDGE_TIMED_H

#include <stddef.h>

#include "cell_verdict.h"
#include "ratio.h"

/*
 * Of a cell that is slower or faster the near end of the interval is beyond this part of
 * the margin. COMPARING.md tells why.
 */
#define TIMED_NEAR_END 0.5

/**
 * struct timed_options - what a verdict asks for
 * @level:           of the ratio's interval
 * @false_discovery: adjusted p-values at most this large are significant
 * @margin:          a fraction of the base; each cell's own may be larger
 */
struct timed_options {
	double level;
	double false_discovery;
	double margin;
};

/* 95 %, 5 %, 3 %. */
extern const struct timed_options timed_options_default;

/**
 * struct timed_cell - what the boots of both sides say of a cell
 * @p:           of the rank test, two-sided, not adjusted
 * @ratio:       new/base
 * @base_median: median over the boots of base, in ticks
 * @spread:      what boots of one kernel differ by, a fraction: the range of those that
 *               lie closest together, more than half, of the side where that is more
 * @boots:       a side; of sides of different sizes the harmonic mean, on which the noise
 *               of a difference depends
 */
struct timed_cell {
	double p;
	struct ratio ratio;
	double base_median;
	double spread;
	double boots;
};

/**
 * timed_cell_measure() - test and ratio of one cell
 * @base, @new: medians of boots, in ticks, above 0
 *
 * Return: 0, -EINVAL where a side is empty, -EDOM where a value is not finite and
 * positive, -ENOMEM.
 */
int timed_cell_measure(const double *base, size_t base_count, const double *new,
		       size_t new_count, const struct timed_options *options,
		       struct timed_cell *cell);

/**
 * timed_cell_margin() - the margin of one cell, a fraction of the base
 * @quantum_ticks: the smallest step of the clock
 * @floor:         the largest difference between boots of one kernel (A/A) that was
 *                 measured, a fraction; 0 where none was
 *
 * Return: the largest of the default margin, two quanta, the boots' own spread and the
 * floor.
 */
double timed_cell_margin(const struct timed_cell *cell,
			 const struct timed_options *options, double quantum_ticks,
			 double floor);

/**
 * timed_cell_judge() - the verdict
 * @adjusted_p: of false_discovery_adjust() over the @cell_count cells
 * @margin:     of timed_cell_margin()
 *
 * Significant is what has an @adjusted_p at most false_discovery, and an interval without
 * one.
 *
 *	slower, faster: significant, the estimate beyond the margin, and the near end of
 *	                the interval beyond TIMED_NEAR_END of it
 *	shifted:        significant, the estimate within the margin
 *	same:           not significant, the whole interval within the margin
 *	inconclusive:   all else; with a direction where it is significant
 */
struct finding timed_cell_judge(const struct timed_cell *cell,
				const struct timed_options *options, double adjusted_p,
				double margin, size_t cell_count);

#endif
