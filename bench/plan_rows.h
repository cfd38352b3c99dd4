/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The allocators of a plan.
 */
#ifndef BENCH_PLAN_ROWS_H
#define BENCH_PLAN_ROWS_H

#include "plan.h"

/**
 * plan_rows_choose() - fill plan->rows from plan->allocators
 * @wish:      with skip_refused a row that this kernel does not have is left out
 * @is_search: rows that have a largest block
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int plan_rows_choose(struct plan *plan, const struct allocators *allocators,
		     const struct wish *wish, bool is_search, struct problem *problem);

#endif
