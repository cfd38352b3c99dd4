// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which sizes a row is measured at. Pure.
 */
#include <errno.h>

#include "plan_sizes.h"

int plan_sizes_parse(const char *text, struct plan_sizes *sizes, struct problem *problem)
{
	size_t position = 0;
	int error = size_list_parse(text, &sizes->named, &position);

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

const struct size_list *plan_sizes_of(const struct plan_sizes *sizes,
				      const struct allocator_row *row)
{
	static uint64_t no_size;
	static const struct size_list one = { &no_size, 1 };

	return row->size_means == SIZE_MEANS_NOTHING ? &one : &sizes->named;
}

void plan_sizes_free(struct plan_sizes *sizes)
{
	size_list_free(&sizes->named);
}
