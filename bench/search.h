/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The largest block of one allocator, asked of the module.
 */
#ifndef BENCH_SEARCH_H
#define BENCH_SEARCH_H

#include "maximum.h"
#include "point.h"
#include "problem.h"

/**
 * struct search_result - what was found, and what stands above it
 * @maximum: its resolution is 0 where the limit is known exactly
 * @limit:   a word of results/FORMAT.md
 */
struct search_result {
	struct maximum maximum;
	const char *limit;
};

/**
 * search_maximum() - search with probes on a device of its own
 * @point:  its size does not matter
 * @budget: bytes that a probe may hold
 *
 * Return: 0 or -errno, with a message in @problem; -EINTR where the user asked to stop.
 */
int search_maximum(const struct point *point, uint64_t budget,
		   struct search_result *result, struct problem *problem);

#endif
