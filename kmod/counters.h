/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counters of the kernel and of the CPU, before and after the samples of a run: which path
 * the allocations took.
 */
#ifndef ALLOCBENCH_COUNTERS_H
#define ALLOCBENCH_COUNTERS_H

#include <linux/types.h>

struct allocbench_counter;
struct counters;

/**
 * counters_new() - counters of this thread
 *
 * Return: them, or NULL without memory.
 */
struct counters *counters_new(void);

void counters_free(struct counters *counters);

/**
 * counters_begin() - what comes from now on is counted
 */
void counters_begin(struct counters *counters);

/**
 * counters_end() - up to here
 * @is_one_thread: this thread has taken all samples; else what belongs to it says nothing
 */
void counters_end(struct counters *counters, bool is_one_thread);

/**
 * counters_result() - what the last two calls have counted
 * @count: gets how many there are
 */
const struct allocbench_counter *counters_result(const struct counters *counters,
						 unsigned int *count);

#endif
