/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rows of a module that is none, and a wish that they grant.
 */
#ifndef BENCH_TESTS_PLAN_FIXTURE_H
#define BENCH_TESTS_PLAN_FIXTURE_H

#include "bench/plan.h"

extern struct allocators allocators;
extern struct info info;
extern const struct cpu_list allowed; /* CPUs 3 and 5 */
extern const struct cpu_list only_one; /* CPU 3 */

/* kmalloc of 64 bytes, pairs in task context: tests change what they are about. */
extern const struct wish plain;

/* Of a group of tests. */
int plan_set_up(void **state);
int plan_tear_down(void **state);

/**
 * build() - plan_build() that must not fail
 */
void build(const struct wish *wish, struct plan *plan);

#endif
