/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sampling loops: the timing core. SAMPLING.md explains it.
 *
 * All is always inlined with constant callbacks, so that exactly one direct call stands
 * between two clock reads. The size passes through the shape, never as a constant: a size
 * known at compile time would take another path through kmalloc.
 */
#ifndef ALLOCBENCH_SAMPLE_H
#define ALLOCBENCH_SAMPLE_H

#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "allocator.h"
#include "clock.h"
#include "marks.h"
#include "run.h"
#include "stretch.h"

/**
 * struct calls - a row's callbacks, known at compile time
 * @prepare: before the window: makes what @alloc works on; NULL for nothing
 * @alloc:   one direct call; @beside is the slot's part where the row keeps its own words
 * @free:    one direct call
 * @is_bulk: a block is a number of objects, and fewer than asked for are a failure
 */
struct calls {
	void *(*prepare)(const struct shape *shape);
	void *(*alloc)(const struct shape *shape, void **beside, void *prepared);
	void (*free)(const struct shape *shape, void **beside, void *block);
	bool is_bulk;
};

/* What stands beside the block. Computed here, or the compiler would do it in a window. */
static __always_inline void **sample_beside(void **slot)
{
	void **beside = slot + 1;

	asm volatile("" : "+r" (beside));
	return beside;
}

/* Leaves a loop early: its caller lets others run, and looks at the signal. */
static __always_inline bool sample_must_pause(void)
{
	return unlikely(need_resched()) || unlikely(signal_pending(current));
}

/*
 * After the window: did the call fail, or had nothing to work on? Gives back what it leaves
 * behind then.
 */
static __always_inline bool sample_failed(const struct calls calls,
					  const struct shape *shape, void **beside,
					  void *prepared, void *block)
{
	bool is_prepared = !calls.prepare || prepared;
	bool is_whole = calls.is_bulk ? (unsigned long)block == shape->bulk_count
				      : block != NULL;

	if (likely(is_prepared && is_whole))
		return false;
	if (block)
		calls.free(shape, beside, block);
	else if (calls.prepare && prepared)
		calls.free(shape, beside, prepared);
	return true;
}

static __always_inline u64 sample_pairs(struct run *run, const struct stretch *stretch,
					const struct calls calls)
{
	const struct shape shape = run->shape;
	struct allocbench_sample *sample = stretch->samples;
	struct allocbench_sample *end = sample + stretch->count;
	void **beside = sample_beside(stretch->slots);
	struct instant start = clock_read();

	do {
		struct instant alloc_from, alloc_to, free_from, free_to;
		void *prepared = calls.prepare ? calls.prepare(&shape) : NULL;
		struct marks before, after;
		void *block;
		u32 cause;

		before = marks_take();
		alloc_from = clock_read();
		block = calls.alloc(&shape, beside, prepared);
		alloc_to = clock_read();
		if (unlikely(sample_failed(calls, &shape, beside, prepared, block))) {
			free_from = free_to = alloc_to;
			cause = ALLOCBENCH_FAILED;
			run->failures++;
		} else {
			WRITE_ONCE(run->live, 1);
			free_from = clock_read();
			calls.free(&shape, beside, block);
			free_to = clock_read();
			WRITE_ONCE(run->live, 0);
			cause = 0;
		}
		after = marks_take();

		sample->alloc_ticks = clock_ticks(alloc_from, alloc_to);
		sample->free_ticks = clock_ticks(free_from, free_to);
		sample->touch_ticks = 0;
		sample->cause = cause | marks_cause(before, after);
		sample->cpu = after.cpu;
		sample++;
	} while (sample < end && !sample_must_pause());
	run->elapsed_ticks += clock_ticks(start, clock_read());
	return sample - stretch->samples;
}

