/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an allocator is to this module: one row of a table.
 */
#ifndef ALLOCBENCH_ALLOCATOR_H
#define ALLOCBENCH_ALLOCATOR_H

#include <linux/gfp.h>
#include <linux/types.h>

struct run;

/**
 * struct shape - what one call asks for, ready to be passed on
 * @size:  as requested: bytes, or what the row says
 * @bytes: the memory that the block will really take, for budgets
 * @order: of a row that allocates by order
 * @gfp:   allocation flags
 */
struct shape {
	size_t size;
	size_t bytes;
	unsigned int order;
	gfp_t gfp;
};

/**
 * typedef pairs_fn - take @count samples of alloc-free pairs into run->samples
 *
 * Each row has its own, made by SAMPLING_LOOPS(): no indirect call in a window.
 */
typedef void (*pairs_fn)(struct run *run, u64 count);

/**
 * struct allocator - one row
 * @name:        as the kernel spells it
 * @size_means:  "bytes", "adds" or "nothing"
 * @smallest:    smallest request
 * @largest:     gives the largest request of a sampling run
 * @takes_size:  refuses sizes between the two; NULL takes all
 * @flags:       flags it takes: bits of enum flag; 0: it has no flags argument
 * @shape:       fills in bytes and order for a size; NULL: bytes is the size
 * @pairs:       its sampling loop
 * @select_pairs: chooses the loop by size, in place of @pairs (ruler)
 * @probe_pairs: loop for one attempt at any size, with flags that keep failure quiet;
 *               NULL where a largest block means nothing
 * @settle:      brings the allocator to a defined state before a run; may be NULL
 * @alloc:       one allocation, outside of any window
 * @free:        its opposite
 * @usable_size: bytes that a block really has; NULL where nobody can tell
 */
struct allocator {
	const char *name;
	const char *size_means;
	u64 smallest;
	u64 (*largest)(void);
	bool (*takes_size)(u64 size);
	u32 flags;
	void (*shape)(struct shape *shape);
	pairs_fn pairs;
	pairs_fn (*select_pairs)(u64 size);
	pairs_fn probe_pairs;
	void (*settle)(void);
	void *(*alloc)(const struct shape *shape);
	void (*free)(const struct shape *shape, void *block);
	size_t (*usable_size)(const struct shape *shape, void *block);
};

/**
 * allocator_at() - a row by its place in the table, NULL beyond the last
 */
const struct allocator *allocator_at(unsigned int index);

const struct allocator *allocator_find(const char *name);

#endif
