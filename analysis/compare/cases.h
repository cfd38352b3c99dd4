/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A comparison as a list of cases in words, for people's eyes and for the reports of
 * machines: its boots, its cells, its largest blocks.
 */
#ifndef ANALYSIS_CASES_H
#define ANALYSIS_CASES_H

#include "comparison.h"

/**
 * struct comparison_case - one of them
 * @name:   "kmalloc 64 alloc, GFP_KERNEL, task context, pair pattern"; unique
 * @detail: "279 and 312 instructions, +11.8 %"
 */
struct comparison_case {
	const char *name;
	const char *detail;
	const struct judged *judged;
};

/**
 * cases_visit() - call back for each case, in the order of the comparison
 *
 * Return: 0, -ENOMEM, or the first error of @visit.
 */
int cases_visit(const struct comparison *comparison,
		int (*visit)(const struct comparison_case *item, void *context),
		void *context);

/**
 * case_is_skipped() - does it neither pass nor fail? What is absent or inconclusive, where
 * nobody asked for these to fail
 */
bool case_is_skipped(const struct comparison_case *item);

/**
 * case_worst_cell() - the cell whose cost grew most of those with an outcome, not
 * expected
 *
 * Return: the cell, or NULL where none has it.
 */
const struct compared_cell *case_worst_cell(const struct comparison *comparison,
					    enum outcome outcome);

/**
 * case_median() - the median over a cell's boots; there is at least one
 */
double case_median(const struct boot_medians *medians);

/**
 * case_change() - by which part a cell's cost changed, new/base - 1, as it is shown: of
 * an exact clock the medians over the boots, else the estimate
 *
 * Return: whether it is known.
 */
bool case_change(const struct compared_cell *cell, bool is_exact, double *change);

#endif
