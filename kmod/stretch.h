/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A stretch: samples that one of a row's loops takes in one go, in the run's context.
 */
#ifndef ALLOCBENCH_STRETCH_H
#define ALLOCBENCH_STRETCH_H

#include "allocator.h"
#include "uapi/allocbench.h"

struct run;

/**
 * struct stretch - what a loop works on
 * @samples: where the times go
 * @slots:   where the blocks are kept, shape.slot_words for each; a pair uses the first
 * @places:  of frees: in which order, as indices of @samples and @slots; else NULL
 * @count:   allocations, frees or pairs
 */
struct stretch {
	struct allocbench_sample *samples;
	void **slots;
	const u32 *places;
	u64 count;
};

/**
 * stretch_run() - take samples in the run's context, in pieces that hold up nobody
 * @loop: one of run->loops
 *
 * Frees go on to the end; a signal, or too little memory for a set, stops everything else, and
 * run->stopped tells.
 *
 * Return: how many were taken.
 */
u64 stretch_run(struct run *run, loop_fn loop, const struct stretch *stretch);

/**
 * stretch_alloc_one() - fill one slot
 *
 * Return: false where a signal came first; the sample tells whether the allocation failed.
 */
bool stretch_alloc_one(struct run *run, struct allocbench_sample *sample, void **slot);

/**
 * stretch_free_one() - empty one slot
 */
void stretch_free_one(struct run *run, struct allocbench_sample *sample, void **slot);

#endif
