/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One cell, from its warm-up to its last round, as a whole or in parts.
 */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "cell.h"
#include "counters.h"
#include "sampler.h"
#include "time_limit.h"

/* sampling.warmup: rounds of samples until two agree */
#define WARMUP_UNTIL_STEADY UINT64_MAX

/* Samples of a request, of all threads: a signal loses no more. */
#define MEASURE_LONGEST_ROUND 16384

/**
 * struct sampling - how a cell is sampled
 * @samples:     a cell's; 0 until the median is known well enough
 * @most:        where the precision decides
 * @warmup:      samples to forget before, or WARMUP_UNTIL_STEADY
 * @part_count:  of a cell, whose samples are taken in turns with other cells'; 1: at once
 * @spread_ms:   from one part of a cell to the next
 * @trace_limit: keep the order of so many
 * @buffer_limit: bytes for the module's samples
 * @time_limit:  no round begins after it
 * @has_slub_stats:  slub_stats_exist()
 * @kmalloc_classes: as in struct info, for SLUB's statistics
 */
struct sampling {
	uint64_t samples;
	uint64_t most;
	uint64_t warmup;
	unsigned part_count;
	uint64_t spread_ms;
	size_t trace_limit;
	uint64_t buffer_limit;
	struct time_limit time_limit;
	bool has_slub_stats;
	const char *kmalloc_classes;
};

/**
 * struct measured - what came out
 * @reply:  of all rounds together
 * @counters: likewise
 * @warmup: samples that were forgotten
 * @part_count: of its parts, so far
 * @stop:   why sampling ended, a word of results/FORMAT.md
 */
struct measured {
	struct cell cell;
	struct allocbench_reply reply;
	struct counters counters;
	uint64_t warmup;
	unsigned part_count;
	const char *stop;
};

/**
 * measure_longest_round() - samples that one request for a point takes at most, of a
 * crowd each thread
 */
uint64_t measure_longest_round(const struct sampling *sampling,
			       const struct point *point);

/**
 * measure_least_samples(), measure_most_samples() - what a cell takes
 */
uint64_t measure_least_samples(const struct sampling *sampling);
uint64_t measure_most_samples(const struct sampling *sampling);

/**
 * measure_least_warmup(), measure_most_warmup() - what is forgotten before
 */
uint64_t measure_least_warmup(const struct sampling *sampling);
uint64_t measure_most_warmup(const struct sampling *sampling);

/**
 * measure_begin() - nothing measured yet
 *
 * Return: 0 or -errno, with a message in @problem. Free with measured_free(), after an
 * error too.
 */
int measure_begin(const struct point *point, const struct sampling *sampling,
		  struct measured *measured, struct problem *problem);

/**
 * measure_part() - warm up, and sample in rounds
 * @part: from 0 to sampling->part_count - 1, in their order
 *
 * Return: 0 (also where the user stopped it after the cell's first sample) or -errno, with
 * a message in @problem; -EINTR where the cell has no sample.
 */
int measure_part(struct sampler *sampler, const struct point *point,
		 const struct sampling *sampling, unsigned part,
		 struct measured *measured, struct problem *problem);

/**
 * measure_end() - no part follows
 */
void measure_end(struct measured *measured);

void measured_free(struct measured *measured);

#endif
