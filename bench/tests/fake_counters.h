/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The counters of the fake module: a table.
 */
#ifndef BENCH_TESTS_FAKE_COUNTERS_H
#define BENCH_TESTS_FAKE_COUNTERS_H

#include <stdint.h>

#include "kmod/uapi/allocbench.h"

/* More than a driver takes. */
#define FAKE_COUNTER_LIMIT 96

/**
 * fake_counters() - what changed in a request
 * @number:       of the request
 * @sample_count: that it gave
 * @counters:     room for FAKE_COUNTER_LIMIT
 *
 * Return: how many there are.
 */
uint32_t fake_counters(const struct allocbench_request *request, unsigned int number,
		       uint64_t sample_count, struct allocbench_counter *counters);

#endif
