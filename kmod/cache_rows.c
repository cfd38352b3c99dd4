// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of slab caches. Each cell has a cache of its own, which nothing else uses.
 */
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "rows.h"

/* Several open files may have one; a name must be free before it is used again. */
static int cache_set_up(struct shape *shape)
{
	static atomic_t count;
	char name[32];

	snprintf(name, sizeof(name), KBUILD_MODNAME "-%08x", atomic_inc_return(&count));
	shape->cache = kmem_cache_create_unmerged(name, shape->size);
	return shape->cache ? 0 : -ENOMEM;
}

static void cache_tear_down(struct shape *shape)
{
	kmem_cache_destroy(shape->cache);
}

/* kmem_cache_size() is what was asked for; the objects may stand further apart. */
static size_t cache_usable_size(const struct shape *shape, void *block)
{
	return ksize(block);
}

/* Leaves room for what debugging puts beside each object. */
static u64 cache_largest(void)
{
	return KMALLOC_MAX_SIZE / 2;
}

SAMPLING_LOOPS(kmem_cache_alloc, kmem_cache_alloc(shape->cache, shape->gfp),
	       kmem_cache_free(shape->cache, block));

/* It gives all objects or none, and returns their number, or true from 7.3 on. */
static __always_inline void *alloc_bulk(const struct shape *shape, void **objects)
{
	unsigned int done = kmem_cache_alloc_bulk(shape->cache, shape->gfp,
						  shape->bulk_count, objects);

	return (void *)(unsigned long)done;
}

SAMPLING_LOOPS(kmem_cache_alloc_bulk, alloc_bulk(shape, beside),
	       kmem_cache_free_bulk(shape->cache, shape->bulk_count, beside));

static const struct allocator table[] = {
	{
		.name		= "kmem_cache_alloc",
		.size_means	= "bytes",
		.smallest	= sizeof(void *),
		.largest	= cache_largest,
		.flags		= FLAGS_SLAB,
		.contexts	= CONTEXTS_ALL,
		.slab		= "own",
		.loops		= &kmem_cache_alloc_loops,
		.set_up		= cache_set_up,
		.tear_down	= cache_tear_down,
		.empty_caches	= empty_own_cache,
		.usable_size	= cache_usable_size,
		.address	= address_is_block,
	}, {
		.name		= "kmem_cache_alloc_bulk",
		.size_means	= "bytes",
		.smallest	= sizeof(void *),
		.largest	= cache_largest,
		.flags		= FLAGS_SLAB,
		.contexts	= CONTEXTS_IRQS_ON,
		.takes_bulk	= true,
		.slab		= "own",
		.loops		= &kmem_cache_alloc_bulk_loops,
		.set_up		= cache_set_up,
		.tear_down	= cache_tear_down,
		.empty_caches	= empty_own_cache,
		.usable_size	= cache_usable_size,
	},
};

ROWS(cache_rows, table);
