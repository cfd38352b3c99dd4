// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat table path: which path the allocations took, as the kernel and the CPU
 * counted.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cost_facts.h"
#include "results/cleanup.h"
#include "table_ways.h"

/**
 * struct counter_list - the counters that changed in a cell or in `none`, a column each
 */
struct counter_list {
	struct counter {
		size_t kind;
		const char *name;
	} * items;
	size_t count;
};

static bool is_listed(const struct counter_list *list, size_t kind, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].kind == kind && !strcmp(list->items[i].name, name))
			return true;
	return false;
}

/* The names live as long as the result. */
static int list_changed(struct counter_list *list, const struct counted *counted,
			size_t kind)
{
	const char *name;
	json_t *change;

	json_object_foreach (counted->changes[kind], name, change) {
		struct counter *items;

		if (!json_integer_value(change) || is_listed(list, kind, name))
			continue;
		items = reallocarray(list->items, list->count + 1, sizeof(*items));
		if (!items)
			return -ENOMEM;
		list->items = items;
		items[list->count++] = (struct counter){ kind, name };
	}
	return 0;
}

static int list_counters(struct counter_list *list, const struct cell_grid *grid,
			 const struct counted *none)
{
	size_t cell_count = grid->size_count * grid->allocator_count;
	int error = 0;

	for (size_t kind = 0; kind < COUNTED_KIND_COUNT; kind++) {
		for (size_t i = 0; i < cell_count && !error; i++)
			if (grid->cells[i])
				error = list_changed(list, &grid->cells[i]->counted,
						     kind);
		if (!error)
			error = list_changed(list, none, kind);
	}
	return error;
}

/* @none: what is subtracted, or NULL. */
static void put_rates(struct text_table *table, const struct counter_list *list,
		      const struct counted *counted, const struct counted *none)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct counter *counter = &list->items[i];
		bool is_less = none && counted_kinds[counter->kind].less_none;
		char text[SUMMARY_TEXT_LENGTH] = "-";
		double rate, part = 0;

		if (counted_rate(counted, counter->kind, counter->name, &rate) &&
		    (!is_less || counted_rate(none, counter->kind, counter->name, &part)))
			summary_print(rate - part, text);
		text_table_cell(table, "%s", text);
	}
}

static int print_table(const struct counter_list *list, const struct cell_grid *grid,
		       const struct counted *none, struct page *page)
{
	struct text_table table = { 0 };
	int error;

	text_table_key(&table, "size", SIDE_RIGHT);
	text_table_key(&table, "allocator", SIDE_LEFT);
	for (size_t i = 0; i < list->count; i++)
		text_table_column(&table, counted_kinds[list->items[i].kind].name,
				  list->items[i].name, SIDE_RIGHT);
	text_table_cell(&table, "-");
	text_table_cell(&table, "none");
	put_rates(&table, list, none, NULL);
	for (size_t i = 0; i < grid->size_count * grid->allocator_count; i++) {
		if (!grid->cells[i])
			continue;
		text_table_cell(&table, "%" PRIu64, grid->cells[i]->size);
		text_table_cell(&table, "%s", grid->cells[i]->allocator);
		put_rates(&table, list, &grid->cells[i]->counted, none);
	}
	error = page_table(page, &table);
	text_table_free(&table);
	return error;
}

static int print_counters(const struct counter_list *list, const struct cell_grid *grid,
			  const struct counted *none, struct page *page)
{
	int error;

	if (!list->count)
		return page_note(page, "No counter changed, or none could be read.");
	error = print_table(list, grid, none, page);
	return error ? error : cost_notes_print_repeats(grid, page);
}

static int print_way(const struct result *result, const struct way *way,
		     const struct table_job *job)
{
	struct page *page = job->page;
	const struct counted *none = result_none_counted(result, way);
	struct counter_list list = { 0 };
	struct cell_grid grid;
	int error = cell_grid_of(result, way, NULL, 0, &grid);

	if (error)
		return error;
	error = list_counters(&list, &grid, none);
	if (!error)
		error = cost_facts_print_samples(&grid, page);
	if (!error)
		error = print_counters(&list, &grid, none, page);
	free(list.items);
	cell_grid_free(&grid);
	return error;
}

static int print_end(const struct result *result, const struct table_job *job)
{
	struct page *page = job->page;
	int error =
		page_note(page, "path: by how much the kernel's counters went up, those "
				"of the whole system; nothing is subtracted.");

	if (error)
		return error;
	return page_note(page,
			 "hardware: what the CPU counted of the measuring thread in "
			 "kernel mode, less what it counted for none, the first row. "
			 "\"-\": not known; the record says why.");
}

static int print_title(const struct result *result, const struct table_job *job)
{
	return page_heading(job->page,
			    "What the kernel and the CPU counted: changes for each "
			    "1,000 samples");
}

enum exit_code table_path(const struct result_list *results,
			  const struct table_options *options, struct page *page)
{
	static const struct table_parts parts = { print_title, print_way, print_end };
	const struct table_job job = { .options = options, .page = page };
	enum exit_code code = result_list_check_costs(results);

	return code == EXIT_DONE ? table_ways_print(&parts, results, &job) : code;
}
