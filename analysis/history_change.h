/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * By how much a cost changed from one kernel to another, whether that is a jump, and
 * which costs changed most.
 */
#ifndef ANALYSIS_HISTORY_CHANGE_H
#define ANALYSIS_HISTORY_CHANGE_H

#include "history_rows.h"

/**
 * history_margin() - which part of a cost a jump exceeds, with a clock
 */
double history_margin(enum clock_kind clock);

/**
 * history_change() - after/before - 1
 * @margin:  a fraction
 * @is_jump: do the ranges part by more than the margin, one unit of the clock, and the
 * wider of the two?
 *
 * Return: whether it is known: both are there, and before is above 0.
 */
bool history_change(const struct history_cost *before, const struct history_cost *after,
		    double margin, double *change, bool *is_jump);

/**
 * history_rank() - of each way only the rows that changed most, these first
 * @margin: as of history_change()
 * @limit:  of each way
 *
 * What counts is the last kernel's cost beside the first one's, in proportion. Of each
 * allocator and side there is one row, that of the size that changed most: its neighbours
 * have mostly the same cause. Rows that did not jump between these two are dropped.
 *
 * Return: 0 or -ENOMEM.
 */
int history_rank(struct history_rows *rows, double margin, size_t limit);

#endif
