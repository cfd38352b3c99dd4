/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run measures: points in a fixed order, all of them checked before the first.
 */
#ifndef BENCH_PLAN_H
#define BENCH_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "allocators.h"
#include "problem.h"

/**
 * struct point - one cell to measure
 * @row:     the allocator
 * @size:    what the row says: bytes, or a ruler's adds
 * @gfp:     flag names joined by '|'; "" for a row that takes none
 * @pattern: "pair"
 * @context: "task"
 */
struct point {
	const struct allocator_row *row;
	uint64_t size;
	const char *gfp;
	const char *pattern;
	const char *context;
};

/**
 * struct wish - what the user asks for
 * @allocators: names joined by commas; NULL for all rows that have a maximum
 * @sizes:      a list for size_list_parse()
 * @gfp:        flag names joined by '|'
 * @samples:    a cell
 * @budget:     bytes; no point may ask for more
 * @buffer_limit: bytes for the module's samples
 */
struct wish {
	const char *allocators;
	const char *sizes;
	const char *gfp;
	uint64_t samples;
	uint64_t budget;
	uint64_t buffer_limit;
};

/**
 * struct plan - the points, allocator by allocator, sizes in the order asked for
 * @points: @point_count of them
 * @rows:   the @row_count allocators, each once
 */
struct plan {
	struct point *points;
	size_t point_count;
	const struct allocator_row **rows;
	size_t row_count;
};

/**
 * plan_choose_rows() - the allocators of a wish, without points: for the maxima
 *
 * Return: 0 or -errno, with a message in @problem: an unknown name, one named twice,
 * flags that a row does not take. The plan is empty then. Free with plan_free().
 */
int plan_choose_rows(const struct allocators *allocators, const struct wish *wish,
		     struct plan *plan, struct problem *problem);

/**
 * plan_build() - the allocators of a wish and their points
 * @allocators: must outlive the plan, as the texts of @wish
 *
 * A row whose size means nothing gets one point of size 0.
 *
 * Return: as plan_choose_rows(), and for a size that a row does not take.
 */
int plan_build(const struct allocators *allocators, const struct wish *wish,
	       struct plan *plan, struct problem *problem);

/**
 * plan_point() - a point of a row with the defaults: pattern pair, context task
 * @gfp: left out where the row takes no flags
 */
struct point plan_point(const struct allocator_row *row, uint64_t size, const char *gfp);

void plan_free(struct plan *plan);

#endif
