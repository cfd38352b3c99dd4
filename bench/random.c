// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * splitmix64, and FNV-1a to make numbers of texts. Pure.
 */
#include "random.h"

#define FNV_OFFSET 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

uint64_t random_next(struct random *random)
{
	uint64_t bits = random->state += 0x9e3779b97f4a7c15u;

	bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9u;
	bits = (bits ^ bits >> 27) * 0x94d049bb133111ebu;
	return bits ^ bits >> 31;
}

/* What lies beyond the last whole multiple would favour the small numbers. */
uint64_t random_below(struct random *random, uint64_t limit)
{
	uint64_t excess = -limit % limit;
	uint64_t bits;

	do {
		bits = random_next(random);
	} while (bits < excess);
	return bits % limit;
}

uint64_t random_seed_of(uint64_t seed, const char *text)
{
	struct random random = { .state = FNV_OFFSET };

	for (; *text; text++)
		random.state = (random.state ^ (unsigned char)*text) * FNV_PRIME;
	random.state ^= random_next(&(struct random){ .state = seed });
	return random_next(&random) >> 1 | 1;
}
