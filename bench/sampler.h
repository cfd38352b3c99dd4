/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Samples of one point after another, from one open device into one buffer.
 */
#ifndef BENCH_SAMPLER_H
#define BENCH_SAMPLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "device.h"
#include "point.h"

/**
 * struct sampler - the device, the buffer, and what the last request gave
 * @device:   open from sampler_open() to sampler_close()
 * @capacity: samples that the module's buffer and ours hold
 * @budget:   bytes that a request may hold
 * @reply:    of the last request
 * @samples:  reply.sample_count of them
 * @counters: reply.counter_count of them
 */
struct sampler {
	struct device device;
	uint64_t capacity;
	uint64_t budget;
	struct allocbench_reply reply;
	struct allocbench_sample *samples;
	struct allocbench_counter counters[DEVICE_COUNTER_LIMIT];
};

/**
 * struct sampling_round - one request of a cell
 * @count:     samples to take; of a crowd, each thread
 * @warmup:    samples to forget before
 * @continues: go on with the cell of the round before; else it begins with allocators
 *             that are settled
 */
struct sampling_round {
	uint64_t count;
	uint64_t warmup;
	bool continues;
};

/**
 * sampler_open() - open the device, for rounds that need at most @capacity samples
 *
 * The buffer is touched here: no page fault comes between two cells.
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int sampler_open(struct sampler *sampler, uint64_t capacity, uint64_t budget,
		 struct problem *problem);

/**
 * sampler_close() - free the buffers, here and in the module; no harm where closed
 */
void sampler_close(struct sampler *sampler);

/**
 * sampler_check() - would the module take samples of a point? Nothing is measured.
 * @round: the largest one
 *
 * Return: 0 or -errno; the message says the cause and the way out, not the point.
 */
int sampler_check(struct sampler *sampler, const struct point *point,
		  const struct sampling_round *round, struct problem *problem);

/**
 * sampler_take() - take samples of a point
 *
 * Where a signal that asks nobody to stop (SIGTSTP and SIGCONT) cut the samples short,
 * they are taken again; where the user asks to stop, they are fewer, and
 * sampler_interrupted().
 *
 * Return: 0 or -errno, with a message in @problem; -EINTR where there is no sample.
 */
int sampler_take(struct sampler *sampler, const struct point *point,
		 const struct sampling_round *round, struct problem *problem);

/**
 * sampler_interrupted() - has the last sampler_take() fewer samples than asked for?
 */
bool sampler_interrupted(const struct sampler *sampler);

/**
 * sampler_probe() - one attempt at a size that may not work
 * @worked: did it?
 *
 * Return: as sampler_take(); -E2BIG where it is beyond the budget, -ERANGE where it is
 * beyond what an address can say.
 */
int sampler_probe(struct sampler *sampler, const struct point *point, bool *worked,
		  struct problem *problem);

#endif
