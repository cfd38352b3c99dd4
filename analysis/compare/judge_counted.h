/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The verdict on a cell whose clock counts instructions (icount). Such a clock is exact,
 * not robust: another layout of memory moves it. So ranges are compared, not chances.
 * Pure.
 */
#ifndef ANALYSIS_JUDGE_COUNTED_H
#define ANALYSIS_JUDGE_COUNTED_H

#include <stddef.h>

#include "cell_verdict.h"

/* The default margin, a fraction of the base. */
#define COUNTED_MARGIN 0.01

/**
 * struct counted_cell - the boots of both sides, in instructions
 * @gap:    by how much the ranges part: above 0 where all of new is dearer than all of
 *          base, below 0 where it is cheaper, 0 where they touch or overlap
 * @margin: what the gap must exceed
 */
struct counted_cell {
	double base_least, base_most;
	double new_least, new_most;
	double gap;
	double margin;
};

/**
 * counted_cell_measure() - the ranges of two sides and what lies between them
 * @base, @new: medians of boots, in instructions
 * @margin:     a fraction of the base's end that is nearer to new
 *
 * The cell's margin is the largest of that, one instruction, and the wider side's own
 * range. With a @margin of 0 it is 0: any parting counts.
 *
 * Return: 0, -EINVAL where a side is empty, -EDOM where a value is not finite.
 */
int counted_cell_measure(const double *base, size_t base_count, const double *new,
			 size_t new_count, double margin, struct counted_cell *cell);

/**
 * counted_cell_judge() - slower or faster: the gap is more than the margin; shifted:
 * there is a gap; same: there is none
 */
struct finding counted_cell_judge(const struct counted_cell *cell);

#endif
