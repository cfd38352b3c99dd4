// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How a table of text looks on a terminal: columns by libsmartcols, and above them a line
 * with the headings of the groups. The only file that knows libsmartcols.
 */
#include <errno.h>
#include <libsmartcols.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "escape.h"
#include "results/cleanup.h"
#include "text_table.h"

#define SEPARATOR "  "

static void cleanup_table(struct libscols_table **table)
{
	scols_unref_table(*table);
}

/* Terminal columns of a text that has been made harmless. */
static size_t width_of(const char *text)
{
	size_t length = mbstowcs(NULL, text, 0);
	_cleanup_free_ wchar_t *wide = NULL;
	int width = -1;

	if (length != (size_t)-1)
		wide = calloc(length + 1, sizeof(*wide));
	if (wide) {
		mbstowcs(wide, text, length + 1);
		width = wcswidth(wide, length);
	}
	return width < 0 ? strlen(text) : (size_t)width;
}

static bool same_group(const struct text_table *table, size_t one, size_t other)
{
	const char *group = table->columns[one].group;

	return group && other < table->column_count && table->columns[other].group &&
	       !strcmp(group, table->columns[other].group);
}

/* One past the last column of the group that begins at first. */
static size_t group_end(const struct text_table *table, size_t first)
{
	size_t end = first + 1;

	while (same_group(table, first, end))
		end++;
	return end;
}

static int measure(const struct text_table *table, char **cells, size_t *widths)
{
	for (size_t i = 0; i < table->column_count; i++)
		widths[i] = width_of(table->columns[i].heading);
	for (size_t i = 0; i < table->cell_count; i++) {
		size_t *width = &widths[i % table->column_count];
		size_t cell_width;

		cells[i] = table->cells[i] ? escape_terminal(table->cells[i]) : NULL;
		if (!cells[i])
			return -ENOMEM;
		cell_width = width_of(cells[i]);
		if (cell_width > *width)
			*width = cell_width;
	}
	return 0;
}

static size_t group_width(const size_t *widths, size_t first, size_t end)
{
	size_t width = (end - first - 1) * strlen(SEPARATOR);

	for (size_t i = first; i < end; i++)
		width += widths[i];
	return width;
}

/* A group's first column takes what its heading needs beyond its columns. */
static void widen(const struct text_table *table, size_t *widths)
{
	for (size_t first = 0, end; first < table->column_count; first = end) {
		size_t wanted, have;

		end = group_end(table, first);
		if (!table->columns[first].group)
			continue;
		wanted = width_of(table->columns[first].group);
		have = group_width(widths, first, end);
		if (wanted > have)
			widths[first] += wanted - have;
	}
}

static void put_rule(FILE *stream, const char *heading, size_t width)
{
	size_t used = width_of(heading);

	fputs(heading, stream);
	if (used < width) {
		fputc(' ', stream);
		used++;
	}
	for (; used < width; used++)
		fputc('-', stream);
}

static void put_groups(const struct text_table *table, const size_t *widths, FILE *stream)
{
	size_t pending = 0;

	for (size_t first = 0, end; first < table->column_count; first = end) {
		const char *group = table->columns[first].group;
		size_t width;

		end = group_end(table, first);
		width = group_width(widths, first, end);
		if (group) {
			fprintf(stream, "%*s", (int)pending, "");
			put_rule(stream, group, width);
			pending = strlen(SEPARATOR);
		} else {
			pending += width + strlen(SEPARATOR);
		}
	}
	fputc('\n', stream);
}

static int add_columns(struct libscols_table *scols, const struct text_table *table,
		       const size_t *widths)
{
	for (size_t i = 0; i < table->column_count; i++) {
		const struct text_table_column *column = &table->columns[i];
		int padding = (int)(widths[i] - width_of(column->heading));
		_cleanup_free_ char *heading = NULL;

		/* libsmartcols has no least width of a column: its heading gives it. */
		if (column->side == SIDE_LEFT)
			padding = 0;
		if (asprintf(&heading, "%*s%s", padding, "", column->heading) < 0) {
			heading = NULL;
			return -ENOMEM;
		}
		if (!scols_table_new_column(scols, heading, 0,
					    column->side == SIDE_RIGHT ? SCOLS_FL_RIGHT
								       : 0))
			return -ENOMEM;
	}
	return 0;
}

static int add_cells(struct libscols_table *scols, const struct text_table *table,
		     char **cells)
{
	struct libscols_line *line = NULL;

	for (size_t i = 0; i < table->cell_count; i++) {
		if (i % table->column_count == 0)
			line = scols_table_new_line(scols, NULL);
		if (!line || scols_line_set_data(line, i % table->column_count, cells[i]))
			return -ENOMEM;
	}
	return 0;
}

static bool has_groups(const struct text_table *table)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (table->columns[i].group)
			return true;
	return false;
}

static int print_cells(const struct text_table *table, char **cells, size_t *widths,
		       FILE *stream)
{
	__attribute__((cleanup(cleanup_table))) struct libscols_table *scols =
		scols_new_table();
	_cleanup_free_ char *text = NULL;
	int error;

	if (!scols || scols_table_set_column_separator(scols, SEPARATOR))
		return -ENOMEM;
	scols_table_set_termforce(scols, SCOLS_TERMFORCE_NEVER);
	/* The cells are harmless already; encoded again, they would not stay in line. */
	scols_table_enable_noencoding(scols, 1);
	error = measure(table, cells, widths);
	widen(table, widths);
	if (!error)
		error = add_columns(scols, table, widths);
	if (!error)
		error = add_cells(scols, table, cells);
	if (error)
		return error;
	error = scols_print_table_to_string(scols, &text);
	if (error)
		return error;
	if (has_groups(table))
		put_groups(table, widths, stream);
	fprintf(stream, "%s\n", text);
	return 0;
}

int text_table_print(const struct text_table *table, FILE *stream)
{
	_cleanup_free_ size_t *widths = NULL;
	char **cells;
	int error;

	if (table->error)
		return table->error;
	if (table->cell_count % table->column_count)
		return -EINVAL;
	widths = calloc(table->column_count, sizeof(*widths));
	cells = calloc(table->cell_count + 1, sizeof(*cells));
	error = widths && cells ? print_cells(table, cells, widths, stream) : -ENOMEM;
	for (size_t i = 0; cells && i < table->cell_count; i++)
		free(cells[i]);
	free(cells);
	return error;
}
