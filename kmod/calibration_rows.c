// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows "none" and "ruler": what the clock costs, and what it resolves.
 */
#include "rows.h"

/*
 * A function of ADDS dependent one-cycle adds, called as the allocators are. "none" has a
 * body of its own text, or the compiler would fold it and the ruler of 0 adds into one.
 */
#define BODY(name, adds)							\
	static noinline notrace unsigned long name##_body(unsigned long value)	\
	{									\
		asm volatile("# " #name "\n\t.rept " #adds "\n\t"		\
			     "add $1, %0\n\t.endr" : "+r" (value));		\
		return value;							\
	}									\
	SAMPLING_LOOPS(name, (void *)name##_body(1), name##_body((unsigned long)block))

BODY(none, 0);
BODY(ruler_0, 0);
BODY(ruler_10, 10);
BODY(ruler_100, 100);
BODY(ruler_1000, 1000);

static const struct {
	u64 adds;
	const struct loops *loops;
} ruler[] = {
	{ 0, &ruler_0_loops },
	{ 10, &ruler_10_loops },
	{ 100, &ruler_100_loops },
	{ 1000, &ruler_1000_loops },
};

static const struct loops *ruler_loops(u64 adds)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(ruler); i++) {
		if (ruler[i].adds == adds)
			return ruler[i].loops;
	}
	return NULL;
}

static bool ruler_takes(u64 adds)
{
	return ruler_loops(adds);
}

static u64 none_largest(void)
{
	return 0;
}

static u64 ruler_largest(void)
{
	return 1000;
}

/* There is nothing to empty before a call of an empty function. */
static void nothing_to_empty(struct run *run)
{
}

/* "none" is touched somewhere, so that each pattern has its empty pair. */
static void *touched_by_none(const struct shape *shape, void *block)
{
	static char touched;

	return &touched;
}

static const struct allocator table[] = {
	{
		.name		= "none",
		.size_means	= "nothing",
		.largest	= none_largest,
		.contexts	= CONTEXTS_ALL,
		.takes_no_lock	= true,
		.loops		= &none_loops,
		.empty_caches	= nothing_to_empty,
		.address	= touched_by_none,
	}, {
		.name		= "ruler",
		.size_means	= "adds",
		.largest	= ruler_largest,
		.takes_size	= ruler_takes,
		.contexts	= CONTEXTS_ALL,
		.takes_no_lock	= true,
		.select_loops	= ruler_loops,
	},
};

ROWS(calibration_rows, table);
