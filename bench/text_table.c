// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Aligns columns, and wraps the last.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "results/cleanup.h"
#include "text_table.h"

#define COLUMN_GAP 2

/* Of a wrapped column, however narrow the terminal. */
#define NARROWEST 20

int text_table_add(struct text_table *table, const char *format, ...)
{
	_cleanup_free_ char *text = NULL;
	struct words *grown;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0) {
		text = NULL;
		return -ENOMEM;
	}
	grown = realloc(table->rows, (table->row_count + 1) * sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	table->rows = grown;
	return words_split(text, '\t', &grown[table->row_count++]);
}

static size_t column_width(const struct text_table *table, size_t column)
{
	size_t width = 0;

	for (size_t i = 0; i < table->row_count; i++) {
		const struct words *row = &table->rows[i];
		size_t length = column < row->count ? strlen(row->words[column]) : 0;

		if (length > width)
			width = length;
	}
	return width;
}

/* As much of @text as fits, up to a comma or space: at least one word. */
static size_t fitting(const char *text, size_t width)
{
	size_t fits = 0;

	for (;;) {
		size_t word = strcspn(text + fits, ", ");

		word += strspn(text + fits + word, ", ");
		if (!word || (fits && fits + word > width))
			return fits;
		fits += word;
	}
}

static void print_wrapped(const char *text, size_t indent, size_t width, FILE *stream)
{
	size_t room = width > indent + NARROWEST ? width - indent : NARROWEST;

	while (*text) {
		size_t length = fitting(text, room);

		fprintf(stream, "%.*s", (int)length, text);
		text += length;
		if (*text)
			fprintf(stream, "\n%*s", (int)indent, "");
	}
}

static void print_row(const struct text_table *table, const struct words *row,
		      size_t width, FILE *stream)
{
	size_t indent = 0;

	for (size_t column = 0; column < row->count; column++) {
		size_t cell = column_width(table, column);

		if (table->wraps && column + 1 == row->count)
			print_wrapped(row->words[column], indent, width, stream);
		else
			fprintf(stream, column ? "%*s" : "%-*s", (int)cell,
				row->words[column]);
		if (column + 1 < row->count)
			fprintf(stream, "%*s", COLUMN_GAP, "");
		indent += cell + COLUMN_GAP;
	}
	fputc('\n', stream);
}

void text_table_print(const struct text_table *table, size_t width, FILE *stream)
{
	for (size_t i = 0; i < table->row_count; i++)
		print_row(table, &table->rows[i], width, stream);
}

size_t text_table_width(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_col)
		return 80;
	return size.ws_col;
}

void text_table_free(struct text_table *table)
{
	for (size_t i = 0; i < table->row_count; i++)
		words_free(&table->rows[i]);
	free(table->rows);
	*table = (struct text_table){ 0 };
}
