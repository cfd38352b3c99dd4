// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of vmalloc and its relatives. To add one, add its loops and a row here; nothing
 * else changes.
 */
#include <linux/mm.h>
#include <linux/vmalloc.h>

#include "rows.h"

static void whole_pages_shape(struct shape *shape)
{
	shape->bytes = PAGE_ALIGN(shape->size);
}

/* VMALLOC_END is the last byte on x86-64, the one after it on i686. */
static u64 vmalloc_largest(void)
{
	return PAGE_ALIGN(VMALLOC_END - VMALLOC_START);
}

SAMPLING_LOOPS(vmalloc, vmalloc(shape->size), vfree(block));

/* vmalloc() has no flags argument; a probe must fail quietly. */
SAMPLING_LOOPS(vmalloc_probe, __vmalloc(shape->size, shape->gfp), vfree(block));

static const struct allocator table[] = {
	{
		.name		= "vmalloc",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= vmalloc_largest,
		.flags		= BIT(FLAG_GFP_KERNEL),
		.contexts	= CONTEXTS_TASK,
		.shape		= whole_pages_shape,
		.loops		= &vmalloc_loops,
		.probe		= &vmalloc_probe_loops,
		.settle		= vm_unmap_aliases,
		.empty_caches	= empty_vmalloc,
		.usable_size	= usable_is_bytes,
		.address	= address_is_block,
	},
};

ROWS(vmalloc_rows, table);
