/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One cell, from its warm-up to its last round.
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
 * @spread_ms:   between the parts of a cell; 0: it is taken at once
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
 * @stop:   why sampling ended, a word of results/FORMAT.md
 */
struct measured {
	struct cell cell;
	struct allocbench_reply reply;
	struct counters counters;
	uint64_t warmup;
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
 * measure() - warm up, and sample in rounds
 *
 * Return: 0 (also where the user stopped it after the first sample) or -errno, with a
 * message in @problem; -EINTR where there is no sample. Free with measured_free(), after
 * an error too.
 */
int measure(struct sampler *sampler, const struct point *point,
	    const struct sampling *sampling, struct measured *measured,
	    struct problem *problem);

void measured_free(struct measured *measured);

#endif
