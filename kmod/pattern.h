/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Patterns: in which order blocks are allocated and freed, and by whom.
 */
#ifndef ALLOCBENCH_PATTERN_H
#define ALLOCBENCH_PATTERN_H

#include <linux/types.h>

#include "allocator.h"

struct run;

/* In which order a batch is freed. */
enum free_order {
	ORDER_FIFO,
	ORDER_LIFO,
	ORDER_RANDOM,
};

/**
 * struct pattern - one of them
 * @name:      as requests spell it
 * @take:      take @count samples (of crowd, each thread) from the buffer's first on, and
 *             set run->taken
 * @order:     of a batch
 * @takes_set: holds run->set_size blocks
 * @is_cold:   each batch finds the caches empty
 * @cpus:      other CPUs that it takes: PATTERN_NO_CPUS, PATTERN_ONE_CPU, PATTERN_CPUS
 * @touches:   writes to the blocks
 */
struct pattern {
	const char *name;
	void (*take)(struct run *run, u64 count);
	enum free_order order;
	bool takes_set;
	bool is_cold;
	enum { PATTERN_NO_CPUS, PATTERN_ONE_CPU, PATTERN_CPUS } cpus;
	bool touches;
};

/**
 * pattern_at() - a pattern by its place in the table, NULL beyond the last
 */
const struct pattern *pattern_at(unsigned int index);

/**
 * pattern_fits() - can the row be sampled in it?
 */
bool pattern_fits(const struct pattern *pattern, const struct allocator *allocator);

/**
 * pattern_find() - by name, where the row takes it; else NULL
 */
const struct pattern *pattern_find(const char *name, const struct allocator *allocator);

/**
 * pattern_drop_set() - free the standing set that "hold" leaves between runs
 */
void pattern_drop_set(struct run *run);

#endif
