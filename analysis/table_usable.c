// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat table usable: what blocks really have, and what of it was not asked for.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cost_facts.h"
#include "results/cleanup.h"
#include "table_ways.h"

/* Below 0 where a block has less than was asked for, which would be a fault. */
static double waste_of(const struct cell *cell)
{
	return (double)cell->usable_size - (double)cell->size;
}

static void put_number(struct text_table *table, double number)
{
	char text[SUMMARY_TEXT_LENGTH];

	summary_print(number, text);
	text_table_cell(table, "%s", text);
}

static void put_cell(struct text_table *table, const struct cell *cell)
{
	text_table_cell(table, "%" PRIu64, cell->size);
	text_table_cell(table, "%s", cell->allocator);
	if (!cell->usable_size) {
		for (int column = 0; column < 3; column++)
			text_table_cell(table, "-");
		return;
	}
	text_table_cell(table, "%" PRIu64, cell->usable_size);
	put_number(table, waste_of(cell));
	put_number(table, 100 * waste_of(cell) / (double)cell->usable_size);
}

static int print_table(const struct cell_grid *grid, struct page *page)
{
	struct text_table table = { 0 };
	int error;

	text_table_key(&table, "size", SIDE_RIGHT);
	text_table_key(&table, "allocator", SIDE_LEFT);
	text_table_column(&table, NULL, "usable", SIDE_RIGHT);
	text_table_column(&table, "waste", "bytes", SIDE_RIGHT);
	text_table_column(&table, "waste", "%", SIDE_RIGHT);
	for (size_t i = 0; i < grid->size_count * grid->allocator_count; i++)
		if (grid->cells[i])
			put_cell(&table, grid->cells[i]);
	error = page_table(page, &table);
	text_table_free(&table);
	return error;
}

static int note_way(const struct cell_grid *grid, struct page *page)
{
	const char *bulk_count = grid->way->fields[WAY_BULK_COUNT];
	int error = 0;

	if (strcmp(bulk_count, "0"))
		error = page_note(
			page, "Each number is of one object; a call gives %s of them.",
			bulk_count);
	return error ? error : cost_notes_print_repeats(grid, page);
}

static int print_way(const struct result *result, const struct way *way,
		     const struct table_job *job)
{
	struct page *page = job->page;
	_cleanup_free_ char *text = way_text(way);
	struct cell_grid grid;
	int error = text ? cell_grid_of(result, way, NULL, 0, &grid) : -ENOMEM;

	if (error)
		return error;
	error = page_heading(page, "%s", text);
	if (!error)
		error = print_table(&grid, page);
	if (!error)
		error = note_way(&grid, page);
	cell_grid_free(&grid);
	return error;
}

/* Has a cell before this one no usable size for the same reason? @allocator: or NULL */
static bool is_said(const struct result *result, size_t before, const char *reason,
		    const char *allocator)
{
	for (size_t i = 0; i < before; i++) {
		const struct cell *cell = &result->cells[i];

		if (cell->usable_unknown && !strcmp(cell->usable_unknown, reason) &&
		    (!allocator || !strcmp(cell->allocator, allocator)))
			return true;
	}
	return false;
}

/* The allocators of which a reason is told, each once. */
static char *allocators_of(const struct result *result, const char *reason)
{
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);
	const char *separator = "";

	for (size_t i = 0; stream && i < result->cell_count; i++) {
		const struct cell *cell = &result->cells[i];

		if (!cell->usable_unknown || strcmp(cell->usable_unknown, reason) ||
		    is_said(result, i, reason, cell->allocator))
			continue;
		fprintf(stream, "%s%s", separator, cell->allocator);
		separator = ", ";
	}
	if (stream && !fclose(stream))
		return text;
	free(text);
	return NULL;
}

static int note_reason(const struct result *result, const char *reason, struct page *page)
{
	_cleanup_free_ char *allocators = allocators_of(result, reason);

	if (!allocators)
		return -ENOMEM;
	return page_note(page, "\"-\": not known of %s: %s.", allocators, reason);
}

static int print_end(const struct result *result, const struct table_job *job)
{
	struct page *page = job->page;
	int error =
		page_note(page, "usable: bytes that the block really has; waste: those "
				"of them that were not asked for, in percent of all.");

	for (size_t i = 0; i < result->cell_count && !error; i++) {
		const char *reason = result->cells[i].usable_unknown;

		if (reason && !is_said(result, i, reason, NULL))
			error = note_reason(result, reason, page);
	}
	return error;
}

static int print_title(const struct result *result, const struct table_job *job)
{
	return page_heading(job->page, "What of a block can be used, in bytes");
}

enum exit_code table_usable(const struct result_list *results,
			    const struct table_options *options, struct page *page)
{
	static const struct table_parts parts = { print_title, print_way, print_end };
	const struct table_job job = { .options = options, .page = page };
	enum exit_code code = result_list_check_cells(results);

	return code == EXIT_DONE ? table_ways_print(&parts, results, &job) : code;
}