static __always_inline u64 sample_allocs(struct run *run, const struct stretch *stretch,
					 const struct calls calls)
{
	const struct shape shape = run->shape;
	struct allocbench_sample *sample = stretch->samples;
	struct allocbench_sample *end = sample + stretch->count;
	void **slot = stretch->slots;
	struct instant start = clock_read();

	do {
		void *prepared = calls.prepare ? calls.prepare(&shape) : NULL;
		void **beside = sample_beside(slot);
		struct marks before, after;
		struct instant from, to;
		void *block;
		u32 cause = 0;

		before = marks_take();
		from = clock_read();
		block = calls.alloc(&shape, beside, prepared);
		to = clock_read();
		after = marks_take();
		if (unlikely(sample_failed(calls, &shape, beside, prepared, block))) {
			block = NULL;
			cause = ALLOCBENCH_FAILED;
			run->failures++;
		} else {
			WRITE_ONCE(run->live, run->live + 1);
		}

		*slot = block;
		slot += shape.slot_words;
		sample->alloc_ticks = clock_ticks(from, to);
		sample->free_ticks = 0;
		sample->touch_ticks = 0;
		sample->cause = cause | marks_cause(before, after);
		sample->cpu = after.cpu;
		sample++;
	} while (sample < end && !sample_must_pause());
	run->elapsed_ticks += clock_ticks(start, clock_read());
	return sample - stretch->samples;
}

static __always_inline u64 sample_frees(struct run *run, const struct stretch *stretch,
					const struct calls calls)
{
	const struct shape shape = run->shape;
	const u32 *place = stretch->places;
	const u32 *end = place + stretch->count;
	struct instant start = clock_read();

	do {
		struct allocbench_sample *sample = stretch->samples + *place;
		void **slot = stretch->slots + (size_t)*place * shape.slot_words;
		void **beside = sample_beside(slot);
		struct marks before, after;
		struct instant from, to;
		void *block = *slot;

		place++;
		if (unlikely(!block))
			continue;
		before = marks_take();
		from = clock_read();
		calls.free(&shape, beside, block);
		to = clock_read();
		after = marks_take();

		*slot = NULL;
		WRITE_ONCE(run->live, run->live - 1);
		sample->free_ticks = clock_ticks(from, to);
		sample->cause |= marks_cause(before, after);
		/* A signal does not stop frees: to leave for it would only make them take longer. */
	} while (place < end && likely(!need_resched()));
	run->elapsed_ticks += clock_ticks(start, clock_read());
	return place - stretch->places;
}

/*
 * The loops of a row, "NAME_loops". The expressions may use: shape, beside (words of the
 * slot that are the row's own: zero at first), prepared, and in FREE block.
 */
#define SAMPLING_LOOPS_OF(name, prepare_callback, is_bulk_row, alloc_expression,	\
			  free_expression)						\
	static __always_inline void *name##_alloc(const struct shape *shape,		\
						  void **beside, void *prepared)	\
	{										\
		return alloc_expression;						\
	}										\
	static __always_inline void name##_free(const struct shape *shape, void **beside,\
						void *block)				\
	{										\
		free_expression;							\
	}										\
	static const struct calls name##_calls = {					\
		.prepare = prepare_callback,						\
		.alloc = name##_alloc,							\
		.free = name##_free,							\
		.is_bulk = is_bulk_row,							\
	};										\
	static noinline u64 name##_pairs(struct run *run, const struct stretch *stretch)\
	{										\
		return sample_pairs(run, stretch, name##_calls);			\
	}										\
	static noinline u64 name##_allocs(struct run *run, const struct stretch *stretch)\
	{										\
		return sample_allocs(run, stretch, name##_calls);			\
	}										\
	static noinline u64 name##_frees(struct run *run, const struct stretch *stretch)\
	{										\
		return sample_frees(run, stretch, name##_calls);			\
	}										\
	static const struct loops name##_loops = {					\
		.pairs = name##_pairs,							\
		.allocs = name##_allocs,						\
		.frees = name##_frees,							\
	}

/* The loops of a row whose call needs nothing before it. */
#define SAMPLING_LOOPS(name, alloc_expression, free_expression) \
	SAMPLING_LOOPS_OF(name, NULL, false, alloc_expression, free_expression)

/* The loops of a row whose call gives shape->bulk_count objects, and returns how many. */
#define SAMPLING_LOOPS_BULK(name, alloc_expression, free_expression) \
	SAMPLING_LOOPS_OF(name, NULL, true, alloc_expression, free_expression)

/* The loops of a row whose call works on what PREPARE has made: "prepared". */
#define SAMPLING_LOOPS_PREPARED(name, prepare, alloc_expression, free_expression) \
	SAMPLING_LOOPS_OF(name, prepare, false, alloc_expression, free_expression)

#endif
