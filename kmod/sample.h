/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sampling loop: the timing core. SAMPLING.md explains it.
 */
#ifndef ALLOCBENCH_SAMPLE_H
#define ALLOCBENCH_SAMPLE_H

#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "allocator.h"
#include "clock.h"
#include "marks.h"
#include "run.h"

/*
 * Always inlined with constant callbacks, so that exactly one direct call stands between
 * two clock reads. The size passes through the shape, never as a constant: a size known at
 * compile time would take another path through kmalloc.
 */
static __always_inline void
sample_pairs(struct run *run, u64 count, void *(*alloc)(const struct shape *shape),
	     void (*free)(const struct shape *shape, void *block))
{
	const struct shape shape = run->shape;
	struct allocbench_sample *sample = run->samples;
	struct allocbench_sample *end = sample + count;
	struct instant start = clock_read();

	for (; sample < end; sample++) {
		struct instant alloc_from, alloc_to, free_from, free_to;
		struct marks before;
		void *block;
		u32 cause;

		if (unlikely(need_resched()))
			cond_resched();
		if (unlikely(signal_pending(current))) {
			run->interrupted = true;
			break;
		}

		before = marks_take();
		alloc_from = clock_read();
		block = alloc(&shape);
		alloc_to = clock_read();
		if (unlikely(!block)) {
			free_from = free_to = alloc_to;
			cause = ALLOCBENCH_FAILED;
			run->failures++;
		} else {
			WRITE_ONCE(run->live, 1);
			free_from = clock_read();
			free(&shape, block);
			free_to = clock_read();
			WRITE_ONCE(run->live, 0);
			cause = 0;
		}
		cause |= marks_cause(before, marks_take());

		sample->alloc_ticks = clock_ticks(alloc_from, alloc_to);
		sample->free_ticks = clock_ticks(free_from, free_to);
		sample->cause = cause;
	}
	run->elapsed_ticks = clock_ticks(start, clock_read());
	run->taken = sample - run->samples;
}

/*
 * The loops of a row: NAME_pairs() around two callbacks.
 */
#define SAMPLING_LOOPS(name, alloc, free)				\
	static noinline void name##_pairs(struct run *run, u64 count)	\
	{								\
		sample_pairs(run, count, alloc, free);			\
	}

#endif
