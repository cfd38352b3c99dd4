/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a line to a tree. Private to libresults.
 */
#ifndef RESULTS_LINE_SCAN_H
#define RESULTS_LINE_SCAN_H

#include <jansson.h>
#include <stddef.h>

#include "results/record_rows.h"

/**
 * line_scan() - parse a line of JSON without the gaps that were found in it
 * @rows:  its gaps, or none
 * @error: what is wrong with the line
 *
 * Ends the program, with EXIT_TOOL_FAILURE and a word, where there is no memory:
 * jansson 2.14 would go on and write outside its buffer.
 *
 * Return: the tree, which the caller owns, or NULL.
 */
json_t *line_scan(const char *line, size_t length, const struct record_rows *rows,
		  json_error_t *error);

#endif
