/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The searches for largest blocks that belong to a plan.
 */
#ifndef BENCH_PLAN_SEARCHES_H
#define BENCH_PLAN_SEARCHES_H

#include "plan.h"

/**
 * plan_searches_add_all() - of all rows of the plan, with all flags that it has
 *
 * Return: 0 or -errno, with a message in @problem: flags that a row does not take, where
 * the plan may not skip them.
 */
int plan_searches_add_all(struct plan *plan, struct problem *problem);

#endif
