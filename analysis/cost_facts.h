/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must be said above and below a table of costs, so that its numbers can be judged.
 */
#ifndef ANALYSIS_COST_FACTS_H
#define ANALYSIS_COST_FACTS_H

#include "cell_grid.h"
#include "page.h"
#include "published.h"
#include "table.h"

/**
 * struct cost_block - one table: the cells of one file that were taken in one way
 * @with_path: name the file, since there are several
 * @published: the published costs; no rows where they are not wanted
 */
struct cost_block {
	const struct result *result;
	const struct cell_grid *grid;
	const struct table_options *options;
	const struct published *published;
	bool with_path;
};

/**
 * cost_facts_print() - kernel, CPU, clock, boot and how samples were taken
 *
 * Return: 0 or -ENOMEM.
 */
int cost_facts_print(const struct cost_block *block, struct page *page);

/**
 * cost_notes_print() - what happened besides, and what the published numbers are
 *
 * Return: 0 or -ENOMEM.
 */
int cost_notes_print(const struct cost_block *block, struct page *page);

#endif
