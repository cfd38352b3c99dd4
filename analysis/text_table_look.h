/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of a table a terminal shows: text made harmless, and how wide it is. Private to
 * the printing of tables.
 */
#ifndef ANALYSIS_TEXT_TABLE_LOOK_H
#define ANALYSIS_TEXT_TABLE_LOOK_H

#include "text_table.h"

/**
 * struct look - a table whose text has been made harmless
 * @groups, @headings: of the columns; groups are NULL where there is none
 * @widths: of the columns, in terminal columns
 * @page_width: 0: not limited
 */
struct look {
	const struct text_table *table;
	char **groups;
	char **headings;
	char **cells;
	size_t *widths;
	size_t page_width;
	bool has_colour;
};

/**
 * look_take() - take a table's texts
 * @look: with its table; free with look_free(), after an error too
 *
 * Return: 0 or -ENOMEM.
 */
int look_take(struct look *look);

void look_free(struct look *look);

/**
 * width_of() - terminal columns of a text that has been made harmless
 */
size_t width_of(const char *text);

#endif
