/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The samples of the fake module: a formula.
 */
#ifndef BENCH_TESTS_FAKE_SAMPLES_H
#define BENCH_TESTS_FAKE_SAMPLES_H

#include "fake_request.h"

/**
 * struct fake_moment - when a sample is taken
 * @request: how many requests there have been, this one included
 * @place:   of the sample in its request, or of a crowd in its thread
 * @cpu:     on which CPU
 */
struct fake_moment {
	unsigned int request;
	uint64_t place;
	uint32_t cpu;
};

/**
 * fake_sample() - one sample
 */
struct allocbench_sample fake_sample(const struct allocbench_request *request,
				     const struct allocator_row *row,
				     const struct fake_moment *moment);

#endif
