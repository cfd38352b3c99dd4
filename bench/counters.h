/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The counters of a cell: added up over its rounds, and put into its record.
 */
#ifndef BENCH_COUNTERS_H
#define BENCH_COUNTERS_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "device.h"
#include "point.h"

/* Counters that are not the module's: SLUB's statistics. */
#define COUNTERS_MORE 48

/**
 * struct counters - of all rounds of a cell so far; zeros before the first
 * @rounds: how many
 * @round_count: counters of each round, the first of @items
 * @count:  of @items
 * @items:  change is the sum, error the first that a round had
 */
struct counters {
	uint64_t rounds;
	size_t round_count;
	size_t count;
	struct allocbench_counter items[DEVICE_COUNTER_LIMIT + COUNTERS_MORE];
};

/**
 * counters_add() - one more round
 *
 * Return: 0, or -EPROTO where it has other counters than the rounds before.
 */
int counters_add(struct counters *counters, const struct allocbench_counter *round,
		 size_t count);

/**
 * counters_append() - one more, of all rounds of a part together
 *
 * Where there is one of its name, from the part before, it is added to that.
 */
void counters_append(struct counters *counters, const struct allocbench_counter *counter);

/**
 * counters_put() - the fields "path" and "hardware" of a record
 *
 * Return: 0 or -ENOMEM.
 */
int counters_put(json_t *record, const struct counters *counters,
		 const struct point *point);

#endif
