/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists of CPUs as the kernel writes them: "0-3,8".
 */
#ifndef BENCH_CPU_LIST_H
#define BENCH_CPU_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* More CPUs than any kernel is built for. */
#define CPU_LIMIT 8192

/**
 * struct cpu_list - CPUs, ascending, each once
 */
struct cpu_list {
	int *cpus;
	size_t count;
};

/**
 * cpu_list_parse() - numbers and ranges, joined by commas, in any order
 *
 * Return: 0, -EINVAL (not a list, an empty one, a range that runs backwards), -ERANGE (a
 * CPU from CPU_LIMIT on) or -ENOMEM. Free with cpu_list_free().
 */
int cpu_list_parse(const char *text, struct cpu_list *list);

/**
 * cpu_list_allowed() - the CPUs that this process may run on: all of them are online
 *
 * Return: 0 or -errno.
 */
int cpu_list_allowed(struct cpu_list *list);

bool cpu_list_contains(const struct cpu_list *list, int cpu);

/**
 * cpu_list_text() - the shortest text: "0-3,8"
 *
 * Return: the text, which the caller frees, or NULL without memory.
 */
char *cpu_list_text(const struct cpu_list *list);

void cpu_list_free(struct cpu_list *list);

#endif
