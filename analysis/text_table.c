// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A table of text: how it is built, and how it looks in Markdown. The terminal's form is
 * in text_table_print.c.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "results/cleanup.h"
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
	column.heading = escape_terminal(heading);
	if (group)
		column.group = escape_terminal(group);
	if (!column.heading || (group && !column.group))
		table->error = -ENOMEM;
	table->columns[table->column_count++] = column;
}

void text_table_cell(struct text_table *table, const char *format, ...)
{
	va_list arguments;
	char *text = NULL;

	if (grow((void **)&table->cells, table->cell_count, sizeof(text))) {
		table->error = -ENOMEM;
		return;
	}
	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0) {
		text = NULL;
		table->error = -ENOMEM;
	}
	va_end(arguments);
	table->cells[table->cell_count++] = text;
}

static int put_markdown_cell(FILE *stream, const char *group, const char *text)
{
	_cleanup_free_ char *harmless = escape_markdown(text);
	_cleanup_free_ char *harmless_group = escape_markdown(group ? group : "");

	if (!harmless || !harmless_group)
		return -ENOMEM;
	fprintf(stream, " %s%s%s |", harmless_group, group ? " " : "", harmless);
	return 0;
}

static int put_markdown_head(const struct text_table *table, FILE *stream)
{
	int error = 0;

	fputc('|', stream);
	for (size_t i = 0; i < table->column_count && !error; i++)
		error = put_markdown_cell(stream, table->columns[i].group,
					  table->columns[i].heading);
	fputs("\n|", stream);
	for (size_t i = 0; i < table->column_count; i++)
		fputs(table->columns[i].side == SIDE_RIGHT ? "---:|" : "---|", stream);
	fputc('\n', stream);
	return error;
}

int text_table_print_markdown(const struct text_table *table, FILE *stream)
{
	int error = table->error;

	if (!error && table->cell_count % table->column_count)
		error = -EINVAL;
	if (!error)
		error = put_markdown_head(table, stream);
	for (size_t i = 0; i < table->cell_count && !error; i++) {
		if (i % table->column_count == 0)
			fputc('|', stream);
		error = put_markdown_cell(stream, NULL, table->cells[i]);
		if ((i + 1) % table->column_count == 0)
			fputc('\n', stream);
	}
	return error;
}

void text_table_free(struct text_table *table)
{
	for (size_t i = 0; i < table->column_count; i++) {
		free(table->columns[i].group);
		free(table->columns[i].heading);
	}
	for (size_t i = 0; i < table->cell_count; i++)
		free(table->cells[i]);
	free(table->columns);
	free(table->cells);
	*table = (struct text_table){ 0 };
}
