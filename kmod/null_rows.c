// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of frees that have nothing to free. Nothing is allocated either: the alloc window
 * holds the call of an empty function.
 */
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "rows.h"

/* Read before each call, or NULL would be known at compile time. */
static void *volatile nothing;

/* Never the same to the compiler, or it would move the call out of the window. */
static noinline notrace void *stand_in(void)
{
	static char byte;
	void *block = &byte;

	asm volatile("" : "+r" (block));
	return block;
}

static u64 nothing_largest(void)
{
	return 0;
}

SAMPLING_LOOPS(kfree_null, stand_in(), kfree(nothing));
SAMPLING_LOOPS(vfree_null, stand_in(), vfree(nothing));

static const struct allocator table[] = {
	{
		.name		= "kfree(NULL)",
		.size_means	= "nothing",
		.largest	= nothing_largest,
		.contexts	= CONTEXTS_ALL,
		.takes_no_lock	= true,
		.loops		= &kfree_null_loops,
	}, {
		.name		= "vfree(NULL)",
		.size_means	= "nothing",
		.largest	= nothing_largest,
		.contexts	= CONTEXTS_TASK,
		.loops		= &vfree_null_loops,
	},
};

ROWS(null_rows, table);
