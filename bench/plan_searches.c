// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Each allocator that has a largest block, with each of its flags. Pure.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plan_searches.h"
#include "point_check.h"

static bool is_there(const struct plan *plan, const struct point *search)
{
	for (size_t i = 0; i < plan->search_count; i++) {
		if (plan->searches[i].row == search->row &&
		    !strcmp(plan->searches[i].gfp, search->gfp))
			return true;
	}
	return false;
}

static int add_search(struct plan *plan, const struct allocator_row *row, const char *gfp,
		      struct problem *problem)
{
	struct point search = point_plain(row, 0, gfp);
	struct point *grown;

	if (!row->probe || is_there(plan, &search))
		return 0;
	grown = reallocarray(plan->searches, plan->search_count + 1, sizeof(*grown));
	if (!grown)
		return problem_no_memory(problem);
	plan->searches = grown;
	grown[plan->search_count++] = search;
	return 0;
}

int plan_find_searches(struct plan *plan, struct problem *problem)
{
	int error = 0;

	for (size_t i = 0; i < plan->point_count && !error; i++)
		error = add_search(plan, plan->points[i].row, plan->points[i].gfp,
				   problem);
	return error;
}

static int add_checked(struct plan *plan, const struct allocator_row *row,
		       const char *gfp, struct problem *problem)
{
	struct point search = point_plain(row, 0, gfp);
	int error = point_check_flags(&search, problem);

	if (error && plan->may_skip) {
		*problem = (struct problem){ 0 };
		return 0;
	}
	return error ? error : add_search(plan, row, gfp, problem);
}

int plan_searches_add_all(struct plan *plan, struct problem *problem)
{
	const struct words *gfps = &plan->gfps.names;
	int error = 0;

	for (size_t i = 0; i < plan->row_count; i++) {
		for (size_t j = 0; j < gfps->count && !error; j++)
			error = add_checked(plan, plan->rows[i], gfps->words[j], problem);
	}
	if (!error && !plan->search_count)
		error = problem_set(
			problem, EXIT_USAGE, -EOPNOTSUPP,
			"no allocator takes these flags; `allocbench list` shows "
			"what they take");
	return error;
}
