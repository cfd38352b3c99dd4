// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat table history: what a cell costs on one kernel after another, and where it
 * jumped.
 */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "history_change.h"
#include "history_facts.h"
#include "message.h"
#include "results/cleanup.h"
#include "table.h"

/* Has the user left it to us which rows to show? */
static bool is_unasked(const struct table_options *options)
{
	return filter_is_empty(&options->filter) && !options->largest;
}

static void put_columns(struct text_table *table, const struct history_line *line)
{
	_cleanup_free_ char *since = NULL;

	text_table_key(table, "allocator", SIDE_LEFT);
	text_table_key(table, "", SIDE_LEFT);
	text_table_key(table, "size", SIDE_RIGHT);
	for (size_t i = 0; i < line->kernel_count; i++) {
		const char *heading = line->kernels[i].heading;

		text_table_column(table, i ? heading : NULL, i ? "cost" : heading,
				  SIDE_RIGHT);
		if (i)
			text_table_column(table, heading, "change", SIDE_RIGHT);
	}
	if (line->kernel_count < 3)
		return;
	if (asprintf(&since, "since %s", line->kernels[0].heading) < 0) {
		since = NULL;
		table->error = -ENOMEM;
		return;
	}
	text_table_column(table, NULL, since, SIDE_RIGHT);
}

static void put_cost(struct text_table *table, const struct history_cost *cost,
		     bool with_range)
{
	char median[SUMMARY_TEXT_LENGTH], least[SUMMARY_TEXT_LENGTH];
	char most[SUMMARY_TEXT_LENGTH];

	if (!cost->boots) {
		text_table_cell(table, "-");
		return;
	}
	summary_print(cost->median, median);
	summary_print(cost->least, least);
	summary_print(cost->most, most);
	if (with_range && cost->least < cost->most)
		text_table_cell(table, "%s (%s..%s)", median, least, most);
	else
		text_table_cell(table, "%s", median);
}

static void put_change(struct text_table *table, const struct history_cost *before,
		       const struct history_cost *after, double margin)
{
	double change;
	bool is_jump;
	bool is_known = history_change(before, after, margin, &change, &is_jump);

	if (!is_known)
		text_table_cell(table, "-");
	else if (!is_jump)
		text_table_cell(table, ".");
	else
		text_table_cell(table, "%+.*f%%", fabs(change) < 0.0995, 100 * change);
	if (is_known && is_jump)
		text_table_tone(table, change > 0 ? TONE_BAD : TONE_GOOD);
}

static void put_size(struct text_table *table, const struct history_row *row)
{
	if (row->last_size == row->key->size)
		text_table_cell(table, "%" PRIu64, row->last_size);
	else
		text_table_cell(table, "%" PRIu64 "..%" PRIu64, row->key->size,
				row->last_size);
}

static void put_row(struct text_table *table, const struct history_row *row,
		    size_t kernel_count, double margin, bool with_ranges)
{
	text_table_cell(table, "%s", row->key->allocator);
	text_table_cell(table, "%s", row->side->name);
	put_size(table, row);
	put_cost(table, &row->costs[0], with_ranges);
	for (size_t i = 1; i < kernel_count; i++) {
		put_cost(table, &row->costs[i], with_ranges);
		put_change(table, &row->costs[i - 1], &row->costs[i], margin);
	}
	if (kernel_count > 2)
		put_change(table, &row->costs[0], &row->costs[kernel_count - 1], margin);
}

/* The rows from @first that were taken in one way. Return: the end of them. */
static size_t end_of_way(const struct history_rows *rows, size_t first)
{
	size_t end = first + 1;

	while (end < rows->count &&
	       way_equal(&rows->items[first].key->way, &rows->items[end].key->way))
		end++;
	return end;
}

static int print_way(const struct history_line *line, const struct history_rows *rows,
		     size_t first, size_t end, const struct table_options *options,
		     struct page *page)
{
	double margin = history_margin(line->kernels[0].boots[0]->clock);
	_cleanup_free_ char *way = way_text(&rows->items[first].key->way);
	struct text_table table = { 0 };
	int error = way ? page_heading(page, "%s", way) : -ENOMEM;

	put_columns(&table, line);
	for (size_t i = first; i < end; i++)
		put_row(&table, &rows->items[i], line->kernel_count, margin,
			options->ranges);
	if (!error)
		error = page_table(page, &table);
	text_table_free(&table);
	return error;
}

static int choose_rows(const struct history_line *line,
		       const struct table_options *options, struct history_rows *rows)
{
	int error = history_rows_of(line, &options->sides, options->statistics.items[0],
				    rows);

	if (error)
		return error;
	if (is_unasked(options))
		history_rows_keep(rows, history_is_shown);
	history_rows_merge(rows);
	if (!options->largest)
		return 0;
	return history_rank(rows, history_margin(line->kernels[0].boots[0]->clock),
			    options->largest);
}

static int print_rows(const struct history_line *line, const struct history_rows *rows,
		      const struct table_options *options, struct page *page)
{
	int error = 0;
	size_t end;

	if (!rows->count && options->largest)
		return page_note(page, "Nothing jumped between the first and the last.");
	if (!rows->count)
		return page_note(page, "None of the cells that are shown by default was "
				       "measured; choose with --alloc, --sizes, "
				       "--pattern.");
	for (size_t first = 0; first < rows->count && !error; first = end) {
		end = end_of_way(rows, first);
		error = print_way(line, rows, first, end, options, page);
	}
	if (!error)
		error = history_facts_print_notes(line, rows, page);
	if (error || !is_unasked(options))
		return error;
	return page_note(page, "Other cells: --alloc, --sizes, --pattern; what changed "
			       "most: --largest N.");
}

static int print_line(const struct history_line *line,
		      const struct table_options *options, struct page *page)
{
	struct history_rows rows = { 0 };
	int error = choose_rows(line, options, &rows);

	if (!error)
		error = history_facts_print_title(line, options->statistics.items[0],
						  page);
	if (!error)
		error = print_rows(line, &rows, options, page);
	history_rows_free(&rows);
	return error;
}

static enum exit_code check(const struct result_list *results,
			    const struct history *history)
{
	enum exit_code code = EXIT_DONE;
	size_t long_lines = 0;

	for (size_t i = 0; i < results->count && code == EXIT_DONE; i++)
		code = result_check_calibrations(results->items[i]);
	for (size_t i = 0; i < history->line_count && code == EXIT_DONE; i++) {
		long_lines += history->lines[i].kernel_count > 1;
		code = history_line_check(&history->lines[i]);
	}
	if (code != EXIT_DONE || long_lines)
		return code;
	message_error("no two kernels of one clock, architecture, flavour and boot "
		      "arguments are there, so there is no history; give files of "
		      "several, or see one with: allocstat table cost");
	return EXIT_TOOL_FAILURE;
}

static int print(const struct history *history, const struct table_options *options,
		 struct page *page)
{
	int error = 0;

	for (size_t i = 0; i < history->line_count && !error; i++)
		if (history->lines[i].kernel_count > 1)
			error = print_line(&history->lines[i], options, page);
	return error ? error : history_facts_print_single(history, page);
}

enum exit_code table_history(const struct result_list *results,
			     const struct table_options *options, struct page *page)
{
	struct history history;
	int error = history_of(results, &history);
	enum exit_code code = error ? EXIT_DONE : check(results, &history);

	if (!error && code == EXIT_DONE)
		error = print(&history, options, page);
	history_free(&history);
	if (!error)
		return code;
	message_error("%s", strerror(-error));
	return EXIT_TOOL_FAILURE;
}
