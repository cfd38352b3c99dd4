/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The points of a plan.
 */
#ifndef BENCH_PLAN_POINTS_H
#define BENCH_PLAN_POINTS_H

#include "plan.h"

/**
 * plan_points_add_all() - every combination of the plan's rows and choices, allowed or
 * not
 *
 * Return: 0 or -errno, with a message in @problem; -EINVAL for an option that no
 * combination takes.
 */
int plan_points_add_all(struct plan *plan, const struct wish *wish,
			struct problem *problem);

#endif
