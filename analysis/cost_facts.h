/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must be said above and below tables of costs, so that their numbers can be judged.
 */
#ifndef ANALYSIS_COST_FACTS_H
#define ANALYSIS_COST_FACTS_H

#include "cell_grid.h"
#include "page.h"
#include "published.h"
#include "table.h"

/**
 * struct cost_block - one table: the cells of one file that were taken in one way
 * @sides:     the sides to show
 * @published: the published costs; no rows where they cannot stand beside the cells
 */
struct cost_block {
	const struct cell_grid *grid;
	const struct table_options *options;
	struct side_list sides;
	const struct published *published;
};

/**
 * cost_facts_print_result() - kernel, CPU, clock and boot of a file
 * @with_path: name the file, since there are several
 *
 * Return: 0 or -ENOMEM.
 */
int cost_facts_print_result(const struct result *result, bool with_path,
			    struct page *page);

/**
 * cost_facts_print_machine() - CPU, clock and boot of a file
 *
 * Return: 0 or -ENOMEM.
 */
int cost_facts_print_machine(const struct result *result, struct page *page);

/**
 * cost_facts_print_samples() - a heading with the way, and samples
 *
 * Return: 0 or -ENOMEM.
 */
int cost_facts_print_samples(const struct cell_grid *grid, struct page *page);

/**
 * cost_facts_print_way() - likewise, and the clock's own cost
 *
 * Return: 0 or -ENOMEM.
 */
int cost_facts_print_way(const struct cell_grid *grid, struct page *page);

/**
 * cost_failures_print() - how many allocations failed, and what a failed one costs
 *
 * Nothing where none failed.
 *
 * Return: 0 or -ENOMEM.
 */
int cost_failures_print(const struct cost_block *block, struct page *page);

/**
 * cost_notes_print_repeats() - how many cells a table leaves out, having their like
 *
 * Return: 0 or -ENOMEM.
 */
int cost_notes_print_repeats(const struct cell_grid *grid, struct page *page);

/**
 * cost_notes_print_block() - what happened besides, and what the numbers of one table are
 *
 * Return: 0 or -ENOMEM.
 */
int cost_notes_print_block(const struct cost_block *block, struct page *page);

/**
 * cost_notes_print_result() - what must be known of a file, and of the published numbers
 * @published: no rows where they are not wanted
 *
 * Return: 0 or -ENOMEM.
 */
int cost_notes_print_result(const struct result *result,
			    const struct published *published, struct page *page);

#endif
