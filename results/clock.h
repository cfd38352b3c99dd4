/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The clocks that a result can have, what they count, and which may be compared.
 */
#ifndef RESULTS_CLOCK_H
#define RESULTS_CLOCK_H

#include <stdbool.h>

/**
 * enum clock_kind - what the numbers of a result count
 * @CLOCK_EMULATED: a TSC under plain emulation: the numbers mean nothing
 * @CLOCK_TSC:      TSC ticks on hardware or passed through by a hypervisor
 * @CLOCK_ICOUNT:   guest instructions, one tick each
 * @CLOCK_UML:      the host's TSC inside user-mode Linux
 */
enum clock_kind {
	CLOCK_EMULATED,
	CLOCK_TSC,
	CLOCK_ICOUNT,
	CLOCK_UML,
};

/**
 * clock_from_name() - the clock that a record names
 *
 * Return: 0 or -EINVAL.
 */
int clock_from_name(const char *name, enum clock_kind *clock);

const char *clock_name(enum clock_kind clock);

/**
 * clock_unit() - what to write beside a number: "instructions", "TSC ticks"
 */
const char *clock_unit(enum clock_kind clock);

/**
 * clock_is_meaningful() - may its numbers stand in a table or a comparison?
 */
bool clock_is_meaningful(enum clock_kind clock);

/**
 * clock_may_compare() - may numbers of these two clocks stand against each other?
 */
bool clock_may_compare(enum clock_kind one, enum clock_kind other);

#endif
