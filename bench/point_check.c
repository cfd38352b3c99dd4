// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Judges points by the rows that the module has told. Pure.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cell.h"
#include "kmod/uapi/allocbench.h"
#include "point_check.h"

#define SEE_LIST "`allocbench list` shows what it takes"

static bool has_word(const struct words *words, const char *word)
{
	return words_contain(words, word, strlen(word));
}

static int check_word(const struct words *words, const struct words *none,
		      const char *kind, const char *word, struct problem *problem)
{
	if (!has_word(words, word))
		return problem_set(problem, EXIT_USAGE, -EOPNOTSUPP,
				   "the allocator does not take the %s %.40s; " SEE_LIST,
				   kind, word);
	if (!has_word(none, word))
		return problem_set(
			problem, EXIT_USAGE, -EOPNOTSUPP,
			"the clock's own cost cannot be measured there: the row "
			"none does not take the %s %.40s",
			kind, word);
	return 0;
}

int point_check_flags(const struct point *point, struct problem *problem)
{
	const struct words *flags = &point->row->flags;
	const char *flag = point->gfp;

	if (strlen(flag) >= ALLOCBENCH_FLAGS_LENGTH)
		return problem_set(problem, EXIT_USAGE, -ENAMETOOLONG,
				   "--gfp: the flags are too long; name fewer");
	/* A row without a flags argument takes any wish: it gets none of them. */
	while (flags->count) {
		size_t length = strcspn(flag, "|");

		if (!words_contain(flags, flag, length))
			return problem_set(problem, EXIT_USAGE, -EOPNOTSUPP,
					   "--gfp: %s does not take \"%.*s\" on this "
					   "kernel; " SEE_LIST,
					   point->row->name, (int)length, flag);
		if (!flag[length])
			break;
		flag += length + 1;
	}
	return 0;
}

static int check_size(const struct point *point, const struct wish *wish,
		      struct problem *problem)
{
	const struct allocator_row *row = point->row;

	if (point->size < row->smallest || point->size > row->largest)
		return problem_set(problem, EXIT_USAGE, -ERANGE,
				   "it takes sizes from %" PRIu64 " to %" PRIu64
				   " %s; change --sizes or --alloc",
				   row->smallest, row->largest,
				   size_means_name(row->size_means));
	if (row->size_means == SIZE_MEANS_BYTES && point->size > wish->budget)
		return problem_set(problem, EXIT_USAGE, -E2BIG,
				   "it is beyond the budget of %" PRIu64
				   " bytes; raise --budget, or change --sizes",
				   wish->budget);
	return 0;
}

static int check_cpus(const struct point_judge *judge, const struct point *point,
		      struct problem *problem)
{
	const struct wish *wish = judge->wish;

	if (!info_list_has(wish->info->pattern_cpus, point->pattern))
		return 0;
	if (!point->crowd &&
	    cpu_list_contains(&judge->plan->cpus.one.list, wish->own_cpu))
		return problem_set(
			problem, EXIT_USAGE, -EINVAL,
			"CPU %d is the driver's own, not another; change --cpus "
			"or --cpu",
			wish->own_cpu);
	if (*point->cpus)
		return 0;
	return problem_set(problem, EXIT_USAGE, -EOPNOTSUPP,
			   "it needs a second CPU, and CPU %d is the only one that the "
			   "driver may run on",
			   wish->own_cpu);
}

static int check_buffer(const struct point *point, const struct wish *wish,
			struct problem *problem)
{
	uint64_t most = wish->info->buffer_limit / ALLOCBENCH_SAMPLE_BYTES;

	if (point_buffer_need(point, 1) <= most)
		return 0;
	return problem_set(problem, EXIT_USAGE, -ENOSPC,
			   "the module keeps %" PRIu64
			   " samples and blocks at most; ask for "
			   "a smaller --set, --bulk or --cpus",
			   most);
}

static int check_trace(const struct point *point, const struct wish *wish,
		       struct problem *problem)
{
	uint64_t rows = wish->trace * point_threads(point);

	if (rows > CELL_TRACE_LIMIT)
		return problem_set(
			problem, EXIT_USAGE, -E2BIG,
			"--raw would keep the order of up to %" PRIu64
			" samples, and a record has room for %d; ask for fewer "
			"--samples or --max-samples",
			rows, CELL_TRACE_LIMIT);
	if (wish->trace > CELL_TRACE_LENGTH && rows * CELL_TRACE_BYTES > wish->budget)
		return problem_set(problem, EXIT_USAGE, -E2BIG,
				   "--raw would take up to %" PRIu64
				   " bytes in the driver, beyond the budget of %" PRIu64
				   "; ask for fewer --samples or --max-samples, or raise "
				   "--budget",
				   rows * CELL_TRACE_BYTES, wish->budget);
	return 0;
}

int point_check(void *context, struct point *point, struct problem *problem)
{
	const struct point_judge *judge = context;
	const struct allocator_row *row = point->row;
	const struct allocator_row *none = judge->plan->none;
	int error;

	error = check_word(&row->patterns, &none->patterns, "pattern", point->pattern,
			   problem);
	if (!error)
		error = check_word(&row->contexts, &none->contexts, "context",
				   point->context, problem);
	if (!error)
		error = point_check_flags(point, problem);
	if (!error)
		error = check_size(point, judge->wish, problem);
	if (!error)
		error = check_cpus(judge, point, problem);
	if (!error)
		error = check_trace(point, judge->wish, problem);
	return error ? error : check_buffer(point, judge->wish, problem);
}
