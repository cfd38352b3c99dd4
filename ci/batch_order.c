// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The order of a batch's boots, and their perturbations. Pure.
 */
#include "batch.h"

/* Marsaglia's xorshift: short, and the same everywhere. Never 0. */
static uint32_t random_next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void shuffle(struct batch_boot *round, size_t count, uint32_t *state)
{
	for (size_t left = count; left > 1; left--) {
		size_t chosen = random_next(state) % left;
		struct batch_boot last = round[left - 1];

		round[left - 1] = round[chosen];
		round[chosen] = last;
	}
}

void batch_order(const struct batch *batch, uint32_t first, struct batch_boot *boots)
{
	uint32_t state = batch->seed;

	for (unsigned number = 1; number <= batch->boots_each; number++) {
		struct batch_boot *round = boots + (number - 1) * batch->side_count;

		for (size_t side = 0; side < batch->side_count; side++)
			round[side] = (struct batch_boot){
				.side = side,
				.number = number,
				.perturb = ++first,
			};
		if (batch->seed)
			shuffle(round, batch->side_count, &state);
	}
}
