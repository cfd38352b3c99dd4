/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Changes that are expected, from the file of --allow: they are shown, and do not fail.
 *
 *	# allocator  size   side   outcome      why
 *	kmalloc      64     alloc  slower:5%    # a check was added in kmalloc_slab()
 *	vmalloc      *      *      slower
 *	kmalloc_*    max    -      shrank
 *	*            *      *      absent
 */
#ifndef ANALYSIS_EXPECTED_H
#define ANALYSIS_EXPECTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outcome.h"

/**
 * struct expectation - one line
 * @allocator: a pattern as of fnmatch(3)
 * @side:      "alloc", "free", "touch", or "*"
 * @any_size:  @size does not count
 * @is_maximum: of the largest block, not of a cell
 * @limit:     the most that the cost may grow, a fraction; INFINITY where any will do
 * @line:      its number, from 1
 * @met:       whether it allowed something
 */
struct expectation {
	char *allocator;
	char *side;
	uint64_t size;
	bool any_size;
	bool is_maximum;
	enum outcome outcome;
	double limit;
	size_t line;
	bool met;
};

/**
 * struct expected - the file
 */
struct expected {
	struct expectation *items;
	size_t count;
};

/**
 * expected_read() - read a file
 * @expected: free with expected_free(), after an error too
 * @message:  after an error what is wrong, and in which line; free with free()
 *
 * Return: 0 or -errno; -EINVAL for a line that is none.
 */
int expected_read(const char *path, struct expected *expected, char **message);

void expected_free(struct expected *expected);

/**
 * expected_cell() - does a line allow what was found of a cell? It is then met.
 * @side:   "alloc"; NULL where it is said of the whole cell
 * @growth: by which fraction its cost grew, 0 where that is not what was found
 */
bool expected_cell(struct expected *expected, const char *allocator, uint64_t size,
		   const char *side, enum outcome outcome, double growth);

/**
 * expected_maximum() - does a line allow what was found of a largest block?
 */
bool expected_maximum(struct expected *expected, const char *allocator,
		      enum outcome outcome);

#endif
