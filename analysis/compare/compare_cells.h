/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds the cells that two kernels have, and judges them.
 */
#ifndef ANALYSIS_COMPARE_CELLS_H
#define ANALYSIS_COMPARE_CELLS_H

#include "comparison.h"

/* Of a clock that is exact, not robust, one boot tells nothing of how far a cell moves.
 */
#define EXACT_BOOTS_LEAST 2

/**
 * compare_cells() - fill in the cells of a comparison, with their outcomes
 *
 * Return: 0 or -ENOMEM.
 */
int compare_cells(struct comparison_options *options, struct comparison *comparison);

void compare_cells_free(struct comparison *comparison);

#endif
