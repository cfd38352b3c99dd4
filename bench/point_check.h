/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the module's texts say about a point, in better words than an errno has.
 */
#ifndef BENCH_POINT_CHECK_H
#define BENCH_POINT_CHECK_H

#include "plan.h"

/**
 * struct point_judge - context of point_check() and point_check_flags()
 */
struct point_judge {
	const struct plan *plan;
	const struct wish *wish;
};

/**
 * point_check() - a judge for plan_sift()
 * @context: a struct point_judge
 */
int point_check(void *context, struct point *point, struct problem *problem);

/**
 * point_check_flags() - only the flags, for searches
 */
int point_check_flags(const struct point *point, struct problem *problem);

#endif
