// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rows "none" and "ruler": what the clock costs, and what it resolves.
 */
#include "calibration.h"
#include "sample.h"

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
	static __always_inline void *name##_alloc(const struct shape *shape)	\
	{									\
		return (void *)name##_body(1);					\
	}									\
	static __always_inline void name##_free(const struct shape *shape,	\
						void *block)			\
	{									\
		name##_body((unsigned long)block);				\
	}									\
	SAMPLING_LOOPS(name, name##_alloc, name##_free)

BODY(empty, 0)
BODY(ruler_0, 0)
BODY(ruler_10, 10)
BODY(ruler_100, 100)
BODY(ruler_1000, 1000)

static const struct {
	u64 adds;
	pairs_fn pairs;
} ruler[] = {
	{ 0, ruler_0_pairs },
	{ 10, ruler_10_pairs },
	{ 100, ruler_100_pairs },
	{ 1000, ruler_1000_pairs },
};

void none_pairs(struct run *run, u64 count)
{
	empty_pairs(run, count);
}

pairs_fn ruler_pairs(u64 adds)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(ruler); i++) {
		if (ruler[i].adds == adds)
			return ruler[i].pairs;
	}
	return NULL;
}

bool ruler_takes(u64 adds)
{
	return ruler_pairs(adds);
}
