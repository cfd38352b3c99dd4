/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options that say how a page looks: --format, --mail, --width.
 */
#ifndef ANALYSIS_PAGE_OPTIONS_H
#define ANALYSIS_PAGE_OPTIONS_H

#include <argp.h>

#include "page.h"
#include "records.h"

/**
 * struct page_options - what was asked for; zero-initialised is text for where it goes
 * @style:       of a page; NULL: text, or records
 * @has_records: records in place of a page
 * @format:      of the records
 * @width:       columns, where @has_width; 0: not limited
 * @is_mail:     plain, and as wide as a mail
 */
struct page_options {
	const struct page_style *style;
	bool has_records;
	enum records_format format;
	size_t width;
	bool has_width;
	bool is_mail;
};

/* The options, as a child of a command's; its input is a struct page_options. */
extern const struct argp page_options_argp;

/**
 * page_options_page() - a page on standard output
 *
 * Not asked for, its width is the terminal's; else $COLUMNS, else 80. Colours are for
 * terminals, where $NO_COLOR is empty or not set.
 */
struct page page_options_page(const struct page_options *options);

#endif
