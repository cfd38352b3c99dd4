/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a format of pages is: a table of functions. Text that they get is harmless
 * already, but for that of tables.
 */
#ifndef ANALYSIS_PAGE_STYLE_H
#define ANALYSIS_PAGE_STYLE_H

#include "page.h"

/**
 * struct page_style - one format
 * @name:    as in --format
 * @escape:  makes text harmless; NULL without memory
 * @begin:   the beginning of the page, 0 or -errno; may be NULL
 * @end:     its end; may be NULL
 * @leave:   @part is the last of its kind; may be NULL
 * @heading, @fact, @note, @line: print one; page->last is what stands before
 * @table:   0 or -ENOMEM
 */
struct page_style {
	const char *name;
	char *(*escape)(const char *text);
	int (*begin)(struct page *page, const char *title);
	void (*end)(struct page *page);
	void (*leave)(struct page *page, enum page_part part);
	void (*heading)(struct page *page, const char *text);
	void (*fact)(struct page *page, const char *name, const char *text);
	void (*note)(struct page *page, const char *text);
	void (*line)(struct page *page, const char *text);
	int (*table)(struct page *page, const struct text_table *table);
};

/**
 * page_empty_line() - between parts of another kind, but not below a heading
 */
void page_empty_line(const struct page *page, enum page_part next);

#endif
