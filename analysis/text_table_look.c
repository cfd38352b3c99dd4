// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The texts of a table, made harmless, and how wide they are on a terminal.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "escape.h"
#include "results/cleanup.h"
#include "text_table_look.h"

size_t width_of(const char *text)
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

static void free_texts(char **texts, size_t count)
{
	for (size_t i = 0; texts && i < count; i++)
		free(texts[i]);
	free(texts);
}

void look_free(struct look *look)
{
	free_texts(look->groups, look->table->column_count);
	free_texts(look->headings, look->table->column_count);
	free_texts(look->cells, look->table->cell_count);
	free(look->widths);
}

static int take_columns(struct look *look)
{
	const struct text_table *table = look->table;

	look->groups = calloc(table->column_count, sizeof(*look->groups));
	look->headings = calloc(table->column_count, sizeof(*look->headings));
	look->widths = calloc(table->column_count, sizeof(*look->widths));
	if (!look->groups || !look->headings || !look->widths)
		return -ENOMEM;
	for (size_t i = 0; i < table->column_count; i++) {
		const struct text_table_column *column = &table->columns[i];

		look->headings[i] = escape_terminal(column->heading);
		if (column->group)
			look->groups[i] = escape_terminal(column->group);
		if (!look->headings[i] || (column->group && !look->groups[i]))
			return -ENOMEM;
		look->widths[i] = width_of(look->headings[i]);
	}
	return 0;
}

static int take_cells(struct look *look)
{
	const struct text_table *table = look->table;

	look->cells = calloc(table->cell_count + 1, sizeof(*look->cells));
	if (!look->cells)
		return -ENOMEM;
	for (size_t i = 0; i < table->cell_count; i++) {
		size_t *width = &look->widths[i % table->column_count];
		size_t cell_width;

		look->cells[i] = escape_terminal(table->cells[i].text);
		if (!look->cells[i])
			return -ENOMEM;
		cell_width = width_of(look->cells[i]);
		if (cell_width > *width)
			*width = cell_width;
	}
	return 0;
}

int look_take(struct look *look)
{
	int error = take_columns(look);

	return error ? error : take_cells(look);
}
