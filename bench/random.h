/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random numbers that are the same on every machine: splitmix64 (Steele, Lea, Flood
 * 2014), whose whole state is the seed.
 */
#ifndef BENCH_RANDOM_H
#define BENCH_RANDOM_H

#include <stdint.h>

/**
 * struct random - a sequence
 * @state: the seed, to begin with
 */
struct random {
	uint64_t state;
};

/**
 * random_next() - the next 64 bits
 */
uint64_t random_next(struct random *random);

/**
 * random_below() - a number from 0 to @limit - 1, each as likely as any other
 * @limit: at least 1
 */
uint64_t random_below(struct random *random, uint64_t limit);

/**
 * random_seed_of() - a seed of its own for each text: 1 to 2^63 - 1, which JSON holds
 */
uint64_t random_seed_of(uint64_t seed, const char *text);

#endif
