// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of the slab allocator: kmalloc and its relatives. To add one, add its loops and a
 * row here; nothing else changes.
 */
#include <linux/slab.h>

#include "rows.h"

static size_t slab_usable_size(const struct shape *shape, void *block)
{
	return ksize(block);
}

static u64 kmalloc_largest(void)
{
	return KMALLOC_MAX_SIZE;
}

SAMPLING_LOOPS(kmalloc, kmalloc(shape->size, shape->gfp), kfree(block));

static const struct allocator table[] = {
	{
		.name		= "kmalloc",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= kmalloc_largest,
		.flags		= FLAGS_KMALLOC,
		.contexts	= CONTEXTS_ALL,
		.loops		= &kmalloc_loops,
		.probe		= &kmalloc_loops,
		.empty_caches	= empty_kmalloc,
		.usable_size	= slab_usable_size,
		.address	= address_is_block,
	},
};

ROWS(slab_rows, table);
