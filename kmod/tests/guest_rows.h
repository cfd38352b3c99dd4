/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rows of the module's file "allocators", as the tests in the guest go through them.
 */
#ifndef KMOD_TESTS_GUEST_ROWS_H
#define KMOD_TESTS_GUEST_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "kmod/uapi/allocbench.h"

/* Its columns. */
enum column {
	NAME,
	SIZE_MEANS,
	SMALLEST,
	LARGEST,
	PROBE,
	TAKES_BULK,
	TAKES_NODE,
	FLAGS,
	CONTEXTS,
	PATTERNS,
	SLAB,
	SLOT_WORDS,
	ABSENT,
	COLUMN_COUNT
};

/**
 * each_row() - call @visit with the columns of each row but the test-only ones
 */
void each_row(void (*visit)(char *const *row));

/**
 * list_has() - is the word in a list joined by commas?
 */
bool list_has(const char *list, const char *word);

/**
 * row_size() - a small size that the row takes
 */
uint64_t row_size(char *const *row);

/**
 * row_request() - a valid request of a row that takes the pattern, the context and the flags:
 * small, of few samples, and on all CPUs where the pattern takes several
 */
struct allocbench_request row_request(char *const *row, const char *pattern,
				      const char *context, const char *gfp);

#endif
