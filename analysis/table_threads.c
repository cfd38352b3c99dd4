// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat table threads: what each thread of a crowd saw, beside the crowd as a whole.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cost_facts.h"
#include "message.h"
#include "results/cleanup.h"
#include "table_ways.h"

static void put_columns(struct text_table *table, const struct cost_block *block)
{
	const struct statistic_list *statistics = &block->options->statistics;

	text_table_key(table, "size", SIDE_RIGHT);
	text_table_key(table, "allocator", SIDE_LEFT);
	text_table_key(table, "CPU", SIDE_RIGHT);
	text_table_column(table, NULL, "samples", SIDE_RIGHT);
	text_table_column(table, NULL, "failed", SIDE_RIGHT);
	text_table_column(table, NULL, "start skew", SIDE_RIGHT);
	for (size_t i = 0; i < block->sides.count; i++)
		for (size_t j = 0; j < statistics->count; j++)
			text_table_column(table, block->sides.items[i]->name,
					  statistics->items[j]->name, SIDE_RIGHT);
}

static void put_costs(struct text_table *table, const struct cost_block *block,
		      const struct times *times)
{
	const struct statistic_list *statistics = &block->options->statistics;

	for (size_t i = 0; i < block->sides.count; i++) {
		for (size_t j = 0; j < statistics->count; j++) {
			char text[SUMMARY_TEXT_LENGTH] = "-";
			double cost;

			if (side_cost(block->sides.items[i], times, block->grid->none,
				      statistics->items[j], &cost))
				summary_print(cost, text);
			text_table_cell(table, "%s", text);
		}
	}
}

static void put_cell(struct text_table *table, const struct cost_block *block,
		     const struct cell *cell)
{
	text_table_cell(table, "%" PRIu64, cell->size);
	text_table_cell(table, "%s", cell->allocator);
	text_table_cell(table, "all");
	text_table_cell(table, "%" PRIu64, cell->sample_count);
	text_table_cell(table, "%" PRIu64, cell->failure_count);
	text_table_cell(table, "%" PRIu64, cell->start_skew);
	put_costs(table, block, &cell->times);
	for (size_t i = 0; i < cell->thread_count; i++) {
		const struct thread *thread = &cell->threads[i];

		text_table_cell(table, "%" PRIu64, cell->size);
		text_table_cell(table, "%s", cell->allocator);
		text_table_cell(table, "%" PRIu64, thread->cpu);
		text_table_cell(table, "%" PRIu64, thread->sample_count);
		text_table_cell(table, "%" PRIu64, thread->failure_count);
		text_table_cell(table, "-");
		put_costs(table, block, &thread->times);
	}
}

static int print_table(const struct cost_block *block, struct page *page)
{
	const struct cell_grid *grid = block->grid;
	struct text_table table = { 0 };
	int error;

	put_columns(&table, block);
	for (size_t i = 0; i < grid->size_count * grid->allocator_count; i++)
		if (grid->cells[i])
			put_cell(&table, block, grid->cells[i]);
	error = page_table(page, &table);
	text_table_free(&table);
	return error;
}

static bool has_threads(const struct result *result, const struct way *way)
{
	for (size_t i = 0; i < result->cell_count; i++) {
		const struct cell *cell = &result->cells[i];

		if (cell->thread_count && (!way || way_equal(&cell->way, way)))
			return true;
	}
	return false;
}

static int print_way(const struct result *result, const struct way *way,
		     const struct table_job *job)
{
	const struct table_options *options = job->options;
	struct page *page = job->page;
	struct cell_grid grid;
	struct cost_block block = {
		.grid = &grid,
		.options = options,
		.sides = options->sides.count ? options->sides : side_list_all(false),
	};
	int error;

	if (!has_threads(result, way))
		return 0;
	error = cell_grid_of(result, way, NULL, 0, &grid);
	if (error)
		return error;
	error = cost_facts_print_way(&grid, page);
	if (!error)
		error = print_table(&block, page);
	if (!error)
		error = cost_notes_print_block(&block, page);
	cell_grid_free(&grid);
	return error;
}

static int print_title(const struct result *result, const struct table_job *job)
{
	return page_heading(job->page,
			    "Threads that allocate and free at once, in %s: each "
			    "statistic, less the median of none",
			    result_unit(result));
}

static enum exit_code check_threads(const struct result_list *results)
{
	for (size_t i = 0; i < results->count; i++) {
		if (has_threads(results->items[i], NULL))
			continue;
		message_error("%s: no cell of several threads in it; measure the pattern "
			      "crowd",
			      results->items[i]->path);
		return EXIT_TOOL_FAILURE;
	}
	return EXIT_DONE;
}

enum exit_code table_threads(const struct result_list *results,
			     const struct table_options *options, struct page *page)
{
	static const struct table_parts parts = { print_title, print_way, NULL };
	const struct table_job job = { .options = options, .page = page };
	enum exit_code code = result_list_check_costs(results);

	if (code == EXIT_DONE)
		code = check_threads(results);
	return code == EXIT_DONE ? table_ways_print(&parts, results, &job) : code;
}
