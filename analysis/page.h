/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The page that a command prints: headings, facts, tables and notes, in one of several
 * formats. All text is made harmless here, so callers hand over what the file says.
 */
#ifndef ANALYSIS_PAGE_H
#define ANALYSIS_PAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "text_table.h"

/* Columns of a mail that a mailing list takes as it is. */
#define PAGE_MAIL_WIDTH 72

struct page_style;

/**
 * struct page - where a page goes
 * @stream: not closed by the page
 * @style:  how headings and tables look
 * @width:  columns of plain text; 0: not limited
 * @colour: a terminal that wants colours
 * @is_within: of HTML: it stands within another's sections, and its headings below theirs
 * @last:   what was printed last
 * @heading: the last one, harmless: the caption of a table; page_end() frees it
 */
struct page {
	FILE *stream;
	const struct page_style *style;
	size_t width;
	bool colour;
	bool is_within;
	enum page_part {
		PAGE_NOTHING,
		PAGE_HEADING,
		PAGE_FACT,
		PAGE_TABLE,
		PAGE_NOTE,
		PAGE_LINE,
	} last;
	char *heading;
};

extern const struct page_style page_text;
extern const struct page_style page_markdown;
extern const struct page_style page_latex;
extern const struct page_style page_html;

/**
 * page_style_named() - "text", "markdown", "latex" or "html"; NULL for others
 */
const struct page_style *page_style_named(const char *name);

/* All of these return 0 or -ENOMEM; errors of writing stay in the stream. */

/**
 * page_begin() - before anything else
 * @title: of the page, where its format has a place for one
 *
 * Return: 0 or -errno: HTML needs a file of ours. page_end() is due in any case.
 */
int page_begin(struct page *page, const char *title);

/**
 * page_error() - what an error of these functions means, and what to do about it
 */
const char *page_error(int error);

/**
 * page_end() - nothing follows
 */
void page_end(struct page *page);

/**
 * page_close() - end what stands together: what is written next is not the page's own
 */
void page_close(struct page *page);

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
 * page_line() - one line for programs to find, whole in each format; an empty line before
 * it
 */
int page_line(struct page *page, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
