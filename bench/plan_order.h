/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of a plan's points, and what they draw at random.
 */
#ifndef BENCH_PLAN_ORDER_H
#define BENCH_PLAN_ORDER_H

#include "plan.h"

/**
 * plan_shuffle() - bring the points into an order that only the seed decides
 *
 * Every order is as likely as any other (Fisher and Yates).
 */
void plan_shuffle(struct plan *plan, uint64_t seed);

/**
 * plan_seed() - give each point that holds a set a seed of its own
 *
 * It follows from the plan's seed and from what the point is, not from its place.
 */
void plan_seed(struct plan *plan, uint64_t seed);

#endif
