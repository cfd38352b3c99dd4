// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs a loop piece by piece, and looks at signals and the scheduler between the pieces.
 */
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "run.h"
#include "stretch.h"

static bool is_stopped(struct run *run)
{
	if (signal_pending(current))
		WRITE_ONCE(run->interrupted, true);
	/* The threads of a crowd get no signal: their leader does. */
	return run->interrupted || (run->leader && READ_ONCE(run->leader->interrupted));
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

	while (rest.count && (rest.places || !is_stopped(run))) {
		struct stretch piece = rest;

		piece.count = min(rest.count, run->context->most);
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
