// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The page that a command prints: headings, facts, tables and notes, as plain text or as
 * Markdown.
 */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "escape.h"
#include "page.h"
#include "results/cleanup.h"

/* Notes are wrapped here in plain text; tables are as wide as they are. */
#define NOTE_WIDTH 100

static const struct page_style {
	const char *name;
	char *(*escape)(const char *text);
	const char *heading;
	const char *fact;
	const char *note;
	size_t width; /* 0: lines are not wrapped */
	int (*print_table)(const struct text_table *table, FILE *stream);
} styles[] = {
	[PAGE_TEXT] = {
		.name = "text",
		.escape = escape_terminal,
		.heading = "%s\n\n",
		.fact = "  %-9s %s\n",
		.note = "  ",
		.width = NOTE_WIDTH,
		.print_table = text_table_print,
	},
	[PAGE_MARKDOWN] = {
		.name = "markdown",
		.escape = escape_markdown,
		.heading = "### %s\n\n",
		.fact = "- %s: %s\n",
		.note = "- ",
		.print_table = text_table_print_markdown,
	},
};

int page_format_parse(const char *name, enum page_format *format)
{
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		if (strcmp(styles[i].name, name))
			continue;
		*format = (enum page_format)i;
		return 0;
	}
	return -EINVAL;
}

static const struct page_style *style_of(const struct page *page)
{
	return &styles[page->format];
}

static char *harmless(const struct page *page, const char *format, va_list arguments)
{
	_cleanup_free_ char *text = NULL;

	if (vasprintf(&text, format, arguments) < 0) {
		text = NULL;
		return NULL;
	}
	return style_of(page)->escape(text);
}

static void part(struct page *page)
{
	if (page->begun)
		fputc('\n', page->stream);
	page->begun = true;
	page->noting = false;
}

int page_heading(struct page *page, const char *format, ...)
{
	_cleanup_free_ char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = harmless(page, format, arguments);
	va_end(arguments);
	if (!text)
		return -ENOMEM;
	part(page);
	fprintf(page->stream, style_of(page)->heading, text);
	page->begun = false;
	return 0;
}

int page_fact(struct page *page, const char *name, const char *format, ...)
{
	_cleanup_free_ char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = harmless(page, format, arguments);
	va_end(arguments);
	if (!text)
		return -ENOMEM;
	fprintf(page->stream, style_of(page)->fact, name, text);
	page->begun = true;
	return 0;
}

/* Columns that a word takes: its UTF-8 characters. */
static size_t columns_of(const char *word, size_t length)
{
	size_t columns = 0;

	for (size_t i = 0; i < length; i++)
		columns += (word[i] & 0xc0) != 0x80;
	return columns;
}

static void put_wrapped(FILE *stream, const char *text, const char *indent, size_t width)
{
	size_t column = strlen(indent);
	const char *word = text;

	fputs(indent, stream);
	while (*word) {
		size_t length = strcspn(word, " ");
		size_t columns = columns_of(word, length);

		if (word != text && column + 1 + columns > width) {
			fprintf(stream, "\n%s  ", indent);
			column = strlen(indent) + 2;
		} else if (word != text) {
			fputc(' ', stream);
			column++;
		}
		fwrite(word, 1, length, stream);
		column += columns;
		word += length;
		word += strspn(word, " ");
	}
	fputc('\n', stream);
}

int page_note(struct page *page, const char *format, ...)
{
	const struct page_style *style = style_of(page);
	_cleanup_free_ char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = harmless(page, format, arguments);
	va_end(arguments);
	if (!text)
		return -ENOMEM;
	if (!page->noting)
		part(page);
	page->noting = true;
	if (style->width)
		put_wrapped(page->stream, text, style->note, style->width);
	else
		fprintf(page->stream, "%s%s\n", style->note, text);
	return 0;
}

int page_line(struct page *page, const char *format, ...)
{
	_cleanup_free_ char *text = NULL;
	_cleanup_free_ char *line = NULL;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0) {
		text = NULL;
		return -ENOMEM;
	}
	line = escape_terminal(text);
	if (!line)
		return -ENOMEM;
	part(page);
	fprintf(page->stream, "%s\n", line);
	return 0;
}

int page_table(struct page *page, const struct text_table *table)
{
	part(page);
	return style_of(page)->print_table(table, page->stream);
}
