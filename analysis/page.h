/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The page that a command prints: headings, facts, tables and notes, as plain text or as
 * Markdown. All text is made harmless here, so callers hand over what the file says.
 */
#ifndef ANALYSIS_PAGE_H
#define ANALYSIS_PAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "text_table.h"

enum page_format {
	PAGE_TEXT,
	PAGE_MARKDOWN,
};

/**
 * struct page - where a page goes
 * @stream: not closed by the page
 * @format: how headings and tables look
 * @begun:  whether an empty line must stand before the next part
 * @noting: whether the last thing printed was a note
 */
struct page {
	FILE *stream;
	enum page_format format;
	bool begun;
	bool noting;
};

/**
 * page_format_parse() - "text" or "markdown"
 *
 * Return: 0 or -EINVAL.
 */
int page_format_parse(const char *name, enum page_format *format);

/* All of these return 0 or -ENOMEM; errors of writing stay in the stream. */

/**
 * page_heading() - a line that names what follows; an empty line stands before and after
 */
int page_heading(struct page *page, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * page_fact() - a line "name value"; facts stand together
 */
int page_fact(struct page *page, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/**
 * page_note() - one note, wrapped in plain text; an empty line before the first
 */
int page_note(struct page *page, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * page_table() - a table, with an empty line before it
 */
int page_table(struct page *page, const struct text_table *table);

/**
 * page_line() - one line for programs to find, the same in each format; an empty line
 * before it
 */
int page_line(struct page *page, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
