// SPDX-License-Identifier: GPL-2.0-only
/*
 * The allocators: for each a pair of small functions and a row of the table. To add one,
 * add both here; nothing else changes.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "calibration.h"
#include "gfp_flags.h"
#include "sample.h"
#include "test_rows.h"

static __always_inline void *kmalloc_alloc(const struct shape *shape)
{
	return kmalloc(shape->size, shape->gfp);
}

static __always_inline void kmalloc_free(const struct shape *shape, void *block)
{
	kfree(block);
}

static size_t kmalloc_usable_size(const struct shape *shape, void *block)
{
	return ksize(block);
}

static u64 kmalloc_largest(void)
{
	return KMALLOC_MAX_SIZE;
}

SAMPLING_LOOPS(kmalloc, kmalloc_alloc, kmalloc_free)

static __always_inline void *get_free_pages_alloc(const struct shape *shape)
{
	return (void *)__get_free_pages(shape->gfp, shape->order);
}

static __always_inline void get_free_pages_free(const struct shape *shape, void *block)
{
	free_pages((unsigned long)block, shape->order);
}

static void get_free_pages_shape(struct shape *shape)
{
	shape->order = get_order(shape->size);
	shape->bytes = PAGE_SIZE << shape->order;
}

static size_t get_free_pages_usable_size(const struct shape *shape, void *block)
{
	return shape->bytes;
}

static u64 get_free_pages_largest(void)
{
	return (u64)PAGE_SIZE << MAX_PAGE_ORDER;
}

SAMPLING_LOOPS(get_free_pages, get_free_pages_alloc, get_free_pages_free)

/*
 * The published program began at order 1 and added one a doubling, so that it always asked
 * for twice the pages needed.
 */
static void book_pages_shape(struct shape *shape)
{
	shape->order = get_order(shape->size) + 1;
	shape->bytes = PAGE_SIZE << shape->order;
}

static u64 book_pages_largest(void)
{
	return get_free_pages_largest() / 2;
}

static __always_inline void *vmalloc_alloc(const struct shape *shape)
{
	return vmalloc(shape->size);
}

static __always_inline void vmalloc_free(const struct shape *shape, void *block)
{
	vfree(block);
}

SAMPLING_LOOPS(vmalloc, vmalloc_alloc, vmalloc_free)

/* vmalloc() has no flags argument; a probe must fail quietly. */
static __always_inline void *vmalloc_probe_alloc(const struct shape *shape)
{
	return __vmalloc(shape->size, shape->gfp);
}

SAMPLING_LOOPS(vmalloc_probe, vmalloc_probe_alloc, vmalloc_free)

static void vmalloc_shape(struct shape *shape)
{
	shape->bytes = PAGE_ALIGN(shape->size);
}

static size_t vmalloc_usable_size(const struct shape *shape, void *block)
{
	return shape->bytes;
}

/* VMALLOC_END is the last byte on x86-64, the one after it on i686. */
static u64 vmalloc_largest(void)
{
	return PAGE_ALIGN(VMALLOC_END - VMALLOC_START);
}

static u64 none_largest(void)
{
	return 0;
}

static u64 ruler_largest(void)
{
	return 1000;
}

#define FLAGS_MODIFIERS (BIT(FLAG_ZERO) | BIT(FLAG_NOWARN) | BIT(FLAG_NORETRY) | \
			 BIT(FLAG_RETRY_MAYFAIL))
#define FLAGS_KMALLOC (FLAGS_BASE | BIT(FLAG_GFP_DMA) | FLAGS_MODIFIERS)
#define FLAGS_PAGES (FLAGS_KMALLOC | BIT(FLAG_GFP_DMA32) | BIT(FLAG_COMP))

static const struct allocator allocators[] = {
	{
		.name		= "none",
		.size_means	= "nothing",
		.largest	= none_largest,
		.pairs		= none_pairs,
	}, {
		.name		= "ruler",
		.size_means	= "adds",
		.largest	= ruler_largest,
		.takes_size	= ruler_takes,
		.select_pairs	= ruler_pairs,
	}, {
		.name		= "kmalloc",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= kmalloc_largest,
		.flags		= FLAGS_KMALLOC,
		.pairs		= kmalloc_pairs,
		.probe_pairs	= kmalloc_pairs,
		.alloc		= kmalloc_alloc,
		.free		= kmalloc_free,
		.usable_size	= kmalloc_usable_size,
	}, {
		.name		= "__get_free_pages",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= get_free_pages_largest,
		.flags		= FLAGS_PAGES,
		.shape		= get_free_pages_shape,
		.pairs		= get_free_pages_pairs,
		.probe_pairs	= get_free_pages_pairs,
		.alloc		= get_free_pages_alloc,
		.free		= get_free_pages_free,
		.usable_size	= get_free_pages_usable_size,
	}, {
		.name		= "book_pages",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= book_pages_largest,
		.flags		= FLAGS_PAGES,
		.shape		= book_pages_shape,
		.pairs		= get_free_pages_pairs,
		.alloc		= get_free_pages_alloc,
		.free		= get_free_pages_free,
		.usable_size	= get_free_pages_usable_size,
	}, {
		.name		= "vmalloc",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= vmalloc_largest,
		.flags		= BIT(FLAG_GFP_KERNEL),
		.shape		= vmalloc_shape,
		.pairs		= vmalloc_pairs,
		.probe_pairs	= vmalloc_probe_pairs,
		.settle		= vm_unmap_aliases,
		.alloc		= vmalloc_alloc,
		.free		= vmalloc_free,
		.usable_size	= vmalloc_usable_size,
	},
};

const struct allocator *allocator_at(unsigned int index)
{
	if (index < ARRAY_SIZE(allocators))
		return &allocators[index];
	return test_row_at(index - ARRAY_SIZE(allocators));
}

const struct allocator *allocator_find(const char *name)
{
	const struct allocator *allocator;
	unsigned int i;

	for (i = 0; (allocator = allocator_at(i)); i++) {
		if (!strcmp(allocator->name, name))
			return allocator;
	}
	return NULL;
}
