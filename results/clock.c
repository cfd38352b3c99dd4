// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of clocks. */
#include "results/clock.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const struct {
	const char *name;
	const char *unit;
	bool is_meaningful;
} clocks[] = {
	[CLOCK_EMULATED] = { "emulated", "emulated ticks", false },
	[CLOCK_TSC]      = { "tsc",      "TSC ticks",      true },
	[CLOCK_ICOUNT]   = { "icount",   "instructions",   true },
	[CLOCK_UML]      = { "uml",      "host TSC ticks", true },
};

#define CLOCK_COUNT (sizeof(clocks) / sizeof(clocks[0]))

int clock_from_name(const char *name, enum clock_kind *clock)
{
	for (size_t i = 0; i < CLOCK_COUNT; i++) {
		if (strcmp(name, clocks[i].name) == 0) {
			*clock = (enum clock_kind)i;
			return 0;
		}
	}
	return -EINVAL;
}

const char *clock_name(enum clock_kind clock)
{
	return clocks[clock].name;
}

const char *clock_unit(enum clock_kind clock)
{
	return clocks[clock].unit;
}

bool clock_is_meaningful(enum clock_kind clock)
{
	return clocks[clock].is_meaningful;
}

bool clock_may_compare(enum clock_kind one, enum clock_kind other)
{
	return one == other && clocks[one].is_meaningful;
}
