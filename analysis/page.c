// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The page that a command prints. How it looks is in page_text.c, page_markdown.c,
 * page_latex.c and page_html.c.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "page_style.h"
#include "results/cleanup.h"

static const struct page_style *const styles[] = {
	&page_text,
	&page_markdown,
	&page_latex,
	&page_html,
};

const struct page_style *page_style_named(const char *name)
{
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		if (!strcmp(styles[i]->name, name))
			return styles[i];
	return NULL;
}

static char *harmless(const struct page *page, const char *format, va_list arguments)
{
	_cleanup_free_ char *text = NULL;

	if (vasprintf(&text, format, arguments) < 0) {
		text = NULL;
		return NULL;
	}
	return page->style->escape(text);
}

/* Facts stand together, and notes: what holds them ends where something else follows. */
static void leave(struct page *page, enum page_part next)
{
	if (page->last != next && page->style->leave)
		page->style->leave(page, page->last);
}

void page_empty_line(const struct page *page, enum page_part next)
{
	bool is_first = page->last == PAGE_NOTHING || page->last == PAGE_HEADING;
	bool stands_together = next == PAGE_FACT || next == PAGE_NOTE;

	if (!is_first && !(stands_together && page->last == next))
		fputc('\n', page->stream);
}

int page_begin(struct page *page, const char *title)
{
	_cleanup_free_ char *text = page->style->escape(title);

	if (!text)
		return -ENOMEM;
	return page->style->begin ? page->style->begin(page, text) : 0;
}

const char *page_error(int error)
{
	if (error == -ENOMEM)
		return strerror(ENOMEM);
	return "report/style.css cannot be read: set ALLOCBENCH_DATA to the directory that "
	       "has report/";
}

void page_end(struct page *page)
{
	leave(page, PAGE_NOTHING);
	if (page->style->end)
		page->style->end(page);
	free(page->heading);
	page->heading = NULL;
}

void page_close(struct page *page)
{
	leave(page, PAGE_NOTHING);
	page->last = PAGE_NOTHING;
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
	leave(page, PAGE_HEADING);
	page->style->heading(page, text);
	page->last = PAGE_HEADING;
	free(page->heading);
	page->heading = text;
	text = NULL;
	return 0;
}

int page_fact(struct page *page, const char *name, const char *format, ...)
{
	_cleanup_free_ char *text = NULL, *safe_name = page->style->escape(name);
	va_list arguments;

	va_start(arguments, format);
	text = harmless(page, format, arguments);
	va_end(arguments);
	if (!text || !safe_name)
		return -ENOMEM;
	leave(page, PAGE_FACT);
	page->style->fact(page, safe_name, text);
	page->last = PAGE_FACT;
	return 0;
}

int page_note(struct page *page, const char *format, ...)
{
	_cleanup_free_ char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = harmless(page, format, arguments);
	va_end(arguments);
	if (!text)
		return -ENOMEM;
	leave(page, PAGE_NOTE);
	page->style->note(page, text);
	page->last = PAGE_NOTE;
	return 0;
}

int page_line(struct page *page, const char *format, ...)
{
	_cleanup_free_ char *text = NULL;
	va_list arguments;

	va_start(arguments, format);
	text = harmless(page, format, arguments);
	va_end(arguments);
	if (!text)
		return -ENOMEM;
	leave(page, PAGE_LINE);
	page->style->line(page, text);
	page->last = PAGE_LINE;
	return 0;
}

int page_table(struct page *page, const struct text_table *table)
{
	int error = text_table_check(table);

	if (error)
		return error;
	leave(page, PAGE_TABLE);
	error = page->style->table(page, table);
	page->last = PAGE_TABLE;
	return error;
}
