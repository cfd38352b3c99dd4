// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From wishes to plans: what is chosen, its combinations, and which of them can be. Pure.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "plan_points.h"
#include "plan_rows.h"
#include "plan_searches.h"
#include "point_check.h"

/* Every point that was named must be a word of some row. */
static int check_words(const struct allocators *allocators, const struct words *names,
		       const char *option, size_t offset, struct problem *problem)
{
	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->words[i];
		bool is_known = false;

		for (size_t j = 0; j < allocators->count && !is_known; j++)
			is_known = words_contain(
				(const struct words
					 *)((const char *)&allocators->rows[j] + offset),
				name, strlen(name));
		if (!is_known)
			return problem_set(
				problem, EXIT_USAGE, -ENOENT,
				"--%s: no %s %.40s; `allocbench list` shows what "
				"there is",
				option, option, name);
	}
	return 0;
}

static int parse_choices(struct plan *plan, const struct allocators *allocators,
			 const struct wish *wish, struct problem *problem)
{
	int error = choice_parse("--gfp", wish->gfp, &plan->gfps, problem);

	if (!error && plan->gfps.is_all)
		error = problem_set(
			problem, EXIT_USAGE, -EINVAL,
			"--gfp all: name the flags; join alternatives by commas");
	if (!error)
		error = choice_parse("--pattern", wish->patterns, &plan->patterns,
				     problem);
	if (!error)
		error = choice_parse("--context", wish->contexts, &plan->contexts,
				     problem);
	if (!error)
		error = check_words(allocators, &plan->patterns.names, "pattern",
				    offsetof(struct allocator_row, patterns), problem);
	if (!error)
		error = check_words(allocators, &plan->contexts.names, "context",
				    offsetof(struct allocator_row, contexts), problem);
	return error;
}

static int begin(struct plan *plan, const struct allocators *allocators,
		 const struct wish *wish, bool is_search, struct problem *problem)
{
	int error;

	*plan = (struct plan){ .none = allocators_find(allocators, "none") };
	if (!plan->none)
		return problem_set(
			problem, EXIT_TOOL_FAILURE, -ENOENT,
			"the module has no row none, without which no clock can "
			"be trusted; build the module and the driver from one "
			"source");
	error = choice_parse("--alloc", wish->allocators ? wish->allocators : "all",
			     &plan->allocators, problem);
	if (!error)
		error = parse_choices(plan, allocators, wish, problem);
	if (!error)
		error = plan_rows_choose(plan, allocators, wish, is_search,
					 problem);
	plan->may_skip = plan->allocators.is_all || plan->patterns.is_all ||
			 plan->contexts.is_all || wish->skip_refused;
	return error;
}

int plan_build(const struct allocators *allocators, const struct wish *wish,
	       struct plan *plan, struct problem *problem)
{
	struct point_judge judge = { plan, wish };
	int error;

	error = begin(plan, allocators, wish, false, problem);
	if (!error)
		error = pattern_cpus_choose(wish->cpus, wish->allowed, wish->own_cpu,
					    &plan->cpus, problem);
	if (!error)
		error = plan_points_add_all(plan, wish, problem);
	if (!error)
		error = plan_sift(plan, point_check, &judge, problem);
	if (error)
		plan_free(plan);
	return error;
}

int plan_build_searches(const struct allocators *allocators, const struct wish *wish,
			struct plan *plan, struct problem *problem)
{
	int error = begin(plan, allocators, wish, true, problem);

	if (!error)
		error = plan_searches_add_all(plan, problem);
	if (error)
		plan_free(plan);
	return error;
}

void plan_free(struct plan *plan)
{
	for (size_t i = 0; i < plan->refusal_count; i++)
		free(plan->refusals[i].reason);
	free(plan->refusals);
	free(plan->points);
	free(plan->searches);
	free(plan->rows);
	choice_free(&plan->allocators);
	choice_free(&plan->gfps);
	choice_free(&plan->patterns);
	choice_free(&plan->contexts);
	pattern_cpus_free(&plan->cpus);
	*plan = (struct plan){ 0 };
}
