/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When a run must be over.
 */
#ifndef BENCH_TIME_LIMIT_H
#define BENCH_TIME_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

/**
 * struct time_limit - a moment of CLOCK_MONOTONIC
 * @end: in seconds; 0 for none
 */
struct time_limit {
	double end;
};

/**
 * time_now() - seconds of CLOCK_MONOTONIC
 */
double time_now(void);

/**
 * time_limit_in() - so many seconds from now; 0 for none
 */
struct time_limit time_limit_in(uint64_t seconds);

bool time_limit_passed(const struct time_limit *limit);

#endif
