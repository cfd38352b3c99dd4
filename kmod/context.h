/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Contexts: what the CPU is doing while samples are taken.
 */
#ifndef ALLOCBENCH_CONTEXT_H
#define ALLOCBENCH_CONTEXT_H

#include <linux/bits.h>
#include <linux/types.h>

struct allocator;
struct run;
struct stretch;

/* Indices of the table of contexts; a row's mask has a bit for each. */
enum context_index {
	CONTEXT_TASK,
	CONTEXT_PREEMPT_OFF,
	CONTEXT_IRQ_OFF,
	CONTEXT_SOFTIRQ,
	CONTEXT_HARDIRQ,
	CONTEXT_COUNT
};

/* For rows whose calls may sleep, and for rows that need interrupts on. */
#define CONTEXTS_TASK BIT(CONTEXT_TASK)
#define CONTEXTS_IRQS_ON \
	(CONTEXTS_TASK | BIT(CONTEXT_PREEMPT_OFF) | BIT(CONTEXT_SOFTIRQ))
#define CONTEXTS_ALL (BIT(CONTEXT_COUNT) - 1)

/**
 * struct context - one of them
 * @name:       as requests spell it
 * @can_sleep:  allocations that may sleep are allowed
 * @takes_locks: locks can be taken on PREEMPT_RT, where they sleep
 * @most:       samples that a loop may take there at once: it holds up the CPU
 * @call:       runs a loop there, and waits for it
 */
struct context {
	const char *name;
	bool can_sleep;
	bool takes_locks;
	u64 most;
	u64 (*call)(struct run *run, u64 (*loop)(struct run *run,
						 const struct stretch *stretch),
		    const struct stretch *stretch);
};

/**
 * context_find() - by name
 * @allocator: the row that is to run there
 * @gfp:       with these flags
 *
 * Return: the context, or NULL where there is none, the row or this kernel does not take
 * it, or the flags may sleep and the context must not.
 */
const struct context *context_find(const char *name, const struct allocator *allocator,
				   gfp_t gfp);

/**
 * contexts_of() - the contexts that a row takes on this kernel: bits of enum context_index
 */
u32 contexts_of(const struct allocator *allocator);

/**
 * context_name() - by its index
 */
const char *context_name(enum context_index index);

#endif
