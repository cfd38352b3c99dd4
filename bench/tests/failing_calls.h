/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calls of the driver that fail: what the test asks for, and what it is told, in memory
 * that both share: the file $FAILING_CALLS. Without it nothing fails.
 */
#ifndef BENCH_TESTS_FAILING_CALLS_H
#define BENCH_TESTS_FAILING_CALLS_H

#include <stdbool.h>

#define MOST_CALLS (1 << 17)

/**
 * struct failing_calls - asked and told
 * @kind:       the calls that count, one of those of failing_calls.c
 * @number:     of the one that fails, from 1; 0 for none
 * @is_for_good: all later ones fail as well
 * @error:      what it fails with; 0 is a write of half the bytes
 * @count:      calls of the kind that there were
 * @failures:   those that failed
 * @is_apart:   of each call, from 1, where none is to fail: is it the first, second,
 * fourth, eighth, ... with this stack?
 */
struct failing_calls {
	char kind[16];
	unsigned int number;
	bool is_for_good;
	int error;
	unsigned int count;
	unsigned int failures;
	bool is_apart[MOST_CALLS];
};

#endif
