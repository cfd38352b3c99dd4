// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pages as plain text: for a terminal, and for mail.
 */
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "page_style.h"
#include "results/cleanup.h"
#include "wrap.h"

/* Where the page's width is not limited notes still are. */
#define NOTE_WIDTH 100

#define FACT_INDENT "            "

/* Lines after the first are indented as far as @rest says; a width of 0 is no limit. */
static void put_wrapped(FILE *stream, const char *text, size_t width, const char *first,
			const char *rest)
{
	_cleanup_free_ char *lines =
		width ? wrap(text, width - strlen(first), width - strlen(rest)) : NULL;
	char *next = lines, *line;

	/* Without memory too it is one long line. */
	if (!lines)
		fprintf(stream, "%s%s\n", first, text);
	while ((line = strsep(&next, "\n"))) {
		fprintf(stream, "%s%s\n", first, line);
		first = rest;
	}
}

static void put_heading(struct page *page, const char *text)
{
	page_empty_line(page, PAGE_HEADING);
	put_wrapped(page->stream, text, page->width, "", "  ");
	fputc('\n', page->stream);
}

static void put_fact(struct page *page, const char *name, const char *text)
{
	char begin[64];

	page_empty_line(page, PAGE_FACT);
	snprintf(begin, sizeof(begin), "  %-9s ", name);
	put_wrapped(page->stream, text, page->width, begin, FACT_INDENT);
}

static void put_note(struct page *page, const char *text)
{
	page_empty_line(page, PAGE_NOTE);
	put_wrapped(page->stream, text, page->width ? page->width : NOTE_WIDTH, "  ",
		    "    ");
}

static void put_line(struct page *page, const char *text)
{
	page_empty_line(page, PAGE_LINE);
	fprintf(page->stream, "%s\n", text);
}

static int put_table(struct page *page, const struct text_table *table)
{
	page_empty_line(page, PAGE_TABLE);
	return text_table_print(table, page->width, page->colour, page->stream);
}

const struct page_style page_text = {
	.name = "text",
	.escape = escape_terminal,
	.heading = put_heading,
	.fact = put_fact,
	.note = put_note,
	.line = put_line,
	.table = put_table,
};
