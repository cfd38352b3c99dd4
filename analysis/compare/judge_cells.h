/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Judges all cells of a comparison: by their clock, and by which side has them at all.
 */
#ifndef ANALYSIS_JUDGE_CELLS_H
#define ANALYSIS_JUDGE_CELLS_H

#include "comparison.h"

/**
 * judge_cells() - the outcome of each cell of a comparison
 *
 * Return: 0 or -ENOMEM.
 */
int judge_cells(struct comparison_options *options, struct comparison *comparison);

/**
 * judged_of() - an outcome with what it asks the exit code to be
 */
struct judged judged_of(enum outcome outcome, int direction, bool expected,
			const struct comparison_options *options);

/**
 * compared_cell_growth() - by which fraction a cost grew, as far as it is judged: of an
 * exact clock by the gap between the ranges; 0 where no cost is compared
 */
double compared_cell_growth(const struct compared_cell *cell, bool is_exact);

#endif
