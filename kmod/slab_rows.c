// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of kmalloc and its relatives. To add one, add its loops and a row here; nothing
 * else changes.
 */
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "rows.h"

/* What stands in a block that waits for a grace period. */
struct rcu_block {
	struct rcu_head head;
};

static size_t slab_usable_size(const struct shape *shape, void *block)
{
	return ksize(block);
}

static void kmalloc_shape(struct shape *shape)
{
	shape->bytes = kmalloc_size_roundup(shape->size);
}

static u64 kmalloc_largest(void)
{
	return KMALLOC_MAX_SIZE;
}

SAMPLING_LOOPS(kmalloc, kmalloc(shape->size, shape->gfp), kfree(block));
SAMPLING_LOOPS(kzalloc, kzalloc(shape->size, shape->gfp), kfree(block));
SAMPLING_LOOPS(kmalloc_node, kmalloc_node(shape->size, shape->gfp, shape->node),
	       kfree(block));
SAMPLING_LOOPS(kfree_rcu, kmalloc(shape->size, shape->gfp),
	       kfree_rcu((struct rcu_block *)block, head));

/* krealloc() grows a block of half the size, which is there until it has moved. */
static void *half_block(const struct shape *shape)
{
	return kmalloc(shape->size / 2, shape->gfp);
}

static void krealloc_shape(struct shape *shape)
{
	shape->bytes = kmalloc_size_roundup(shape->size) +
		       kmalloc_size_roundup(shape->size / 2);
}

SAMPLING_LOOPS_PREPARED(krealloc, half_block, krealloc(prepared, shape->size, shape->gfp),
			kfree(block));

static const struct allocator table[] = {
	{
		.name		= "kmalloc",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= kmalloc_largest,
		.flags		= FLAGS_KMALLOC,
		.contexts	= CONTEXTS_ALL,
		.slab		= "kmalloc",
		.shape		= kmalloc_shape,
		.loops		= &kmalloc_loops,
		.probe		= &kmalloc_loops,
		.empty_caches	= empty_kmalloc,
		.usable_size	= slab_usable_size,
		.address	= address_is_block,
	}, {
		.name		= "kzalloc",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= kmalloc_largest,
		.flags		= FLAGS_KMALLOC,
		.contexts	= CONTEXTS_ALL,
		.slab		= "kmalloc",
		.shape		= kmalloc_shape,
		.loops		= &kzalloc_loops,
		.empty_caches	= empty_kmalloc,
		.usable_size	= slab_usable_size,
		.address	= address_is_block,
	}, {
		.name		= "kmalloc_node",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= kmalloc_largest,
		.flags		= FLAGS_KMALLOC,
		.contexts	= CONTEXTS_ALL,
		.takes_node	= true,
		.slab		= "kmalloc",
		.shape		= kmalloc_shape,
		.loops		= &kmalloc_node_loops,
		.empty_caches	= empty_kmalloc,
		.usable_size	= slab_usable_size,
		.address	= address_is_block,
	}, {
		.name		= "krealloc",
		.size_means	= "bytes",
		.smallest	= 2,
		.largest	= kmalloc_largest,
		.flags		= FLAGS_KMALLOC & ~BIT(FLAG_ZERO),
		.contexts	= CONTEXTS_ALL,
		.slab		= "kmalloc",
		.shape		= krealloc_shape,
		.loops		= &krealloc_loops,
		.empty_caches	= empty_kmalloc,
		.usable_size	= slab_usable_size,
		.address	= address_is_block,
	}, {
		.name		= "kfree_rcu",
		.size_means	= "bytes",
		.smallest	= sizeof(struct rcu_block),
		.largest	= kmalloc_largest,
		.flags		= FLAGS_KMALLOC,
		.contexts	= CONTEXTS_ALL,
		.defers_free	= true,
		.slab		= "kmalloc",
		.shape		= kmalloc_shape,
		.loops		= &kfree_rcu_loops,
		.settle		= kvfree_rcu_barrier,
		.empty_caches	= empty_kmalloc,
		.usable_size	= slab_usable_size,
		.address	= address_is_block,
	},
};

ROWS(slab_rows, table);
