// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From names to rows. Pure.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "calibration.h"
#include "plan_rows.h"

#define SEE_LIST "`allocbench list` shows what there is"

static int append_row(struct plan *plan, const struct allocator_row *row,
		      struct problem *problem)
{
	const struct allocator_row **grown =
		reallocarray(plan->rows, plan->row_count + 1, sizeof(*grown));

	if (!grown)
		return problem_no_memory(problem);
	plan->rows = grown;
	grown[plan->row_count++] = row;
	return 0;
}

/* Named by the user, so that leaving it out in silence would be wrong. */
static int check_row(const struct allocator_row *row, const char *name, bool is_search,
		     struct problem *problem)
{
	if (!row)
		return problem_set(problem, EXIT_USAGE, -ENOENT,
				   "--alloc: no allocator %.40s; " SEE_LIST, name);
	if (row->absent)
		return problem_set(
			problem, EXIT_USAGE, -EOPNOTSUPP,
			"--alloc: this kernel does not have %s: %s; measure it "
			"on a kernel that has it, or leave it out",
			row->name, row->absent);
	if (is_search && !row->probe)
		return problem_set(problem, EXIT_USAGE, -EOPNOTSUPP,
				   "--alloc: %s has no largest block to search; "
				   "`allocbench list` shows which have",
				   row->name);
	return 0;
}

static int leave_out(struct plan *plan, const struct allocator_row *row,
		     struct problem *problem)
{
	struct point point = point_plain(row, 0, "");

	return plan_refuse(plan, &point, row->absent, problem);
}

static int choose_named(struct plan *plan, const struct allocators *allocators,
			const struct wish *wish, bool is_search, struct problem *problem)
{
	const struct words *names = &plan->allocators.names;
	int error = 0;

	for (size_t i = 0; i < names->count && !error; i++) {
		const char *name = names->words[i];
		const struct allocator_row *row = allocators_find(allocators, name);

		if (row && row->absent && wish->skip_refused) {
			error = leave_out(plan, row, problem);
			continue;
		}
		error = check_row(row, name, is_search, problem);
		if (!error)
			error = append_row(plan, row, problem);
	}
	return error;
}

static bool is_taken(const struct allocator_row *row, bool is_search)
{
	if (row->absent || calibration_is_clock(row))
		return false;
	return row->probe || !is_search;
}

static int choose_all(struct plan *plan, const struct allocators *allocators,
		      bool is_search, struct problem *problem)
{
	int error = 0;

	for (size_t i = 0; i < allocators->count && !error; i++) {
		if (is_taken(&allocators->rows[i], is_search))
			error = append_row(plan, &allocators->rows[i], problem);
	}
	return error;
}

int plan_rows_choose(struct plan *plan, const struct allocators *allocators,
		     const struct wish *wish, bool is_search, struct problem *problem)
{
	if (plan->allocators.is_all)
		return choose_all(plan, allocators, is_search, problem);
	return choose_named(plan, allocators, wish, is_search, problem);
}
