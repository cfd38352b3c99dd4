// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From wishes to points. Pure: no file, no device.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "kmod/uapi/allocbench.h"
#include "plan.h"
#include "results/size.h"

#define SEE_LIST "`allocbench list` shows what there is"

struct point plan_point(const struct allocator_row *row, uint64_t size, const char *gfp)
{
	return (struct point){
		.row = row,
		.size = size,
		.gfp = row->flags.count ? gfp : "",
		.pattern = "pair",
		.context = "task",
	};
}

/* A row without a flags argument takes any wish: it gets none of them. */
static int check_flags(const struct allocator_row *row, const char *gfp,
		       struct problem *problem)
{
	const char *flag = gfp;

	if (strlen(gfp) >= ALLOCBENCH_FLAGS_LENGTH)
		return problem_set(problem, EXIT_USAGE, -ENAMETOOLONG,
				   "--gfp: the list of flags is too long; name fewer");
	while (row->flags.count) {
		size_t length = strcspn(flag, "|");

		if (!words_contain(&row->flags, flag, length))
			return problem_set(problem, EXIT_USAGE, -EOPNOTSUPP,
					   "--gfp: %s does not take \"%.*s\" on this "
					   "kernel; " SEE_LIST,
					   row->name, (int)length, flag);
		if (!flag[length])
			break;
		flag += length + 1;
	}
	return 0;
}

static int check_size(const struct allocator_row *row, uint64_t size,
		      const struct wish *wish, struct problem *problem)
{
	if (size < row->smallest || size > row->largest)
		return problem_set(problem, EXIT_USAGE, -ERANGE,
				   "%s takes sizes from %" PRIu64 " to %" PRIu64
				   " %s, not %" PRIu64 "; change --sizes or --alloc",
				   row->name, row->smallest, row->largest,
				   size_means_name(row->size_means), size);
	if (row->size_means == SIZE_MEANS_BYTES && size > wish->budget)
		return problem_set(problem, EXIT_USAGE, -E2BIG,
				   "%s of %" PRIu64
				   " bytes is beyond the budget of %" PRIu64
				   " bytes; raise --budget, or change --sizes",
				   row->name, size, wish->budget);
	return 0;
}

static int check_samples(const struct wish *wish, struct problem *problem)
{
	uint64_t most = wish->buffer_limit / sizeof(struct allocbench_sample);

	if (wish->samples <= most)
		return 0;
	return problem_set(problem, EXIT_USAGE, -ENOSPC,
			   "--samples %" PRIu64 ": the module keeps %" PRIu64
			   " samples at most; ask for fewer",
			   wish->samples, most);
}

static int append_row(struct plan *plan, const struct allocator_row *row,
		      struct problem *problem)
{
	const struct allocator_row **grown;

	for (size_t i = 0; i < plan->row_count; i++) {
		if (plan->rows[i] == row)
			return problem_set(problem, EXIT_USAGE, -EINVAL,
					   "--alloc: %s is named twice; name it once",
					   row->name);
	}
	grown = realloc(plan->rows, (plan->row_count + 1) * sizeof(*grown));
	if (!grown)
		return problem_no_memory(problem);
	plan->rows = grown;
	grown[plan->row_count++] = row;
	return 0;
}

static int choose_named(const struct allocators *allocators, const char *list,
			struct plan *plan, struct problem *problem)
{
	struct words names;
	int error;

	error = words_split(list, ',', &names);
	if (error == -ENOMEM)
		return problem_no_memory(problem);
	if (error || !names.count)
		return problem_set(
			problem, EXIT_USAGE, -EINVAL,
			"--alloc \"%.80s\": a name is missing; join names by single "
			"commas",
			list);
	for (size_t i = 0; i < names.count && !error; i++) {
		const char *name = names.words[i];
		const struct allocator_row *row = allocators_find(allocators, name);

		error = row ? append_row(plan, row, problem)
			    : problem_set(problem, EXIT_USAGE, -ENOENT,
					  "--alloc: no allocator %.40s; " SEE_LIST, name);
	}
	words_free(&names);
	return error;
}

static int choose_probed(const struct allocators *allocators, struct plan *plan,
			 struct problem *problem)
{
	int error = 0;

	for (size_t i = 0; i < allocators->count && !error; i++) {
		if (allocators->rows[i].probe)
			error = append_row(plan, &allocators->rows[i], problem);
	}
	return error;
}

int plan_choose_rows(const struct allocators *allocators, const struct wish *wish,
		     struct plan *plan, struct problem *problem)
{
	int error;

	*plan = (struct plan){ 0 };
	if (wish->allocators)
		error = choose_named(allocators, wish->allocators, plan, problem);
	else
		error = choose_probed(allocators, plan, problem);
	for (size_t i = 0; i < plan->row_count && !error; i++)
		error = check_flags(plan->rows[i], wish->gfp, problem);
	if (error)
		plan_free(plan);
	return error;
}

static int append_points(struct plan *plan, const struct allocator_row *row,
			 const struct size_list *sizes, const struct wish *wish,
			 struct problem *problem)
{
	static uint64_t no_size;
	static const struct size_list one = { &no_size, 1 };

	if (row->size_means == SIZE_MEANS_NOTHING)
		sizes = &one;
	for (size_t i = 0; i < sizes->count; i++) {
		int error = check_size(row, sizes->sizes[i], wish, problem);

		if (error)
			return error;
		plan->points[plan->point_count++] =
			plan_point(row, sizes->sizes[i], wish->gfp);
	}
	return 0;
}

static int build_points(struct plan *plan, const struct size_list *sizes,
			const struct wish *wish, struct problem *problem)
{
	int error = 0;

	plan->points =
		calloc(plan->row_count * (sizes->count + 1), sizeof(*plan->points));
	if (!plan->points)
		return problem_no_memory(problem);
	for (size_t i = 0; i < plan->row_count && !error; i++)
		error = append_points(plan, plan->rows[i], sizes, wish, problem);
	return error;
}

static int parse_sizes(const char *text, struct size_list *sizes, struct problem *problem)
{
	size_t position = 0;
	int error = size_list_parse(text, sizes, &position);

	if (error == -ENOMEM)
		return problem_no_memory(problem);
	if (error == -E2BIG)
		return problem_set(problem, EXIT_USAGE, error,
				   "--sizes: more than %d sizes; take larger steps",
				   SIZE_LIST_LIMIT);
	if (error)
		return problem_set(
			problem, EXIT_USAGE, error,
			"--sizes: \"%.80s\": not a size or a range; write 4096, 64K, "
			"8..4MiB*2 or 4096..65536+4096, joined by commas",
			text + position);
	return 0;
}

int plan_build(const struct allocators *allocators, const struct wish *wish,
	       struct plan *plan, struct problem *problem)
{
	struct size_list sizes = { 0 };
	int error;

	error = plan_choose_rows(allocators, wish, plan, problem);
	if (!error)
		error = check_samples(wish, problem);
	if (!error)
		error = parse_sizes(wish->sizes, &sizes, problem);
	if (!error)
		error = build_points(plan, &sizes, wish, problem);
	size_list_free(&sizes);
	if (error)
		plan_free(plan);
	return error;
}

void plan_free(struct plan *plan)
{
	free(plan->points);
	free(plan->rows);
	*plan = (struct plan){ 0 };
}
