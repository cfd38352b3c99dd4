// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat table max: the largest blocks, in the published form and exactly.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "maximum_limit.h"
#include "message.h"
#include "published.h"
#include "results/cleanup.h"
#include "table.h"

/* The published form. Where a measured number stands is said by the environment. */
static const struct machine_column {
	const char *heading;
	const char *published;
	const char *field;
	enum text_table_side side;
} machine_columns[] = {
	{ "CPU",    "cpu",    "cpu.model",          SIDE_LEFT },
	{ "RAM kB", "ram_kb", "memory.total_bytes", SIDE_RIGHT },
	{ "kernel", "kernel", "kernel.release",     SIDE_LEFT },
	{ "arch",   "arch",   "kernel.arch",        SIDE_LEFT },
};

static const char *const allocators[] = { "kmalloc", "__get_free_pages", "vmalloc" };

#define MACHINE_COLUMN_COUNT (sizeof(machine_columns) / sizeof(machine_columns[0]))
#define ALLOCATOR_COUNT (sizeof(allocators) / sizeof(allocators[0]))

static const struct maximum *maximum_of(const struct result *result,
					const char *allocator)
{
	for (size_t i = 0; i < result->maximum_count; i++)
		if (!strcmp(result->maxima[i].allocator, allocator))
			return &result->maxima[i];
	return NULL;
}

static void add_columns(struct text_table *table)
{
	/* One machine may have been measured with several kernels. */
	for (size_t i = 0; i < 3; i++)
		text_table_key(table, machine_columns[i].heading, machine_columns[i].side);
	text_table_column(table, NULL, machine_columns[3].heading, machine_columns[3].side);
	for (size_t i = 0; i < ALLOCATOR_COUNT; i++)
		text_table_column(table, NULL, allocators[i], SIDE_RIGHT);
}

static void put_published(struct text_table *table, const struct published *published,
			  size_t row, const char *column)
{
	const char *text = published_value(published, row, column);

	text_table_cell(table, "%s", text && *text ? text : "not published");
}

static void add_published(struct text_table *table, const struct published *published)
{
	for (size_t row = 0; row < published->row_count; row++) {
		for (size_t i = 0; i < MACHINE_COLUMN_COUNT; i++)
			put_published(table, published, row,
				      machine_columns[i].published);
		for (size_t i = 0; i < ALLOCATOR_COUNT; i++)
			put_published(table, published, row, allocators[i]);
	}
}

static void add_machine(struct text_table *table, const struct result *result,
			const char *field)
{
	_cleanup_free_ char *fact = NULL;
	uint64_t bytes;

	if (!strcmp(field, "memory.total_bytes") &&
	    result_number(result, field, &bytes)) {
		text_table_cell(table, "%" PRIu64, bytes / 1024);
		return;
	}
	fact = result_fact(result, field);
	text_table_cell(table, "%s", fact ? fact : "unknown");
}

static void add_measured(struct text_table *table, const struct result *result)
{
	for (size_t i = 0; i < MACHINE_COLUMN_COUNT; i++)
		add_machine(table, result, machine_columns[i].field);
	for (size_t i = 0; i < ALLOCATOR_COUNT; i++) {
		const struct maximum *maximum = maximum_of(result, allocators[i]);

		if (maximum)
			text_table_cell(table, "%" PRIu64, maximum->doubling);
		else
			text_table_cell(table, "not measured");
	}
}

static int print_doubling(const struct result_list *results,
			  const struct published *published, struct page *page)
{
	struct text_table table = { 0 };
	int error =
		page_heading(page, "Largest block, bytes: doubling from one page until "
				   "the call fails");

	add_columns(&table);
	add_published(&table, published);
	for (size_t i = 0; i < results->count; i++)
		add_measured(&table, results->items[i]);
	if (!error)
		error = page_table(page, &table);
	text_table_free(&table);
	return error;
}

static bool machine_of(const struct result *result, const struct published *published,
		       size_t *row)
{
	_cleanup_free_ char *arch = result_fact(result, "kernel.arch");
	uint64_t bytes;

	return arch && result_number(result, "memory.total_bytes", &bytes) &&
	       published_machine(published, arch, bytes / 1024, row);
}

static void put_difference(struct text_table *table, const struct result *result,
			   const struct maximum *maximum, const char *published)
{
	_cleanup_free_ char *limit = maximum_limit_text(result, maximum);
	uint64_t bytes = strtoull(published, NULL, 10);

	if (maximum->doubling == bytes)
		text_table_cell(table, "as published");
	else
		text_table_cell(table, "%s; what stops it here: %s",
				maximum->doubling > bytes ? "more" : "less",
				limit ? limit : maximum->limit);
}

