/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The trace of a record, found and checked in the text of its line: a million rows of it
 * would be hundreds of MB as a tree. Private to libresults.
 */
#ifndef RESULTS_RECORD_TRACE_H
#define RESULTS_RECORD_TRACE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct record_trace - rows that were left out of a tree; zero-initialised has none
 * @begin:     the offset in the line where the first row begins
 * @end:       the offset of the bracket after the last one
 * @row_count: how many
 * @width:     numbers in each: 2 or 3
 */
struct record_trace {
	size_t begin;
	size_t end;
	size_t row_count;
	size_t width;
};

/**
 * record_trace_find() - find the trace in a line that ends in a newline
 *
 * Only rows as record_write() writes them are found: no spaces, all of one width, numbers
 * of 0 to 2^63 - 1. Whatever else may stand in a line is left to a parser of JSON.
 *
 * Return: whether there are any.
 */
bool record_trace_find(const char *line, size_t length, struct record_trace *trace);

#endif
