// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Shuffles and seeds. Pure.
 */
#include "plan_order.h"
#include "random.h"

void plan_shuffle(struct plan *plan, uint64_t seed)
{
	struct random random = { .state = seed };

	for (size_t i = plan->point_count; i > 1; i--) {
		size_t other = random_below(&random, i);
		struct point point = plan->points[i - 1];

		plan->points[i - 1] = plan->points[other];
		plan->points[other] = point;
	}
}

/* Where one block is held at a time there is nothing to choose from. */
void plan_seed(struct plan *plan, uint64_t seed)
{
	for (size_t i = 0; i < plan->point_count; i++) {
		struct point *point = &plan->points[i];
		char text[POINT_TEXT_LENGTH];

		point_print(point, text);
		if (point->set_size)
			point->seed = random_seed_of(seed, text);
	}
}
