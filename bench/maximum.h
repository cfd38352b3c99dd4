/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The search for the largest block: doubling as published, then the exact value.
 */
#ifndef BENCH_MAXIMUM_H
#define BENCH_MAXIMUM_H

#include <stdbool.h>
#include <stdint.h>

/* Up to here the search goes on to one page, above it to 1/256 of the value. */
#define MAXIMUM_FINE_LIMIT ((uint64_t)64 << 20)
#define MAXIMUM_COARSE_PART 256

/**
 * typedef maximum_probe - one attempt
 * @context: the caller's
 * @size:    bytes; never more than the budget
 * @worked:  did it?
 *
 * Return: 0, -E2BIG where it is beyond the budget after all, or another -errno, which
 * ends the search.
 */
typedef int (*maximum_probe)(void *context, uint64_t size, bool *worked);

/**
 * struct maximum - what a search found
 * @doubling:   the last size that worked, doubling from one page; 0 where not even that
 * did
 * @exact:      the largest size found to work, a whole number of pages
 * @resolution: @exact plus this did not work, or was not allowed
 * @budget_ended: the budget, not a failure, stands above @exact
 * @probes:     attempts made
 */
struct maximum {
	uint64_t doubling;
	uint64_t exact;
	uint64_t resolution;
	bool budget_ended;
	uint64_t probes;
};

/**
 * maximum_search() - find the largest size that works
 * @page_size: a power of two
 * @budget:    bytes that no probe may pass
 * @probe:     should be monotone; where it is not, @exact is one edge of several
 *
 * The budget is tried before any other size between the doublings: where it works, it
 * ends the search with a resolution of 0.
 *
 * Return: 0, or the -errno of a probe.
 */
int maximum_search(uint64_t page_size, uint64_t budget, maximum_probe probe,
		   void *context, struct maximum *maximum);

#endif
