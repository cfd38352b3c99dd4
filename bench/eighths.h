/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a cell's cost moves while it is measured: medians of eight successive parts, of
 * samples whose number is not known before.
 */
#ifndef BENCH_EIGHTHS_H
#define BENCH_EIGHTHS_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "kmod/uapi/allocbench.h"
#include "results/histogram.h"

#define EIGHTHS_COUNT 8

/* At least half of them are in use: an eighth is made of 8 to 16. */
#define EIGHTHS_STRETCHES (16 * EIGHTHS_COUNT)

/**
 * struct eighths - successive stretches of samples, of the same length but for the last
 * @stretches: their undisturbed samples, @count of them; @seen samples of any kind were
 *             given to the last one
 * @length:    samples of a stretch, doubled whenever there are too many stretches
 */
struct eighths {
	struct stretch {
		struct histogram alloc;
		struct histogram free;
	} stretches[EIGHTHS_STRETCHES];
	size_t count;
	uint64_t seen;
	uint64_t length;
};

/**
 * eighths_add() - the next samples
 *
 * Return: 0 or -ENOMEM.
 */
int eighths_add(struct eighths *eighths, const struct allocbench_sample *samples,
		size_t sample_count);

/**
 * eighths_array() - [[alloc, free], ...]: medians, null for a part without an undisturbed
 * sample
 *
 * Exact eighths of up to EIGHTHS_STRETCHES samples, and of a power of two of them; else
 * each begins within 1/16 of its length.
 *
 * Return: a new reference, or NULL without memory.
 */
json_t *eighths_array(const struct eighths *eighths);

void eighths_free(struct eighths *eighths);

#endif
