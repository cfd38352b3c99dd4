/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table of text: columns, some of them in groups with a heading of their own, and rows.
 * How it looks is a matter of the page that it is printed on.
 */
#ifndef ANALYSIS_TEXT_TABLE_H
#define ANALYSIS_TEXT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum text_table_side {
	SIDE_LEFT,
	SIDE_RIGHT,
};

/* What a cell means to its reader: for colours, where there are any. */
enum text_table_tone {
	TONE_PLAIN,
	TONE_BAD,
	TONE_GOOD,
	TONE_UNSURE,
	TONE_COUNT,
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
 * struct text_table_cell - one cell
 * @text: as it was handed over: the printing functions make it harmless
 */
struct text_table_cell {
	char *text;
	enum text_table_tone tone;
};

/**
 * struct text_table - cells row by row; zero-initialised is an empty table
 * @key_count: columns that name a row: where a table is too wide for a page they stand in
 *             front of each part of it
 * @error:     the first error of building, returned by the printing functions
 */
struct text_table {
	struct text_table_column *columns;
	size_t column_count;
	size_t key_count;
	struct text_table_cell *cells;
	size_t cell_count;
	int error;
};

void text_table_column(struct text_table *table, const char *group, const char *heading,
		       enum text_table_side side);

/**
 * text_table_key() - as text_table_column(), for the first columns, which name the rows
 */
void text_table_key(struct text_table *table, const char *heading,
		    enum text_table_side side);

/**
 * text_table_cell() - the next cell, from left to right, row by row
 */
void text_table_cell(struct text_table *table, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * text_table_tone() - what the last cell means
 */
void text_table_tone(struct text_table *table, enum text_table_tone tone);

/**
 * text_table_check() - may it be printed?
 *
 * Return: 0, -ENOMEM, or -EINVAL where the last row is not full.
 */
int text_table_check(const struct text_table *table);

/**
 * text_table_group_end() - one past the last column of the group that begins at @first
 */
size_t text_table_group_end(const struct text_table *table, size_t first);

bool text_table_has_groups(const struct text_table *table);

/**
 * text_table_print() - for a terminal
 * @width:  columns to be had: a wider table is printed in parts, one below the other; 0:
 *          as wide as it is
 * @colour: tones have colours
 *
 * Return: as text_table_check().
 */
int text_table_print(const struct text_table *table, size_t width, bool colour,
		     FILE *stream);

void text_table_free(struct text_table *table);

#endif
