// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Chooses the other CPUs of patterns. Pure.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kmod/uapi/allocbench.h"
#include "pattern_cpus.h"

static int parse_problem(const char *list, int error, struct problem *problem)
{
	if (error == -ENOMEM)
		return problem_no_memory(problem);
	if (error == -ERANGE)
		return problem_set(problem, EXIT_USAGE, error,
				   "--cpus %.80s: no kernel has a CPU above %d", list,
				   CPU_LIMIT - 1);
	return problem_set(problem, EXIT_USAGE, error,
			   "--cpus \"%.80s\": not a list of CPUs; write 1, 0-3 or 0-3,8",
			   list);
}

static int set_text(struct cpu_choice *choice, struct problem *problem)
{
	choice->text = cpu_list_text(&choice->list);
	if (!choice->text)
		return problem_no_memory(problem);
	if (strlen(choice->text) < ALLOCBENCH_CPUS_LENGTH)
		return 0;
	return problem_set(problem, EXIT_USAGE, -ENAMETOOLONG,
			   "--cpus %.40s...: the list has more than %d characters; name "
			   "fewer ranges",
			   choice->text, ALLOCBENCH_CPUS_LENGTH - 1);
}

static int choose_named(const char *list, struct cpu_choice *choice,
			struct problem *problem)
{
	int error = cpu_list_parse(list, &choice->list);

	return error ? parse_problem(list, error, problem) : set_text(choice, problem);
}

static int copy_list(const struct cpu_list *from, struct cpu_list *to)
{
	to->cpus = calloc(from->count + 1, sizeof(*to->cpus));
	if (!to->cpus)
		return -ENOMEM;
	memcpy(to->cpus, from->cpus, from->count * sizeof(*to->cpus));
	to->count = from->count;
	return 0;
}

/* The next one, or the first after the last; nothing where there is no other. */
static int choose_next(const struct cpu_list *allowed, int own, struct cpu_list *list)
{
	list->cpus = calloc(1, sizeof(*list->cpus));
	if (!list->cpus)
		return -ENOMEM;
	for (size_t i = 0; i < allowed->count; i++) {
		int cpu = allowed->cpus[i];

		if (cpu == own || (list->count && cpu < own))
			continue;
		if (!list->count || (*list->cpus < own && cpu > own))
			*list->cpus = cpu;
		list->count = 1;
	}
	return 0;
}

int pattern_cpus_choose(const char *list, const struct cpu_list *allowed, int own,
			struct pattern_cpus *cpus, struct problem *problem)
{
	int error;

	*cpus = (struct pattern_cpus){ 0 };
	if (list) {
		error = choose_named(list, &cpus->one, problem);
		return error ? error : choose_named(list, &cpus->all, problem);
	}
	if (choose_next(allowed, own, &cpus->one.list) ||
	    copy_list(allowed, &cpus->all.list))
		return problem_no_memory(problem);
	error = set_text(&cpus->one, problem);
	return error ? error : set_text(&cpus->all, problem);
}

/* The module takes it or leaves it; only the default needs to know. */
bool pattern_cpus_takes_one(const char *pattern)
{
	return !strcmp(pattern, "remote");
}

void pattern_cpus_free(struct pattern_cpus *cpus)
{
	cpu_list_free(&cpus->one.list);
	cpu_list_free(&cpus->all.list);
	free(cpus->one.text);
	free(cpus->all.text);
	*cpus = (struct pattern_cpus){ 0 };
}
