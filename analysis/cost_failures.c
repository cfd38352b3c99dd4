// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What stands below a table of costs where allocations failed: how many, and what one
 * that fails costs.
 */
#include <inttypes.h>

#include "cost_facts.h"

static void put_columns(struct text_table *table, const struct statistic_list *statistics)
{
	text_table_column(table, NULL, "size", SIDE_RIGHT);
	text_table_column(table, NULL, "allocator", SIDE_LEFT);
	text_table_column(table, NULL, "samples", SIDE_RIGHT);
	text_table_column(table, NULL, "failed", SIDE_RIGHT);
	for (size_t i = 0; i < statistics->count; i++)
		text_table_column(table, "failure", statistics->items[i]->name,
				  SIDE_RIGHT);
}

/* What stands for the costs of failures whose ticks are not there. */
static const char *absence_of(const struct cell *cell)
{
	return cell->has_failed ? "disturbed" : "not kept";
}

static void put_costs(struct text_table *table, const struct cost_block *block,
		      const struct cell *cell)
{
	const struct statistic_list *statistics = &block->options->statistics;

	for (size_t i = 0; i < statistics->count; i++) {
		char text[SUMMARY_TEXT_LENGTH];
		double cost;

		if (summary_cost(&cell->failed, &block->grid->none->alloc,
				 statistics->items[i], &cost)) {
			summary_print(cost, text);
			text_table_cell(table, "%s", text);
		} else {
			text_table_cell(table, "%s", i ? "-" : absence_of(cell));
		}
	}
}

static void put_cell(struct text_table *table, const struct cost_block *block,
		     const struct cell *cell)
{
	if (!cell || !cell->failure_count)
		return;
	text_table_cell(table, "%" PRIu64, cell->size);
	text_table_cell(table, "%s", cell->allocator);
	text_table_cell(table, "%" PRIu64, cell->sample_count);
	text_table_cell(table, "%" PRIu64, cell->failure_count);
	put_costs(table, block, cell);
}

int cost_failures_print(const struct cost_block *block, struct page *page)
{
	const struct cell_grid *grid = block->grid;
	struct text_table table = { 0 };
	int error;

	if (!grid->failure_count)
		return 0;
	put_columns(&table, &block->options->statistics);
	for (size_t i = 0; i < grid->size_count * grid->allocator_count; i++)
		put_cell(&table, block, grid->cells[i]);
	error = page_note(page,
			  "failure: what a call costs that fails, less none's alloc; "
			  "of those that nothing disturbed.");
	if (!error)
		error = page_table(page, &table);
	text_table_free(&table);
	return error;
}
