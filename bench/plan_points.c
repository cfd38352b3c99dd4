// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From choices to points: every combination, in order. Pure.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plan_points.h"
#include "plan_sizes.h"

/**
 * struct draft - a plan in the making
 * @room: points that there is memory for
 */
struct draft {
	struct plan *plan;
	const struct wish *wish;
	struct plan_sizes sizes;
	size_t room;
	struct problem *problem;
};

static int append_point(struct draft *draft, const struct point *point)
{
	struct plan *plan = draft->plan;

	if (plan->point_count == PLAN_POINT_LIMIT)
		return problem_set(draft->problem, EXIT_USAGE, -E2BIG,
				   "more than %d combinations; choose fewer sizes, "
				   "patterns or contexts, or take several runs",
				   PLAN_POINT_LIMIT);
	if (plan->point_count == draft->room) {
		size_t room = draft->room ? 2 * draft->room : 64;
		struct point *grown = reallocarray(plan->points, room, sizeof(*grown));

		if (!grown)
			return problem_no_memory(draft->problem);
		plan->points = grown;
		draft->room = room;
	}
	plan->points[plan->point_count++] = *point;
	return 0;
}

static uint64_t chosen(uint64_t wished, uint64_t otherwise, bool is_taken)
{
	if (!is_taken)
		return 0;
	return wished ? wished : otherwise;
}

static void set_cpus(const struct plan *plan, struct point *point)
{
	if (pattern_cpus_takes_one(point->pattern)) {
		point->cpus = plan->cpus.one.text;
		return;
	}
	point->cpus = plan->cpus.all.text;
	point->crowd = &plan->cpus.all.list;
}

/* Of a set only the first block would find cold caches, and the median a warm one. */
static uint64_t usual_set(const char *pattern)
{
	return strcmp(pattern, "cold") ? PLAN_SET_SIZE : 1;
}

/* What the pattern and the row take besides their names. */
static void set_counts(const struct draft *draft, struct point *point)
{
	const struct wish *wish = draft->wish;
	const struct info *info = wish->info;

	point->set_size = chosen(wish->set_size, usual_set(point->pattern),
				 info_list_has(info->pattern_set, point->pattern));
	point->bulk_count = chosen(wish->bulk_count, PLAN_BULK_COUNT, point->row->bulk);
	if (point->row->node)
		point->node = wish->node;
	if (info_list_has(info->pattern_cpus, point->pattern))
		set_cpus(draft->plan, point);
}

static int add_edges(struct draft *draft, struct point *point)
{
	const struct size_list *edges = &draft->sizes.edges;
	int error = 0;

	point->is_edge = true;
	for (size_t i = 0; i < edges->count && !error; i++) {
		point->size = edges->sizes[i];
		if (plan_sizes_is_edge(&draft->sizes, point->row, point->size))
			error = append_point(draft, point);
	}
	point->is_edge = false;
	return error;
}

static int add_sizes(struct draft *draft, struct point *point)
{
	const struct size_list *sizes = plan_sizes_of(&draft->sizes, point->row);
	int error = 0;

	set_counts(draft, point);
	for (size_t i = 0; i < sizes->count && !error; i++) {
		point->size = sizes->sizes[i];
		error = append_point(draft, point);
	}
	return error ? error : add_edges(draft, point);
}

static int add_contexts(struct draft *draft, struct point *point)
{
	const struct words *contexts =
		choice_words(&draft->plan->contexts, &point->row->contexts);
	int error = 0;

	for (size_t i = 0; i < contexts->count && !error; i++) {
		struct point next = *point;

		next.context = contexts->words[i];
		error = add_sizes(draft, &next);
	}
	return error;
}

static int add_patterns(struct draft *draft, struct point *point)
{
	const struct words *patterns =
		choice_words(&draft->plan->patterns, &point->row->patterns);
	int error = 0;

	for (size_t i = 0; i < patterns->count && !error; i++) {
		point->pattern = patterns->words[i];
		error = add_contexts(draft, point);
	}
	return error;
}

/* A row without flags has one alternative: none. */
static int add_row(struct draft *draft, const struct allocator_row *row)
{
	const struct words *gfps = &draft->plan->gfps.names;
	size_t count = row->flags.count ? gfps->count : 1;
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		struct point point = point_plain(row, 0, gfps->words[i]);

		error = add_patterns(draft, &point);
	}
	return error;
}

static bool takes_set(const struct point *point)
{
	return point->set_size;
}

static bool takes_bulk(const struct point *point)
{
	return point->bulk_count;
}

static bool takes_cpus(const struct point *point)
{
	return *point->cpus;
}

static bool takes_node(const struct point *point)
{
	return point->row->node;
}

/* An option that no point takes is a slip. */
static int check_use(const struct draft *draft, bool is_given, const char *option,
		     bool (*takes)(const struct point *point), const char *kind)
{
	const struct plan *plan = draft->plan;

	for (size_t i = 0; i < plan->point_count && is_given; i++) {
		if (takes(&plan->points[i]))
			return 0;
	}
	if (!is_given)
		return 0;
	return problem_set(draft->problem, EXIT_USAGE, -EINVAL,
			   "%s: no %s that was chosen takes it; leave it out, or see "
			   "`allocbench list`",
			   option, kind);
}

static int check_options(const struct draft *draft)
{
	const struct wish *wish = draft->wish;
	int error = check_use(draft, wish->set_size, "--set", takes_set, "pattern");

	if (!error)
		error = check_use(draft, wish->bulk_count, "--bulk", takes_bulk,
				  "allocator");
	if (!error)
		error = check_use(draft, wish->cpus, "--cpus", takes_cpus, "pattern");
	if (!error)
		error = check_use(draft, wish->node != NODE_NONE, "--node", takes_node,
				  "allocator");
	return error;
}

int plan_points_add_all(struct plan *plan, const struct wish *wish,
			struct problem *problem)
{
	struct draft draft = { .plan = plan, .wish = wish, .problem = problem };
	int error = plan_sizes_parse(wish->sizes, wish->with_edges, wish->info,
				     &draft.sizes, problem);

	for (size_t i = 0; i < plan->row_count && !error; i++)
		error = add_row(&draft, plan->rows[i]);
	if (!error)
		error = check_options(&draft);
	plan_sizes_free(&draft.sizes);
	return error;
}
