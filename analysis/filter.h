/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options that choose among cells: --alloc, --sizes, and the way in which they were
 * taken: --pattern, --gfp ...
 */
#ifndef ANALYSIS_FILTER_H
#define ANALYSIS_FILTER_H

#include <argp.h>
#include <stdbool.h>

#include "results/size.h"
#include "way.h"

/**
 * struct filter - what was asked for; zero-initialised takes all
 * @allocators: names separated by commas; NULL where any will do
 * @sizes:      of the block; of no sizes any will do
 * @values: by enum way_field; NULL where any will do
 */
struct filter {
	const char *allocators;
	struct size_list sizes;
	const char *values[WAY_FIELD_COUNT];
};

/* The options, as a child of a command's; its input is a struct filter. */
extern const struct argp filter_argp;

/**
 * filter_takes() - is a cell of this allocator and size, taken in this way, wanted?
 */
bool filter_takes(const struct filter *filter, const char *allocator, uint64_t size,
		  const struct way *way);

/**
 * filter_is_empty() - does it take all?
 */
bool filter_is_empty(const struct filter *filter);

void filter_free(struct filter *filter);

#endif
