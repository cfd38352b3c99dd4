/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Aligned columns for a terminal.
 */
#ifndef BENCH_TEXT_TABLE_H
#define BENCH_TEXT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "words.h"

/**
 * struct text_table - rows of cells; the first row is the heading
 * @rows: each cell a word; all rows have the heading's columns
 * @wraps: the last column is text: left-aligned, and broken after commas to the width
 */
struct text_table {
	struct words *rows;
	size_t row_count;
	bool wraps;
};

/**
 * text_table_add() - a row, its cells separated by tabs in the formatted text
 *
 * Return: 0 or -ENOMEM.
 */
__attribute__((format(printf, 2, 3))) int text_table_add(struct text_table *table,
							 const char *format, ...);

/**
 * text_table_print() - first column to the left, others to the right
 * @width: of the terminal
 */
void text_table_print(const struct text_table *table, size_t width, FILE *stream);

/**
 * text_table_width() - of the terminal that standard output is, or 80
 */
size_t text_table_width(void);

void text_table_free(struct text_table *table);

#endif
