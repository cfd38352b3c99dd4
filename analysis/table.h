/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tables of `allocstat table`, and what was asked of them.
 */
#ifndef ANALYSIS_TABLE_H
#define ANALYSIS_TABLE_H

#include <stdbool.h>

#include "filter.h"
#include "page.h"
#include "result_list.h"
#include "results/verdict.h"
#include "side.h"
#include "summary.h"

/**
 * struct table_options - the options of the command
 * @published:  the published numbers too
 * @statistics: what to say of the samples of a cell; at least one
 * @sides:      of which sides of it; empty for all that were timed
 * @filter:     of which cells
 * @largest:    of a history: so many rows of each way that changed most; 0 for all
 * @ranges:     of a history: the range of each cost too
 */
struct table_options {
	bool published;
	struct statistic_list statistics;
	struct side_list sides;
	struct filter filter;
	uint64_t largest;
	bool ranges;
};

/**
 * table_max() - print the largest blocks
 *
 * Return: EXIT_DONE, or another code after saying why.
 */
enum exit_code table_max(const struct result_list *results,
			 const struct table_options *options, struct page *page);

/**
 * table_cost() - print what one allocation and one free cost, by size
 *
 * Return: EXIT_DONE, or another code after saying why.
 */
enum exit_code table_cost(const struct result_list *results,
			  const struct table_options *options, struct page *page);

/**
 * table_threads() - print what each thread of a crowd saw, and how far apart they began
 *
 * Return: EXIT_DONE, or another code after saying why.
 */
enum exit_code table_threads(const struct result_list *results,
			     const struct table_options *options, struct page *page);

/**
 * table_path() - print what the kernel and the CPU counted, for each 1,000 samples
 *
 * Return: EXIT_DONE, or another code after saying why.
 */
enum exit_code table_path(const struct result_list *results,
			  const struct table_options *options, struct page *page);

/**
 * table_usable() - print what blocks really have, and what of it was not asked for
 *
 * Return: EXIT_DONE, or another code after saying why.
 */
enum exit_code table_usable(const struct result_list *results,
			    const struct table_options *options, struct page *page);

/**
 * table_history() - print what cells cost on one kernel after another
 *
 * Return: EXIT_DONE, or another code after saying why.
 */
enum exit_code table_history(const struct result_list *results,
			     const struct table_options *options, struct page *page);

#endif
