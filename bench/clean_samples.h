/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Undisturbed samples, counted.
 */
#ifndef BENCH_CLEAN_SAMPLES_H
#define BENCH_CLEAN_SAMPLES_H

#include <stddef.h>

#include "kmod/uapi/allocbench.h"
#include "results/histogram.h"

/**
 * enum side - what is timed in a sample
 * @SIDE_FAILED: the allocating call, where it failed: the others are of those that did not
 */
enum side {
	SIDE_ALLOC,
	SIDE_FREE,
	SIDE_TOUCH,
	SIDE_FAILED,
};

/**
 * clean_samples_add() - count one side of the samples that nothing disturbed
 *
 * Return: 0 or -ENOMEM.
 */
int clean_samples_add(struct histogram *histogram, enum side side,
		      const struct allocbench_sample *samples, size_t sample_count);

#endif
