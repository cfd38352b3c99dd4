// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of per-CPU memory. A block is there once for each possible CPU.
 */
#include <linux/cpumask.h>
#include <linux/percpu.h>

#include "rows.h"

#define PERCPU_ALIGNMENT __alignof__(u64)

static size_t percpu_usable_size(const struct shape *shape, void *block)
{
	return ALIGN(shape->size, PCPU_MIN_ALLOC_SIZE);
}

static void percpu_shape(struct shape *shape)
{
	shape->bytes = percpu_usable_size(shape, NULL) * num_possible_cpus();
}

static u64 percpu_largest(void)
{
	return PCPU_MIN_UNIT_SIZE;
}

/* Numbers between, since some compilers keep the two kinds of pointers apart. */
SAMPLING_LOOPS(alloc_percpu,
	       (void *)(__force unsigned long)__alloc_percpu_gfp(
		       shape->size, PERCPU_ALIGNMENT, shape->gfp),
	       free_percpu((void __percpu *)(__force unsigned long)block));

static const struct allocator table[] = {
	{
		.name		= "alloc_percpu",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= percpu_largest,
		.flags		= FLAGS_PERCPU,
		.contexts	= CONTEXTS_ALL,
		.shape		= percpu_shape,
		.loops		= &alloc_percpu_loops,
		.usable_size	= percpu_usable_size,
	},
};

ROWS(percpu_rows, table);
