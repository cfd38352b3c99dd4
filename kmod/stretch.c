// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a loop piece by piece, and looks at signals and the scheduler between the pieces.
 */
#include <linux/errno.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sizes.h>

#include "budget.h"
#include "run.h"
#include "stretch.h"

/* To zero or to map so much takes no longer than a signal can wait. */
#define PIECE_BYTES SZ_4M

/* Not before each sample: a set grows by a piece first. */
static bool is_short_of_memory(struct run *run, loop_fn loop)
{
	unsigned long live = run->live;

	if (loop != run->loops->allocs)
		return false;
	if (live >= run->looked_at &&
	    (live - run->looked_at) * run->shape.bytes < PIECE_BYTES)
		return false;
	run->looked_at = live;
	return live && budget_is_overdrawn();
}

static bool is_stopped(struct run *run, loop_fn loop)
{
	if (signal_pending(current))
		WRITE_ONCE(run->stopped, -EINTR);
	else if (!run->stopped && is_short_of_memory(run, loop))
		WRITE_ONCE(run->stopped, -E2BIG);
	/* The threads of a crowd get no signal: their leader does. */
	return run->stopped || (run->leader && READ_ONCE(run->leader->stopped));
}

static u64 piece_of(const struct run *run, u64 count)
{
	u64 fitting = div64_u64(PIECE_BYTES, max(run->shape.bytes, 1ULL));

	return min3(count, run->context->most, max(fitting, 1ULL));
}

/* Pairs have one slot, however many there are. */
static void advance(const struct run *run, loop_fn loop, struct stretch *stretch, u64 done)
{
	stretch->count -= done;
	if (stretch->places) {
		stretch->places += done;
		return;
	}
	stretch->samples += done;
	if (loop != run->loops->pairs)
		stretch->slots += done * run->shape.slot_words;
}

u64 stretch_run(struct run *run, loop_fn loop, const struct stretch *stretch)
{
	struct stretch rest = *stretch;

	while (rest.count && (rest.places || !is_stopped(run, loop))) {
		struct stretch piece = rest;

		piece.count = piece_of(run, rest.count);
		advance(run, loop, &rest, run->context->call(run, loop, &piece));
		cond_resched();
	}
	return stretch->count - rest.count;
}

bool stretch_alloc_one(struct run *run, struct allocbench_sample *sample, void **slot)
{
	return stretch_run(run, run->loops->allocs,
			   &(struct stretch){ .samples = sample, .slots = slot, .count = 1 });
}

void stretch_free_one(struct run *run, struct allocbench_sample *sample, void **slot)
{
	static const u32 first;

	stretch_run(run, run->loops->frees,
		    &(struct stretch){ .samples = sample,
				       .slots = slot,
				       .places = &first,
				       .count = 1 });
}
