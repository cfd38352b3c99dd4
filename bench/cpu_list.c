// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads and writes lists of CPUs.
 */
#include <ctype.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cpu_list.h"

/* One CPU; moves @text behind it. */
static int parse_cpu(const char **text, int *cpu)
{
	long number = 0;

	if (!isdigit((unsigned char)**text))
		return -EINVAL;
	while (isdigit((unsigned char)**text)) {
		number = number * 10 + *(*text)++ - '0';
		if (number >= CPU_LIMIT)
			return -ERANGE;
	}
	*cpu = number;
	return 0;
}

/* "3" or "0-3", up to a comma or the end. */
static int parse_range(const char **text, bool *is_chosen)
{
	int first, last;
	int error = parse_cpu(text, &first);

	if (error)
		return error;
	last = first;
	if (**text == '-') {
		++*text;
		error = parse_cpu(text, &last);
	}
	if (!error && (last < first || (**text && **text != ',')))
		error = -EINVAL;
	for (int cpu = first; cpu <= last && !error; cpu++)
		is_chosen[cpu] = true;
	return error;
}

static int list_of(const bool *is_chosen, struct cpu_list *list)
{
	*list = (struct cpu_list){ .cpus = calloc(CPU_LIMIT, sizeof(*list->cpus)) };
	if (!list->cpus)
		return -ENOMEM;
	for (int cpu = 0; cpu < CPU_LIMIT; cpu++) {
		if (is_chosen[cpu])
			list->cpus[list->count++] = cpu;
	}
	return 0;
}

int cpu_list_parse(const char *text, struct cpu_list *list)
{
	bool is_chosen[CPU_LIMIT] = { false };
	int error;

	*list = (struct cpu_list){ 0 };
	do {
		error = parse_range(&text, is_chosen);
	} while (!error && *text++);
	return error ? error : list_of(is_chosen, list);
}

int cpu_list_allowed(struct cpu_list *list)
{
	bool is_chosen[CPU_LIMIT] = { false };
	size_t size = CPU_ALLOC_SIZE(CPU_LIMIT);
	cpu_set_t *set = CPU_ALLOC(CPU_LIMIT);
	int error;

	*list = (struct cpu_list){ 0 };
	if (!set)
		return -ENOMEM;
	error = sched_getaffinity(0, size, set) ? -errno : 0;
	for (int cpu = 0; cpu < CPU_LIMIT && !error; cpu++)
		is_chosen[cpu] = CPU_ISSET_S(cpu, size, set);
	CPU_FREE(set);
	return error ? error : list_of(is_chosen, list);
}

bool cpu_list_contains(const struct cpu_list *list, int cpu)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->cpus[i] == cpu)
			return true;
	}
	return false;
}

char *cpu_list_text(const struct cpu_list *list)
{
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);

	if (!stream)
		return NULL;
	for (size_t i = 0; i < list->count; i++) {
		size_t last = i;

		while (last + 1 < list->count &&
		       list->cpus[last + 1] == list->cpus[last] + 1)
			last++;
		fprintf(stream, "%s%d", i ? "," : "", list->cpus[i]);
		if (last > i)
			fprintf(stream, "-%d", list->cpus[last]);
		i = last;
	}
	fclose(stream);
	return text;
}

void cpu_list_free(struct cpu_list *list)
{
	free(list->cpus);
	*list = (struct cpu_list){ 0 };
}
