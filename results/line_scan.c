// SPDX-License-Identifier: GPL-2.0-or-later
/* Makes a tree of a line, and ends the program where there is no memory for it. */
#include "results/line_scan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "results/verdict.h"

/* A line on its way to the parser: from @at, without the gaps that follow. */
struct rest {
	const char *line;
	size_t length;
	size_t at;
	const struct record_gap *gaps;
	size_t gap_count;
};

/* Return: how much of the next piece there was room for; 0 at the end. */
static size_t take_piece(void *buffer, size_t room, void *data)
{
	struct rest *rest = data;

	if (rest->gap_count && rest->at == rest->gaps->begin) {
		rest->at = rest->gaps->end;
		rest->gaps++;
		rest->gap_count--;
	}

	size_t end = rest->gap_count ? rest->gaps->begin : rest->length;
	size_t length = end - rest->at < room ? end - rest->at : room;

	memcpy(buffer, rest->line + rest->at, length);
	rest->at += length;
	return length;
}

/*
 * The scanner of jansson 2.14 writes outside its buffer after an allocation that failed.
 * Who reads has nothing to save: the program ends first, with a word.
 */
static _Thread_local bool is_scanning;

static void *allocate(size_t size)
{
	void *block = malloc(size);

	if (block || !is_scanning)
		return block;
	fprintf(stderr, "%s: out of memory while a result was read\n",
		program_invocation_short_name);
	_exit(EXIT_TOOL_FAILURE);
}

__attribute__((constructor)) static void take_allocations(void)
{
	json_set_alloc_funcs(allocate, free);
}

json_t *line_scan(const char *line, size_t length, const struct record_rows *rows,
		  json_error_t *error)
{
	struct rest rest = { line, length, 0, rows->gaps, rows->gap_count };
	json_t *tree;

	is_scanning = true;
	tree = rows->gap_count ? json_load_callback(take_piece, &rest,
						    JSON_REJECT_DUPLICATES, error)
			       : json_loadb(line, length, JSON_REJECT_DUPLICATES, error);
	is_scanning = false;
	return tree;
}
