/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The other CPUs of a pattern: those that were asked for, or its own choice.
 */
#ifndef BENCH_PATTERN_CPUS_H
#define BENCH_PATTERN_CPUS_H

#include "cpu_list.h"
#include "problem.h"

/**
 * struct cpu_choice - CPUs, and the text of a request
 * @text: "" where there are none
 */
struct cpu_choice {
	struct cpu_list list;
	char *text;
};

/**
 * struct pattern_cpus - the CPUs of each pattern that takes some
 * @one: of a pattern that takes one: the next one after the driver's own
 * @all: of other patterns: all that the driver may run on
 */
struct pattern_cpus {
	struct cpu_choice one;
	struct cpu_choice all;
};

/**
 * pattern_cpus_choose() - find them
 * @list:    what --cpus says, for all patterns; NULL for their own choice
 * @allowed: CPUs that the driver may run on
 * @own:     the CPU that it runs on
 *
 * Return: 0 or -errno, with a message in @problem. Free with pattern_cpus_free(), after
 * an error too.
 */
int pattern_cpus_choose(const char *list, const struct cpu_list *allowed, int own,
			struct pattern_cpus *cpus, struct problem *problem);

/**
 * pattern_cpus_takes_one() - does a pattern that takes CPUs take one, and not a crowd?
 */
bool pattern_cpus_takes_one(const char *pattern);

void pattern_cpus_free(struct pattern_cpus *cpus);

#endif
