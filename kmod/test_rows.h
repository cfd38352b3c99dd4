/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rows that only allocbench-test.ko has.
 */
#ifndef ALLOCBENCH_TEST_ROWS_H
#define ALLOCBENCH_TEST_ROWS_H

#include "allocator.h"

#ifdef ALLOCBENCH_TEST
/**
 * test_row_at() - a test-only row by its place, NULL beyond the last
 */
const struct allocator *test_row_at(unsigned int index);
#else
static inline const struct allocator *test_row_at(unsigned int index)
{
	return NULL;
}
#endif

#endif
