// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of vmalloc and its relatives. To add one, add its loops and a row here; nothing
 * else changes.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "rows.h"

static void whole_pages_shape(struct shape *shape)
{
	shape->bytes = PAGE_ALIGN(shape->size);
}

/* Where huge pages may be mapped, the size is made up to them. */
static void huge_shape(struct shape *shape)
{
	if (IS_ENABLED(CONFIG_HAVE_ARCH_HUGE_VMALLOC) && shape->size >= PMD_SIZE)
		shape->bytes = ALIGN(shape->size, PMD_SIZE);
	else
		shape->bytes = PAGE_ALIGN(shape->size);
}

/* kmalloc() is tried first. */
static void kvmalloc_shape(struct shape *shape)
{
	if (shape->size <= KMALLOC_MAX_SIZE)
		shape->bytes = kmalloc_size_roundup(shape->size);
	else
		huge_shape(shape);
}

/* VMALLOC_END is the last byte on x86-64, the one after it on i686. */
static u64 vmalloc_largest(void)
{
	return PAGE_ALIGN(VMALLOC_END - VMALLOC_START);
}

static u64 kvmalloc_largest(void)
{
	return min_t(u64, vmalloc_largest(), INT_MAX);
}

/* The pages that are mapped there: behind them is one that never is. */
static size_t mapped_size(const struct shape *shape, void *block)
{
	size_t size = 0;

	while (vmalloc_to_page(block + size))
		size += PAGE_SIZE;
	return size;
}

static size_t kvmalloc_usable_size(const struct shape *shape, void *block)
{
	return is_vmalloc_addr(block) ? mapped_size(shape, block) : ksize(block);
}

SAMPLING_LOOPS(vmalloc, vmalloc(shape->size), vfree(block));
SAMPLING_LOOPS(vzalloc, vzalloc(shape->size), vfree(block));
/* Also where vmalloc() is searched: it has no flags argument, and must fail quietly. */
SAMPLING_LOOPS(vmalloc_flags, __vmalloc(shape->size, shape->gfp), vfree(block));
SAMPLING_LOOPS(kvmalloc, kvmalloc(shape->size, shape->gfp), kvfree(block));

#ifdef VMALLOC_HUGE_ABSENT
NO_SAMPLING_LOOPS(vmalloc_huge);
#else
#define VMALLOC_HUGE_ABSENT NULL
SAMPLING_LOOPS(vmalloc_huge, vmalloc_huge(shape->size, shape->gfp), vfree(block));
#endif

static const struct allocator table[] = {
	{
		.name		= "vmalloc",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= vmalloc_largest,
		.flags		= BIT(FLAG_GFP_KERNEL),
		.contexts	= CONTEXTS_TASK,
		.shape		= whole_pages_shape,
		.address_space	= vmalloc_largest,
		.loops		= &vmalloc_loops,
		.probe		= &vmalloc_flags_loops,
		.settle		= vm_unmap_aliases,
		.empty_caches	= empty_vmalloc,
		.usable_size	= mapped_size,
		.address	= address_is_block,
	}, {
		.name		= "vzalloc",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= vmalloc_largest,
		.flags		= BIT(FLAG_GFP_KERNEL),
		.contexts	= CONTEXTS_TASK,
		.shape		= whole_pages_shape,
		.address_space	= vmalloc_largest,
		.loops		= &vzalloc_loops,
		.settle		= vm_unmap_aliases,
		.empty_caches	= empty_vmalloc,
		.usable_size	= mapped_size,
		.address	= address_is_block,
	}, {
		.name		= "__vmalloc",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= vmalloc_largest,
		.flags		= FLAGS_VMALLOC,
		.contexts	= CONTEXTS_TASK,
		.shape		= whole_pages_shape,
		.address_space	= vmalloc_largest,
		.loops		= &vmalloc_flags_loops,
		.settle		= vm_unmap_aliases,
		.empty_caches	= empty_vmalloc,
		.usable_size	= mapped_size,
		.address	= address_is_block,
	}, {
		.name		= "vmalloc_huge",
		.absent		= VMALLOC_HUGE_ABSENT,
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= vmalloc_largest,
		.flags		= FLAGS_VMALLOC,
		.contexts	= CONTEXTS_TASK,
		.shape		= huge_shape,
		.address_space	= vmalloc_largest,
		.loops		= &vmalloc_huge_loops,
		.settle		= vm_unmap_aliases,
		.empty_caches	= empty_vmalloc,
		.usable_size	= mapped_size,
		.address	= address_is_block,
	}, {
		.name		= "kvmalloc",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= kvmalloc_largest,
		.flags		= FLAGS_KVMALLOC,
		.contexts	= CONTEXTS_TASK,
		.slab		= "kmalloc",
		.shape		= kvmalloc_shape,
		.address_space	= vmalloc_largest,
		.loops		= &kvmalloc_loops,
		.settle		= vm_unmap_aliases,
		.empty_caches	= empty_kmalloc,
		.usable_size	= kvmalloc_usable_size,
		.address	= address_is_block,
	},
};

ROWS(vmalloc_rows, table);
