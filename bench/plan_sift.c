// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tells what can be measured from what is refused.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plan.h"

int plan_refuse(struct plan *plan, const struct point *point, const char *reason,
		struct problem *problem)
{
	struct refusal *grown =
		reallocarray(plan->refusals, plan->refusal_count + 1, sizeof(*grown));

	if (!grown)
		return problem_no_memory(problem);
	plan->refusals = grown;
	grown[plan->refusal_count] =
		(struct refusal){ .point = *point, .reason = strdup(reason) };
	if (!grown[plan->refusal_count].reason)
		return problem_no_memory(problem);
	plan->refusal_count++;
	return 0;
}

static int name_point(const struct point *point, int error, struct problem *problem)
{
	char text[POINT_TEXT_LENGTH];
	struct problem cause = *problem;

	point_print(point, text);
	return problem_set(problem, cause.exit_code, error, "%s: %s", text, cause.text);
}

/* 0 where the point may be left out. */
static int refuse(struct plan *plan, const struct point *point, int error,
		  struct problem *problem)
{
	struct problem cause = *problem;

	bool may_skip = plan->may_skip || point->is_edge;

	if (!may_skip || cause.exit_code != EXIT_USAGE)
		return name_point(point, error, problem);
	*problem = (struct problem){ 0 };
	return plan_refuse(plan, point, cause.text, problem);
}

static int nothing_left(const struct plan *plan, struct problem *problem)
{
	char text[POINT_TEXT_LENGTH];

	if (!plan->refusal_count)
		return problem_set(problem, EXIT_USAGE, -ENOENT,
				   "there is nothing to measure; `allocbench list` shows "
				   "what there is");
	point_print(&plan->refusals[0].point, text);
	return problem_set(problem, EXIT_USAGE, -EOPNOTSUPP,
			   "all %zu combinations are refused; the first, %s: %s",
			   plan->refusal_count, text, plan->refusals[0].reason);
}

int plan_sift(struct plan *plan, plan_judge judge, void *context, struct problem *problem)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->point_count; i++) {
		struct point point = plan->points[i];
		int error = judge(context, &point, problem);

		if (!error)
			plan->points[kept++] = point;
		else
			error = refuse(plan, &point, error, problem);
		if (error)
			return error;
	}
	plan->point_count = kept;
	return kept ? 0 : nothing_left(plan, problem);
}
