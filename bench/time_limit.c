// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that asks how late it is while a run is under way.
 */
#include <time.h>

#include "time_limit.h"

double time_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

struct time_limit time_limit_in(uint64_t seconds)
{
	return (struct time_limit){ seconds ? time_now() + seconds : 0 };
}

bool time_limit_passed(const struct time_limit *limit)
{
	return limit->end && time_now() >= limit->end;
}
