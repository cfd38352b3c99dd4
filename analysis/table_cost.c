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
#include "table.h"

/* What stands for a cost that there is not. */
static const char *absence_of(const struct cell *cell)
{
	if (!cell)
		return "not measured";
	if (cell->failure_count == cell->sample_count)
		return "failed";
	return "disturbed";
}

static void put_alloc(struct text_table *table, const struct cost_block *block,
		      const struct cell *cell, const struct statistic *statistic)
{
	char text[SUMMARY_TEXT_LENGTH];
	double cost;

	if (!cell ||
	    !summary_cost(&cell->alloc, &block->result->none_alloc, statistic, &cost)) {
		text_table_cell(table, "%s", absence_of(cell));
		return;
	}
	summary_print(cost, text);
	text_table_cell(table, "%s", text);
}

static void put_free(struct text_table *table, const struct cost_block *block,
		     const struct cell *cell, const struct statistic *statistic)
{
	char text[SUMMARY_TEXT_LENGTH] = "-";
	double cost;

	if (cell &&
	    summary_cost(&cell->free, &block->result->none_free, statistic, &cost))
		summary_print(cost, text);
	text_table_cell(table, "%s", text);
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

static void wide_columns(struct text_table *table, const struct cost_block *block)
{
	text_table_column(table, NULL, "size", SIDE_RIGHT);
	for (size_t i = 0; i < block->grid->allocator_count; i++) {
		const char *allocator = block->grid->allocators[i];

		if (block->published->row_count)
			text_table_column(table, allocator, "published", SIDE_RIGHT);
		text_table_column(table, allocator, "alloc", SIDE_RIGHT);
		text_table_column(table, allocator, "free", SIDE_RIGHT);
	}
}

static void wide_row(struct text_table *table, const struct cost_block *block, size_t row)
{
	const struct statistic *statistic = block->options->statistics.items[0];
	uint64_t size = block->grid->sizes[row];

	text_table_cell(table, "%" PRIu64, size);
	for (size_t i = 0; i < block->grid->allocator_count; i++) {
		const struct cell *cell = cell_grid_at(block->grid, row, i);

		put_published(table, block, block->grid->allocators[i], size);
		put_alloc(table, block, cell, statistic);
		put_free(table, block, cell, statistic);
	}
}

static void long_columns(struct text_table *table, const struct cost_block *block)
{
	const struct statistic_list *statistics = &block->options->statistics;

	text_table_column(table, NULL, "size", SIDE_RIGHT);
	text_table_column(table, NULL, "allocator", SIDE_LEFT);
	if (block->published->row_count)
		text_table_column(table, NULL, "published", SIDE_RIGHT);
	for (size_t i = 0; i < statistics->count; i++)
		text_table_column(table, "alloc", statistics->items[i]->name, SIDE_RIGHT);
	for (size_t i = 0; i < statistics->count; i++)
		text_table_column(table, "free", statistics->items[i]->name, SIDE_RIGHT);
}

static void long_rows(struct text_table *table, const struct cost_block *block,
		      size_t row)
{
	const struct statistic_list *statistics = &block->options->statistics;

	for (size_t i = 0; i < block->grid->allocator_count; i++) {
		const struct cell *cell = cell_grid_at(block->grid, row, i);

		text_table_cell(table, "%" PRIu64, block->grid->sizes[row]);
		text_table_cell(table, "%s", block->grid->allocators[i]);
		put_published(table, block, block->grid->allocators[i],
			      block->grid->sizes[row]);
		for (size_t j = 0; j < statistics->count; j++)
			put_alloc(table, block, cell, statistics->items[j]);
		for (size_t j = 0; j < statistics->count; j++)
			put_free(table, block, cell, statistics->items[j]);
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
	const struct statistic_list *statistics = &block->options->statistics;
	const char *what =
		statistics->count == 1 ? statistics->items[0]->meaning : "each statistic";
	int error = page_heading(page,
				 "Cost of one allocation and of its free, in %s: "
				 "%s, less the median of none",
				 result_unit(block->result), what);

	if (!error)
		error = cost_facts_print(block, page);
	if (!error)
		error = print_table(block, page);
	return error ? error : cost_notes_print(block, page);
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

/* One block for each way in which the file's cells were taken. */
static int print_result(const struct cost_block *file, struct page *page)
{
	_cleanup_free_ uint64_t *extra_sizes = NULL;
	int error = published_sizes(file->published, &extra_sizes);
	struct cell_grid grid = { 0 };
	struct cost_block block = *file;
	size_t position = 0;

	block.grid = &grid;
	while (!error) {
		int found = cell_grid_next(file->result, extra_sizes,
					   file->published->row_count, &position, &grid);

		if (found <= 0)
			return found;
		error = print_block(&block, page);
		cell_grid_free(&grid);
	}
	return error;
}

enum exit_code table_cost(const struct result_list *results,
			  const struct table_options *options, struct page *page)
{
	struct published published = { 0 };
	_cleanup_free_ char *message = NULL;
	enum exit_code code = result_list_check_costs(results);
	int error = 0;

	if (code != EXIT_DONE)
		return code;
	if (options->published)
		error = published_load("cycle-cost.csv", &published, &message);
	for (size_t i = 0; i < results->count && !error; i++) {
		struct cost_block block = {
			.result = results->items[i],
			.options = options,
			.published = &published,
			.with_path = results->count > 1,
		};

		error = print_result(&block, page);
	}
	published_free(&published);
	if (!error)
		return EXIT_DONE;
	message_error("%s", message ? message : strerror(-error));
	return EXIT_TOOL_FAILURE;
}
