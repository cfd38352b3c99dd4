// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A table of text: how it is built. How it looks is in text_table_print.c for a terminal,
 * and in page_*.c.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "text_table.h"

/* Makes room for one more element, in steps of powers of two. */
static int grow(void **array, size_t count, size_t element)
{
	void *larger;

	if (count & (count - 1))
		return 0;
	larger = reallocarray(*array, count ? 2 * count : 1, element);
	if (!larger)
		return -ENOMEM;
	*array = larger;
	return 0;
}

void text_table_column(struct text_table *table, const char *group, const char *heading,
		       enum text_table_side side)
{
	struct text_table_column column = { .side = side };

	if (grow((void **)&table->columns, table->column_count, sizeof(column))) {
		table->error = -ENOMEM;
		return;
	}
	column.heading = strdup(heading);
	if (group)
		column.group = strdup(group);
	if (!column.heading || (group && !column.group))
		table->error = -ENOMEM;
	table->columns[table->column_count++] = column;
}

void text_table_key(struct text_table *table, const char *heading,
		    enum text_table_side side)
{
	text_table_column(table, NULL, heading, side);
	table->key_count = table->column_count;
}

void text_table_cell(struct text_table *table, const char *format, ...)
{
	struct text_table_cell cell = { 0 };
	va_list arguments;

	if (grow((void **)&table->cells, table->cell_count, sizeof(cell))) {
		table->error = -ENOMEM;
		return;
	}
	va_start(arguments, format);
	if (vasprintf(&cell.text, format, arguments) < 0) {
		cell.text = NULL;
		table->error = -ENOMEM;
	}
	va_end(arguments);
	table->cells[table->cell_count++] = cell;
}

void text_table_tone(struct text_table *table, enum text_table_tone tone)
{
	if (table->cell_count)
		table->cells[table->cell_count - 1].tone = tone;
}

int text_table_check(const struct text_table *table)
{
	if (table->error)
		return table->error;
	return !table->column_count || table->cell_count % table->column_count ? -EINVAL
									       : 0;
}

static bool same_group(const struct text_table *table, size_t one, size_t other)
{
	const char *group = table->columns[one].group;

	return group && other < table->column_count && table->columns[other].group &&
	       !strcmp(group, table->columns[other].group);
}

size_t text_table_group_end(const struct text_table *table, size_t first)
{
	size_t end = first + 1;

	while (same_group(table, first, end))
		end++;
	return end;
}

bool text_table_has_groups(const struct text_table *table)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (table->columns[i].group)
			return true;
	return false;
}

void text_table_free(struct text_table *table)
{
	for (size_t i = 0; i < table->column_count; i++) {
		free(table->columns[i].group);
		free(table->columns[i].heading);
	}
	for (size_t i = 0; i < table->cell_count; i++)
		free(table->cells[i].text);
	free(table->columns);
	free(table->cells);
	*table = (struct text_table){ 0 };
}