static void add_beside(struct text_table *table, const struct result *result,
		       const struct published *published, size_t row)
{
	for (size_t i = 0; i < ALLOCATOR_COUNT; i++) {
		const struct maximum *maximum = maximum_of(result, allocators[i]);
		const char *bytes = published_value(published, row, allocators[i]);

		if (!maximum || !bytes)
			continue;
		put_published(table, published, row, "cpu");
		text_table_cell(table, "%s", allocators[i]);
		put_published(table, published, row, "kernel");
		add_machine(table, result, "kernel.release");
		text_table_cell(table, "%s", bytes);
		text_table_cell(table, "%" PRIu64, maximum->doubling);
		put_difference(table, result, maximum, bytes);
	}
}

static void add_beside_columns(struct text_table *table)
{
	text_table_key(table, "machine", SIDE_LEFT);
	text_table_key(table, "allocator", SIDE_LEFT);
	text_table_column(table, NULL, "kernel", SIDE_LEFT);
	text_table_column(table, NULL, "here", SIDE_LEFT);
	text_table_column(table, NULL, "published", SIDE_RIGHT);
	text_table_column(table, NULL, "measured", SIDE_RIGHT);
	text_table_column(table, NULL, "difference", SIDE_LEFT);
}

/* Only of those that were measured on a machine like a published one. */
static int print_beside(const struct result_list *results,
			const struct published *published, struct page *page)
{
	struct text_table table = { 0 };
	int error = 0;
	size_t row;

	add_beside_columns(&table);
	for (size_t i = 0; i < results->count; i++)
		if (machine_of(results->items[i], published, &row))
			add_beside(&table, results->items[i], published, row);
	if (table.cell_count) {
		error = page_heading(page,
				     "Row for row: machines of a published machine's "
				     "architecture and, within 1 %%, memory");
		if (!error)
			error = page_table(page, &table);
	}
	text_table_free(&table);
	return error;
}

static void add_exact(struct text_table *table, const struct result *result,
		      const struct maximum *maximum, bool with_path)
{
	_cleanup_free_ char *limit = maximum_limit_text(result, maximum);

	if (with_path)
		text_table_cell(table, "%s", result->path);
	text_table_cell(table, "%s", maximum->allocator);
	text_table_cell(table, "%" PRIu64, maximum->doubling);
	text_table_cell(table, "%" PRIu64, maximum->exact);
	text_table_cell(table, "%" PRIu64, maximum->resolution);
	text_table_cell(table, "%s", limit ? limit : maximum->limit);
}

static int print_exact(const struct result_list *results, struct page *page)
{
	bool with_path = results->count > 1;
	struct text_table table = { 0 };
	int error =
		page_heading(page, "Largest block exactly, bytes, and what limits it");

	if (with_path)
		text_table_key(&table, "file", SIDE_LEFT);
	text_table_key(&table, "allocator", SIDE_LEFT);
	text_table_column(&table, NULL, "by doubling", SIDE_RIGHT);
	text_table_column(&table, NULL, "exact", SIDE_RIGHT);
	text_table_column(&table, NULL, "resolution", SIDE_RIGHT);
	text_table_column(&table, NULL, "limit", SIDE_LEFT);
	for (size_t i = 0; i < results->count; i++)
		for (size_t j = 0; j < results->items[i]->maximum_count; j++)
			add_exact(&table, results->items[i],
				  &results->items[i]->maxima[j], with_path);
	if (!error)
		error = page_table(page, &table);
	text_table_free(&table);
	return error;
}

static int print_notes(const struct result_list *results,
		       const struct published *published, struct page *page)
{
	int error =
		page_note(page, "resolution: the search ended that far below a size that "
				"failed or was out of reach; 0 is the limit itself.");

	for (size_t i = 0; i < results->count && !error; i++)
		if (results->items[i]->truncation)
			error = page_note(page, "Not whole: %s.",
					  results->items[i]->truncation);
	for (size_t i = 0; i < published->note_count && !error; i++)
		error = page_note(page, "%s", published->notes[i]);
	return error;
}

/* A file without maxima is a row of "not measured"; none in any file is no table. */
static bool has_maxima(const struct result_list *results)
{
	bool found = false;

	for (size_t i = 0; i < results->count; i++) {
		if (results->items[i]->maximum_count)
			found = true;
		else
			message_warning(
				"%s: no maximum in it; measure with allocbench max",
				results->items[i]->path);
	}
	return found;
}

enum exit_code table_max(const struct result_list *results,
			 const struct table_options *options, struct page *page)
{
	struct published published = { 0 };
	_cleanup_free_ char *message = NULL;
	int error = 0;

	if (!has_maxima(results)) {
		message_error("nothing to show: no file has a maximum");
		return EXIT_TOOL_FAILURE;
	}
	if (options->published)
		error = published_load("max-block.csv", &published, &message);
	if (!error)
		error = print_doubling(results, &published, page);
	if (!error)
		error = print_beside(results, &published, page);
	if (!error)
		error = print_exact(results, page);
	if (!error)
		error = print_notes(results, &published, page);
	published_free(&published);
	if (!error)
		return EXIT_DONE;
	message_error("%s", message ? message : strerror(-error));
	return EXIT_TOOL_FAILURE;
}
