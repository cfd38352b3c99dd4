/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table of text: columns, some of them in groups with a heading of their own, and rows.
 * Printed for a terminal through libsmartcols, or as Markdown; made harmless there.
 */
#ifndef ANALYSIS_TEXT_TABLE_H
#define ANALYSIS_TEXT_TABLE_H

#include <stddef.h>
#include <stdio.h>

enum text_table_side {
	SIDE_LEFT,
	SIDE_RIGHT,
};

/**
 * struct text_table_column - one column
 * @group:   stands above this and the columns after it that have the same group; NULL
 *           where there is none
 * @heading: stands above the cells
 * @side:    where shorter cells stand
 */
struct text_table_column {
	char *group;
	char *heading;
	enum text_table_side side;
};

/**
 * struct text_table - cells row by row; zero-initialised is an empty table
 * @error: the first error of building, returned by the printing functions
 */
struct text_table {
	struct text_table_column *columns;
	size_t column_count;
	char **cells;
	size_t cell_count;
	int error;
};

void text_table_column(struct text_table *table, const char *group, const char *heading,
		       enum text_table_side side);

/**
 * text_table_cell() - the next cell, from left to right, row by row
 */
void text_table_cell(struct text_table *table, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * text_table_print() - for a terminal
 *
 * Return: 0, -ENOMEM, or -EINVAL where the last row is not full.
 */
int text_table_print(const struct text_table *table, FILE *stream);

/**
 * text_table_print_markdown() - as a Markdown table; a group stands in each heading
 *
 * Return: as text_table_print().
 */
int text_table_print_markdown(const struct text_table *table, FILE *stream);

void text_table_free(struct text_table *table);

#endif
