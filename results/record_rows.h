/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The large arrays of a record, rows of numbers, found and checked in the text of its
 * line: as a tree, each number is an object of its own. Private to libresults.
 */
#ifndef RESULTS_RECORD_ROWS_H
#define RESULTS_RECORD_ROWS_H

#include <stdbool.h>

#include "results/record.h"

/* As many arrays as record_rows.c lists. */
#define RECORD_ROWS_LIMIT 5

/**
 * struct record_gap - what was left out of a tree
 * @begin: the offset in the line where the first row begins
 * @end:   the offset of the bracket after the last one
 */
struct record_gap {
	size_t begin;
	size_t end;
};

/**
 * struct record_rows - the arrays of one record; zero-initialised has none
 * @gaps:        those that stand in no tree, in the order of the line
 * @gap_count:   how many
 * @trace_count: rows of the trace
 * @trace_width: numbers in each: 2 or 3, or 0 without rows
 * Other fields are those of FORMAT.md.
 */
struct record_rows {
	struct record_gap gaps[RECORD_ROWS_LIMIT];
	size_t gap_count;
	size_t trace_count;
	size_t trace_width;
	struct histogram alloc;
	struct histogram free;
	struct histogram touch;
	struct histogram failed;
};

/**
 * record_rows_find() - find arrays in a line that ends in a newline
 * @parts: which, of enum record_part
 * @rows:  zero-initialised
 *
 * Only valid rows as record_write() writes them are found: no spaces, numbers of 0 to
 * 2^63 - 1. Whatever else may stand in a line is left to a parser of JSON.
 *
 * Return: whether there are any.
 */
bool record_rows_find(const char *line, size_t length, unsigned int parts,
		      struct record_rows *rows);

/**
 * record_rows_complete() - take what was not found from the tree of a valid record
 *
 * Return: 0 or -ENOMEM.
 */
int record_rows_complete(struct record_rows *rows, const json_t *record);

/**
 * record_rows_take() - a histogram by its name in a record; @rows has it no longer
 *
 * Return: it, empty where there is none.
 */
struct histogram record_rows_take(struct record_rows *rows, const char *field);

/* It has none then. */
void record_rows_clear(struct record_rows *rows);

#endif
