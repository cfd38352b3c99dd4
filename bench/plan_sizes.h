/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sizes of a plan, row by row.
 */
#ifndef BENCH_PLAN_SIZES_H
#define BENCH_PLAN_SIZES_H

#include "allocators.h"
#include "results/size.h"

/**
 * struct plan_sizes - sizes for every row
 * @named: those of --sizes
 */
struct plan_sizes {
	struct size_list named;
};

/**
 * plan_sizes_parse() - a list for size_list_parse()
 *
 * Return: 0 or -errno, with a message in @problem. Free with plan_sizes_free().
 */
int plan_sizes_parse(const char *text, struct plan_sizes *sizes, struct problem *problem);

/**
 * plan_sizes_of() - the sizes of a row: one, 0, where its size means nothing
 */
const struct size_list *plan_sizes_of(const struct plan_sizes *sizes,
				      const struct allocator_row *row);

void plan_sizes_free(struct plan_sizes *sizes);

#endif
