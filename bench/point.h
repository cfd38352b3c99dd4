/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One cell to measure: a combination of all that a request names.
 */
#ifndef BENCH_POINT_H
#define BENCH_POINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "allocators.h"
#include "cpu_list.h"

/* point.node where the CPU's own is meant */
#define NODE_NONE (-1)

#define POINT_TEXT_LENGTH 640

/**
 * struct point - a combination; its texts belong to others
 * @row:        the allocator
 * @size:       what the row says: bytes, or a ruler's adds
 * @gfp:        flag names joined by '|'; "" for a row that takes none
 * @pattern:    by name
 * @context:    by name
 * @cpus:       the pattern's other CPUs, "" where it takes none
 * @crowd:      the CPUs in @cpus where each of them has a thread that samples; else NULL
 * @set_size:   blocks held at once, 0 where the pattern takes no set
 * @bulk_count: objects a call, 0 where the row takes no count
 * @node:       NUMA node, NODE_NONE where none is asked for
 * @seed:       of the pattern's random choices
 * @is_edge:    its size was not named, but follows from --edges
 * @round_limit: most samples that the module takes in one request; 0 for any number
 */
struct point {
	const struct allocator_row *row;
	uint64_t size;
	const char *gfp;
	const char *pattern;
	const char *context;
	const char *cpus;
	const struct cpu_list *crowd;
	uint64_t set_size;
	uint64_t bulk_count;
	int node;
	uint64_t seed;
	bool is_edge;
	uint64_t round_limit;
};

/**
 * point_plain() - pattern pair, context task, no choice of anything else
 * @gfp: left out where the row takes no flags
 */
struct point point_plain(const struct allocator_row *row, uint64_t size, const char *gfp);

/**
 * point_threads() - how many threads sample
 */
uint64_t point_threads(const struct point *point);

/**
 * point_buffer_need() - samples that the module's buffer must hold, by the contract
 * @sample_count: of the request
 */
uint64_t point_buffer_need(const struct point *point, uint64_t sample_count);

/**
 * point_same_loop() - has the clock the same cost in both: pattern, context, set, CPUs?
 */
bool point_same_loop(const struct point *one, const struct point *other);

/**
 * point_print() - "kmalloc of 64 bytes, GFP_KERNEL, hold of 64, task"
 */
void point_print(const struct point *point, char text[static POINT_TEXT_LENGTH]);

#endif
