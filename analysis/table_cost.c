// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat table cost: what one allocation and one free cost, by size and allocator.
 *
 * One statistic gives the published form, sizes by allocators; several give a row for
 * each size and allocator.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cost_facts.h"
#include "message.h"
#include "results/cleanup.h"
#include "table_ways.h"

/* What stands for the costs of a cell that has none. */
static const char *absence_of(const struct cell *cell)
{
	if (!cell)
		return "not measured";
	if (cell->failure_count == cell->sample_count)
		return "failed";
	return "disturbed";
}

/* @is_first: of the cell's columns, where the reason stands. */
static void put_cost(struct text_table *table, const struct cost_block *block,
		     const struct cell *cell, const struct side *side,
		     const struct statistic *statistic, bool is_first)
{
	bool has_none = !cell || !cell->times.alloc.total;
	char text[SUMMARY_TEXT_LENGTH] = "-";
	double cost;

	if (!has_none &&
	    side_cost(side, &cell->times, block->grid->none, statistic, &cost))
		summary_print(cost, text);
	text_table_cell(table, "%s", has_none && is_first ? absence_of(cell) : text);
}

static void put_published(struct text_table *table, const struct cost_block *block,
			  const char *allocator, uint64_t size)
{
	uint64_t cycles;

	if (!block->published->row_count)
		return;
	if (published_cost(block->published, allocator, size, &cycles))
		text_table_cell(table, "%" PRIu64, cycles);
	else
		text_table_cell(table, "-");
}

static bool is_published(const struct cost_block *block, const char *allocator)
{
	uint64_t cycles;

	for (size_t row = 0; row < block->published->row_count; row++)
		if (published_cost(block->published, allocator,
				   published_size(block->published, row), &cycles))
			return true;
	return false;
}

static void wide_columns(struct text_table *table, const struct cost_block *block)
{
	text_table_key(table, "size", SIDE_RIGHT);
	for (size_t i = 0; i < block->grid->allocator_count; i++) {
		const char *allocator = block->grid->allocators[i];

		if (is_published(block, allocator))
			text_table_column(table, allocator, "published", SIDE_RIGHT);
		for (size_t j = 0; j < block->sides.count; j++)
			text_table_column(table, allocator, block->sides.items[j]->name,
					  SIDE_RIGHT);
	}
}

static void wide_row(struct text_table *table, const struct cost_block *block, size_t row)
{
	const struct statistic *statistic = block->options->statistics.items[0];
	uint64_t size = block->grid->sizes[row];

	text_table_cell(table, "%" PRIu64, size);
	for (size_t i = 0; i < block->grid->allocator_count; i++) {
		const struct cell *cell = cell_grid_at(block->grid, row, i);

		if (is_published(block, block->grid->allocators[i]))
			put_published(table, block, block->grid->allocators[i], size);
		for (size_t j = 0; j < block->sides.count; j++)
			put_cost(table, block, cell, block->sides.items[j], statistic,
				 j == 0);
	}
}

static void long_columns(struct text_table *table, const struct cost_block *block)
{
	const struct statistic_list *statistics = &block->options->statistics;

	text_table_key(table, "size", SIDE_RIGHT);
	text_table_key(table, "allocator", SIDE_LEFT);
	if (block->published->row_count)
		text_table_column(table, NULL, "published", SIDE_RIGHT);
	for (size_t i = 0; i < block->sides.count; i++)
		for (size_t j = 0; j < statistics->count; j++)
			text_table_column(table, block->sides.items[i]->name,
					  statistics->items[j]->name, SIDE_RIGHT);
}

static void put_statistics(struct text_table *table, const struct cost_block *block,
			   const struct cell *cell)
{
	const struct statistic_list *statistics = &block->options->statistics;

	for (size_t i = 0; i < block->sides.count; i++)
		for (size_t j = 0; j < statistics->count; j++)
			put_cost(table, block, cell, block->sides.items[i],
				 statistics->items[j], i + j == 0);
}

static void long_rows(struct text_table *table, const struct cost_block *block,
		      size_t row)
{
	for (size_t i = 0; i < block->grid->allocator_count; i++) {
		const struct cell *cell = cell_grid_at(block->grid, row, i);

		text_table_cell(table, "%" PRIu64, block->grid->sizes[row]);
		text_table_cell(table, "%s", block->grid->allocators[i]);
		put_published(table, block, block->grid->allocators[i],
			      block->grid->sizes[row]);
		put_statistics(table, block, cell);
	}
}

static const struct form {
	void (*columns)(struct text_table *table, const struct cost_block *block);
	void (*rows)(struct text_table *table, const struct cost_block *block,
		     size_t row);
} wide_form = { wide_columns, wide_row }, long_form = { long_columns, long_rows };

static int print_table(const struct cost_block *block, struct page *page)
{
	const struct form *form =
		block->options->statistics.count == 1 ? &wide_form : &long_form;
	struct text_table table = { 0 };
	int error;

	form->columns(&table, block);
	for (size_t row = 0; row < block->grid->size_count; row++)
		form->rows(&table, block, row);
	error = page_table(page, &table);
	text_table_free(&table);
	return error;
}

static int print_block(const struct cost_block *block, struct page *page)
{
	int error = cost_facts_print_way(block->grid, page);

	if (!error)
		error = print_table(block, page);
	return error ? error : cost_notes_print_block(block, page);
}

static int published_sizes(const struct published *published, uint64_t **sizes)
{
	*sizes = calloc(published->row_count + 1, sizeof(**sizes));
	if (!*sizes)
		return -ENOMEM;
	for (size_t row = 0; row < published->row_count; row++)
		(*sizes)[row] = published_size(published, row);
	return 0;
}

static int print_way(const struct result *result, const struct way *way,
		     const struct table_job *job)
{
	static const struct published nothing;
	_cleanup_free_ uint64_t *sizes = NULL;
	struct cell_grid grid;
	struct cost_block block = {
		.grid = &grid,
		.options = job->options,
		.sides = job->options->sides,
		.published = way_is_published(way) ? &job->published : &nothing,
	};
	int error = published_sizes(block.published, &sizes);

	if (!error)
		error = cell_grid_of(result, way, sizes, block.published->row_count,
				     &grid);
	if (error)
		return error;
	if (!block.sides.count)
		block.sides = side_list_all(grid.has_touch);
	error = print_block(&block, job->page);
	cell_grid_free(&grid);
	return error;
}

static int print_title(const struct result *result, const struct table_job *job)
{
	const struct table_options *options = job->options;
	const char *statistic = options->statistics.count == 1
					? options->statistics.items[0]->meaning
					: "each statistic";
	const struct side_list *sides = &options->sides;

	if (sides->count == 1)
		return page_heading(
			job->page, "Cost of %s, in %s: %s, less the median of none",
			sides->items[0]->what, result_unit(result), statistic);
	return page_heading(job->page,
			    "Cost of one allocation and of its free, in %s: %s, less the "
			    "median of none",
			    result_unit(result), statistic);
}

enum exit_code table_cost(const struct result_list *results,
			  const struct table_options *options, struct page *page)
{
	static const struct table_parts parts = { print_title, print_way, NULL };
	struct table_job job = { .options = options, .page = page };
	_cleanup_free_ char *message = NULL;
	enum exit_code code = result_list_check_costs(results);

	if (code != EXIT_DONE)
		return code;
	if (options->published &&
	    published_load("cycle-cost.csv", &job.published, &message)) {
		message_error("%s", message ? message : strerror(ENOMEM));
		return EXIT_TOOL_FAILURE;
	}
	code = table_ways_print(&parts, results, &job);
	published_free(&job.published);
	return code;
}
