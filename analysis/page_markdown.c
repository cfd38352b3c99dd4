// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pages as Markdown with GitHub's tables. A group of columns has no place there: it
 * stands in each of their headings.
 */
#include <errno.h>
#include <string.h>

#include "escape.h"
#include "page_style.h"
#include "results/cleanup.h"

static void put_heading(struct page *page, const char *text)
{
	page_empty_line(page, PAGE_HEADING);
	fprintf(page->stream, "### %s\n\n", text);
}

static void put_fact(struct page *page, const char *name, const char *text)
{
	page_empty_line(page, PAGE_FACT);
	fprintf(page->stream, "- %s: %s\n", name, text);
}

static void put_note(struct page *page, const char *text)
{
	page_empty_line(page, PAGE_NOTE);
	fprintf(page->stream, "- %s\n", text);
}

static void put_line(struct page *page, const char *text)
{
	page_empty_line(page, PAGE_LINE);
	fprintf(page->stream, "%s\n", text);
}

static int put_cell(FILE *stream, const char *group, const char *text)
{
	_cleanup_free_ char *harmless = escape_markdown(text);
	_cleanup_free_ char *harmless_group = escape_markdown(group ? group : "");

	if (!harmless || !harmless_group)
		return -ENOMEM;
	fprintf(stream, " %s%s%s |", harmless_group, group ? " " : "", harmless);
	return 0;
}

static int put_head(const struct text_table *table, FILE *stream)
{
	int error = 0;

	fputc('|', stream);
	for (size_t i = 0; i < table->column_count && !error; i++)
		error = put_cell(stream, table->columns[i].group,
				 table->columns[i].heading);
	fputs("\n|", stream);
	for (size_t i = 0; i < table->column_count; i++)
		fputs(table->columns[i].side == SIDE_RIGHT ? "---:|" : "---|", stream);
	fputc('\n', stream);
	return error;
}

static int put_table(struct page *page, const struct text_table *table)
{
	FILE *stream = page->stream;
	int error;

	page_empty_line(page, PAGE_TABLE);
	error = put_head(table, stream);
	for (size_t i = 0; i < table->cell_count && !error; i++) {
		if (i % table->column_count == 0)
			fputc('|', stream);
		error = put_cell(stream, NULL, table->cells[i].text);
		if ((i + 1) % table->column_count == 0)
			fputc('\n', stream);
	}
	return error;
}

const struct page_style page_markdown = {
	.name = "markdown",
	.escape = escape_markdown,
	.heading = put_heading,
	.fact = put_fact,
	.note = put_note,
	.line = put_line,
	.table = put_table,
};
