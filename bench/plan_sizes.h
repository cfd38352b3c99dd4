/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sizes of a plan, row by row.
 */
#ifndef BENCH_PLAN_SIZES_H
#define BENCH_PLAN_SIZES_H

#include <stdbool.h>

#include "allocators.h"
#include "info.h"
#include "results/size.h"

/**
 * struct plan_sizes - sizes for every row
 * @named: those of --sizes
 * @edges: around every kmalloc class and every order, ascending; none without --edges
 */
struct plan_sizes {
	struct size_list named;
	struct size_list edges;
};

/**
 * plan_sizes_parse() - a list for size_list_parse(), and edges if wanted
 *
 * Return: 0 or -errno, with a message in @problem. Free with plan_sizes_free(), after an
 * error too.
 */
int plan_sizes_parse(const char *text, bool with_edges, const struct info *info,
		     struct plan_sizes *sizes, struct problem *problem);

/**
 * plan_sizes_of() - the sizes that were named, for a row: one, 0, where its size means
 * nothing
 */
const struct size_list *plan_sizes_of(const struct plan_sizes *sizes,
				      const struct allocator_row *row);

/**
 * plan_sizes_is_edge() - is an edge one that a row takes, and that was not named?
 */
bool plan_sizes_is_edge(const struct plan_sizes *sizes, const struct allocator_row *row,
			uint64_t edge);

void plan_sizes_free(struct plan_sizes *sizes);

#endif
