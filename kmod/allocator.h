/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an allocator is to this module: one row of a table.
 */
#ifndef ALLOCBENCH_ALLOCATOR_H
#define ALLOCBENCH_ALLOCATOR_H

#include <linux/gfp.h>
#include <linux/types.h>

#include "context.h"

struct device;
struct kmem_cache;
struct run;
struct stretch;

/**
 * struct shape - what one call asks for, ready to be passed on
 * @size:       as requested: bytes, or what the row says
 * @bytes:      the memory that one call will really take, for budgets: of a bulk call
 *              more than a size_t has on 32 bits
 * @order:      of a row that allocates by order
 * @gfp:        allocation flags
 * @node:       NUMA node of a row that takes one, NUMA_NO_NODE for the CPU's own
 * @bulk_count: objects of one call, of a row that takes a count
 * @slot_words: words that a block needs while it is held: the row's, and its objects
 * @cache:      of a row that has a cache of its own
 * @device:     of a row that allocates for a device
 */
struct shape {
	size_t size;
	u64 bytes;
	unsigned int order;
	gfp_t gfp;
	int node;
	unsigned int bulk_count;
	unsigned int slot_words;
	union {
		struct kmem_cache *cache;
		struct device *device;
	};
};

/**
 * typedef loop_fn - sample without a pause
 *
 * Return: how many of stretch->count were taken: at least one, fewer than all where
 * somebody waits for the CPU or a signal has come.
 */
typedef u64 (*loop_fn)(struct run *run, const struct stretch *stretch);

/**
 * struct loops - a row's sampling loops, made by SAMPLING_LOOPS(): each row has its own, so
 * that no indirect call stands in a window
 * @pairs:  allocate and free, stretch->count times
 * @allocs: allocate into the stretch's slots
 * @frees:  free these slots, in the order of stretch->places
 */
struct loops {
	loop_fn pairs;
	loop_fn allocs;
	loop_fn frees;
};

/**
 * struct allocator - one row
 * @name:        as the kernel spells it
 * @absent:      why this kernel does not have it; NULL where it does
 * @size_means:  "bytes", "adds" or "nothing"
 * @smallest:    smallest request
 * @largest:     gives the largest request of a sampling run
 * @takes_size:  refuses sizes between the two; NULL takes all
 * @flags:       flags it takes: bits of enum flag; 0: it has no flags argument
 * @contexts:    contexts in which both calls may run: bits of enum context_index
 * @takes_no_lock: its calls run in all contexts on PREEMPT_RT too
 * @takes_node:  takes a NUMA node
 * @takes_bulk:  one call gives several objects; a block is their number, and the objects
 *               stand in the slot after it
 * @defers_free: memory comes back only some time after its free
 * @slot_words:  words that a block needs while it is held, without the objects of a bulk
 *               call: its address, and what the row keeps beside it; 0: only the address
 * @slab:        whose slab caches give its blocks, as long as they are small: "kmalloc" or
 *               "own"; NULL: nobody's
 * @address_space: gives the size of the kernel's addresses that its blocks are mapped to,
 *               any memory behind them; NULL: its memory is mapped for good, never high
 * @shape:       fills in bytes and order for a size; NULL: bytes is the size
 * @loops:       its sampling loops
 * @select_loops: chooses them by size, in place of @loops (ruler)
 * @probe:       loops for one attempt at any size, with flags that keep failure quiet; NULL
 *               where a largest block means nothing
 * @set_up:      makes what the shape needs before a cell (a cache); may be NULL. Returns 0
 *               or -errno
 * @tear_down:   its opposite
 * @settle:      brings the allocator to a defined state before a cell; may be NULL
 * @empty_caches: takes away what stands before the allocator's slow path, for the pattern
 *               "cold": without it the row does not take that pattern
 * @usable_size: bytes that a block really has, of a row that takes a count its first
 *               object; NULL where nobody can tell
 * @address:     where a block's memory begins, for the pattern "touch": without it the row
 *               does not take that pattern
 */
struct allocator {
	const char *name;
	const char *absent;
	const char *size_means;
	u64 smallest;
	u64 (*largest)(void);
	bool (*takes_size)(u64 size);
	u32 flags;
	u32 contexts;
	bool takes_no_lock;
	bool takes_node;
	bool takes_bulk;
	bool defers_free;
	unsigned int slot_words;
	const char *slab;
	u64 (*address_space)(void);
	void (*shape)(struct shape *shape);
	const struct loops *loops;
	const struct loops *(*select_loops)(u64 size);
	const struct loops *probe;
	int (*set_up)(struct shape *shape);
	void (*tear_down)(struct shape *shape);
	void (*settle)(void);
	void (*empty_caches)(struct run *run);
	size_t (*usable_size)(const struct shape *shape, void *block);
	void *(*address)(const struct shape *shape, void *block);
};

/**
 * struct rows - a family of rows: a file of its own, and a line in allocators.c
 */
struct rows {
	const struct allocator *rows;
	unsigned int count;
};

/**
 * allocator_at() - a row by its place in the table, NULL beyond the last
 */
const struct allocator *allocator_at(unsigned int index);

const struct allocator *allocator_find(const char *name);

/**
 * allocator_unreal() - why a row's numbers say nothing of the kernel elsewhere; NULL where
 * they do
 */
const char *allocator_unreal(const struct allocator *allocator);

/**
 * allocator_probe() - the loops for one attempt, NULL where a largest block means nothing
 */
const struct loops *allocator_probe(const struct allocator *allocator);

static inline unsigned int allocator_slot_words(const struct allocator *allocator)
{
	return allocator->slot_words ?: 1;
}

#endif
