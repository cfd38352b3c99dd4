/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run measures: the combinations of all that was chosen, sifted before the first
 * is measured.
 */
#ifndef BENCH_PLAN_H
#define BENCH_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "allocators.h"
#include "choice.h"
#include "info.h"
#include "pattern_cpus.h"
#include "point.h"
#include "problem.h"

/* Where a pattern takes a set, or a row a count, and nobody said how many. */
#define PLAN_SET_SIZE 64
#define PLAN_BULK_COUNT 16

/* Most combinations: with all else in a result fewer records than RECORD_LIMIT. */
#define PLAN_POINT_LIMIT 200000

/**
 * struct wish - what the user asks for
 * @allocators: names joined by commas, or "all"; NULL for all rows that have a maximum
 * @sizes:      a list for size_list_parse()
 * @gfp:        alternatives joined by commas, each flag names joined by '|'
 * @patterns:   names joined by commas, or "all"
 * @contexts:   likewise
 * @cpus:       the patterns' other CPUs; NULL for their own choice
 * @set_size:   blocks held at once; 0 for PLAN_SET_SIZE, of cold 1
 * @bulk_count: objects a call; 0 for PLAN_BULK_COUNT
 * @node:       NUMA node, or NODE_NONE
 * @skip_refused: leave out what is refused, where anything is left
 * @with_edges: sizes around every kmalloc class and order too
 * @budget:     bytes; no point may ask for more
 * @info:       the module's facts
 * @trace:      samples of a cell whose order is kept, of a crowd each thread
 * @allowed:    CPUs that the driver may run on
 * @own_cpu:    the one that it is bound to where a pattern takes another
 */
struct wish {
	const char *allocators;
	const char *sizes;
	const char *gfp;
	const char *patterns;
	const char *contexts;
	const char *cpus;
	uint64_t set_size;
	uint64_t bulk_count;
	int node;
	bool skip_refused;
	bool with_edges;
	uint64_t budget;
	const struct info *info;
	uint64_t trace;
	const struct cpu_list *allowed;
	int own_cpu;
};

/**
 * struct refusal - a combination that is left out
 * @reason: the cause and the way out
 */
struct refusal {
	struct point point;
	char *reason;
};

/**
 * struct plan - the points, allocator by allocator: flags, patterns, contexts, sizes,
 * each in the order asked for
 * @points:    @point_count of them
 * @rows:      the @row_count allocators, each once
 * @searches:  the @search_count searches for a largest block, as plain points of size 0
 * @refusals:  the @refusal_count combinations that are left out
 * @may_skip:  the user has not named every part of each combination, or said so
 * @none:      the row of the clock's own cost, which every loop needs
 */
struct plan {
	struct point *points;
	size_t point_count;
	const struct allocator_row **rows;
	size_t row_count;
	struct point *searches;
	size_t search_count;
	struct refusal *refusals;
	size_t refusal_count;
	bool may_skip;
	const struct allocator_row *none;
	struct choice allocators;
	struct choice gfps;
	struct choice patterns;
	struct choice contexts;
	struct pattern_cpus cpus;
};

/**
 * plan_build() - all combinations of a wish that the module's texts do not exclude
 * @allocators: must outlive the plan
 *
 * A row whose size means nothing gets one point of size 0 for each combination.
 *
 * Return: 0 or -errno, with a message in @problem: a list that is none, an unknown name,
 * one named twice, an option that no combination takes, a combination that cannot be. The
 * plan is empty then. Free with plan_free().
 */
int plan_build(const struct allocators *allocators, const struct wish *wish,
	       struct plan *plan, struct problem *problem);

/**
 * plan_build_searches() - the largest blocks of a wish; there are no points
 *
 * Return: as plan_build(); also for a row that was named and has no largest block.
 */
int plan_build_searches(const struct allocators *allocators, const struct wish *wish,
			struct plan *plan, struct problem *problem);

/**
 * typedef plan_judge - can a point be measured? It may note how.
 *
 * Return: 0, or -errno with the cause and the way out in @problem; EXIT_USAGE is a
 * refusal, any other exit code ends the sifting.
 */
typedef int (*plan_judge)(void *context, struct point *point, struct problem *problem);

/**
 * plan_refuse() - note that a combination is left out
 *
 * Return: 0 or -ENOMEM with a message in @problem.
 */
int plan_refuse(struct plan *plan, const struct point *point, const char *reason,
		struct problem *problem);

/**
 * plan_sift() - leave out what is refused
 *
 * Return: 0; -errno with a message in @problem for a refused point that the user has
 * named in all its parts, for a plan of which nothing is left, and for other errors of
 * the judge.
 */
int plan_sift(struct plan *plan, plan_judge judge, void *context,
	      struct problem *problem);

/**
 * plan_find_searches() - the largest blocks of the rows and flags that have points
 *
 * Return: 0 or -ENOMEM, with a message in @problem.
 */
int plan_find_searches(struct plan *plan, struct problem *problem);

void plan_free(struct plan *plan);

#endif
