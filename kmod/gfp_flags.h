/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Allocation flags by their kernel names.
 */
#ifndef ALLOCBENCH_GFP_FLAGS_H
#define ALLOCBENCH_GFP_FLAGS_H

#include <linux/gfp.h>
#include <linux/seq_file.h>
#include <linux/types.h>

/* Indices of the table of names; a row's mask has a bit for each. */
enum flag {
	FLAG_GFP_KERNEL,
	FLAG_GFP_ATOMIC,
	FLAG_GFP_NOWAIT,
	FLAG_GFP_USER,
	FLAG_GFP_NOFS,
	FLAG_GFP_NOIO,
	FLAG_GFP_KERNEL_ACCOUNT,
	FLAG_GFP_DMA,
	FLAG_GFP_DMA32,
	FLAG_ZERO,
	FLAG_NOWARN,
	FLAG_NORETRY,
	FLAG_RETRY_MAYFAIL,
	FLAG_HIGH,
	FLAG_NOMEMALLOC,
	FLAG_HARDWALL,
	FLAG_THISNODE,
	FLAG_ACCOUNT,
	FLAG_RECLAIMABLE,
	FLAG_COMP,
	FLAG_COUNT
};

/* Every request names exactly one of these. */
#define FLAGS_BASE (BIT(FLAG_GFP_KERNEL) | BIT(FLAG_GFP_ATOMIC) | BIT(FLAG_GFP_NOWAIT) | \
		    BIT(FLAG_GFP_USER) | BIT(FLAG_GFP_NOFS) | BIT(FLAG_GFP_NOIO) | \
		    BIT(FLAG_GFP_KERNEL_ACCOUNT))

/* How hard to try, and whether to tell of a failure. */
#define FLAGS_EFFORT (BIT(FLAG_NOWARN) | BIT(FLAG_NORETRY) | BIT(FLAG_RETRY_MAYFAIL) | \
		      BIT(FLAG_HIGH) | BIT(FLAG_NOMEMALLOC))

/*
 * What the rows of a family take. A flag that the kernel would drop, or WARN about, is in
 * none of these.
 */
#define FLAGS_SLAB (FLAGS_BASE | FLAGS_EFFORT | BIT(FLAG_ZERO) | BIT(FLAG_HARDWALL) | \
		    BIT(FLAG_THISNODE) | BIT(FLAG_ACCOUNT))
#define FLAGS_KMALLOC (FLAGS_SLAB | BIT(FLAG_GFP_DMA) | BIT(FLAG_RECLAIMABLE))
#define FLAGS_PAGES (FLAGS_KMALLOC | BIT(FLAG_GFP_DMA32) | BIT(FLAG_COMP))
#define FLAGS_PAGES_BULK (FLAGS_PAGES & ~(BIT(FLAG_GFP_KERNEL_ACCOUNT) | \
					  BIT(FLAG_ACCOUNT) | BIT(FLAG_COMP)))
#define FLAGS_VMALLOC (BIT(FLAG_GFP_KERNEL) | BIT(FLAG_GFP_USER) | \
		       BIT(FLAG_GFP_KERNEL_ACCOUNT) | BIT(FLAG_ACCOUNT) | \
		       BIT(FLAG_ZERO) | BIT(FLAG_NOWARN) | \
		       (VMALLOC_TAKES_NOFS \
				? BIT(FLAG_GFP_NOFS) | BIT(FLAG_GFP_NOIO) : 0) | \
		       (VMALLOC_TAKES_ATOMIC \
				? BIT(FLAG_GFP_ATOMIC) | BIT(FLAG_GFP_NOWAIT) : 0))
#define FLAGS_KVMALLOC (FLAGS_VMALLOC | BIT(FLAG_RETRY_MAYFAIL))
#define FLAGS_PERCPU (BIT(FLAG_GFP_KERNEL) | BIT(FLAG_GFP_ATOMIC) | BIT(FLAG_GFP_NOWAIT) | \
		      BIT(FLAG_GFP_NOFS) | BIT(FLAG_GFP_NOIO) | \
		      BIT(FLAG_GFP_KERNEL_ACCOUNT) | BIT(FLAG_ACCOUNT) | \
		      BIT(FLAG_NOWARN) | BIT(FLAG_NORETRY))
#define FLAGS_DMA (BIT(FLAG_GFP_KERNEL) | BIT(FLAG_GFP_ATOMIC) | BIT(FLAG_GFP_NOWAIT) | \
		   BIT(FLAG_GFP_USER) | BIT(FLAG_GFP_NOFS) | BIT(FLAG_GFP_NOIO) | \
		   BIT(FLAG_HARDWALL) | FLAGS_EFFORT)

/**
 * gfp_flags_parse() - names joined by '|'
 * @text:  "GFP_KERNEL|__GFP_ZERO"; empty for a row without flags
 * @taken: the row's mask of enum flag bits
 * @gfp:   the flags
 *
 * Return: 0, -ENOENT (no such name), -EOPNOTSUPP (the row or this kernel does not take it),
 * -EINVAL (not exactly one base flag, a flag twice, or flags that exclude one another).
 */
int gfp_flags_parse(const char *text, u32 taken, gfp_t *gfp);

/**
 * gfp_flags_show() - the names of a mask that this kernel has, joined by ','
 */
void gfp_flags_show(struct seq_file *seq, u32 mask);

#endif
