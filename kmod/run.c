// SPDX-License-Identifier: GPL-2.0-only
/*
 * Carries out a run, and knows what all runs hold at this moment.
 */
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/smp.h>
#include <linux/string.h>

#include "counters.h"
#include "crowd.h"
#include "empty.h"
#include "pattern.h"
#include "request.h"
#include "run.h"
#include "smi.h"
#include "stretch.h"

static LIST_HEAD(runs);
static DEFINE_MUTEX(runs_lock);

/* What runs that are over have left behind: stays zero in a module without faults. */
static u64 left_objects, left_bytes;

void run_register(struct run *run)
{
	mutex_lock(&runs_lock);
	list_add(&run->node, &runs);
	mutex_unlock(&runs_lock);
}

void run_unregister(struct run *run)
{
	mutex_lock(&runs_lock);
	list_del(&run->node);
	mutex_unlock(&runs_lock);
}

void run_copy(struct run *copy, const struct run *run)
{
	mutex_lock(&runs_lock);
	*copy = *run;
	mutex_unlock(&runs_lock);
}

void run_set_shape(struct run *run, const struct shape *shape)
{
	mutex_lock(&runs_lock);
	run->shape = *shape;
	mutex_unlock(&runs_lock);
}

void run_live(u64 *objects, u64 *bytes)
{
	struct run *run;

	mutex_lock(&runs_lock);
	*objects = left_objects;
	*bytes = left_bytes;
	list_for_each_entry (run, &runs, node) {
		unsigned long live = READ_ONCE(run->live);

		*objects += live;
		*bytes += (u64)live * run->shape.bytes;
	}
	mutex_unlock(&runs_lock);
}

static void forget_live(struct run *run)
{
	if (likely(!run->live))
		return;
	mutex_lock(&runs_lock);
	left_objects += run->live;
	left_bytes += (u64)run->live * run->shape.bytes;
	WRITE_ONCE(run->live, 0);
	mutex_unlock(&runs_lock);
}

static void take(struct run *run, u64 count)
{
	run->taken = 0;
	run->failures = 0;
	run->elapsed_ticks = 0;
	run->start_skew = 0;
	run->pattern->take(run, count);
}

/* The samples go where the real ones will overwrite them. */
static void warm_up(struct run *run)
{
	u64 left = run->warmup_count;

	while (left && !run->stopped) {
		u64 count = min(left, run->sample_count);

		take(run, count);
		left -= count;
	}
}

static size_t usable_size(struct run *run)
{
	const struct allocator *allocator = run->allocator;
	struct allocbench_sample forgotten;
	void **slot = run->buffer.slots;
	size_t usable = 0;

	/* The standing set fills the slots, and its blocks are as good. */
	if (!allocator->usable_size)
		return 0;
	if (!run->holds_set && !stretch_alloc_one(run, &forgotten, slot))
		return 0;
	/* Of a row that takes a count, the objects stand after their number. */
	if (*slot)
		usable = allocator->usable_size(&run->shape,
						slot[allocator->takes_bulk]);
	if (!run->holds_set)
		stretch_free_one(run, &forgotten, slot);
	return usable;
}

static void sample(struct run *run, struct allocbench_reply *reply)
{
	u64 smi_before, smi_after;
	unsigned int cpu = raw_smp_processor_id();
	bool counted = smi_count(&smi_before);

	if (run->counters)
		counters_begin(run->counters);
	take(run, run->sample_count);
	if (run->counters)
		counters_end(run->counters, run->pattern->cpus == PATTERN_NO_CPUS);

	reply->cpu = raw_smp_processor_id();
	if (counted && smi_count(&smi_after) && reply->cpu == cpu) {
		reply->smi_count = smi_after - smi_before;
		reply->flags |= ALLOCBENCH_SMI_COUNTED;
	}
}

/*
 * Before the settling: what is made here belongs to the state that a cell begins with.
 * Nothing of the last cell's row is left in the slots.
 */
static int set_up(struct run *run)
{
	int error = 0;

	memset(run->buffer.slots, 0,
	       request_samples_needed(run) * sizeof(*run->buffer.slots));
	counters_free(run->counters);
	run->counters = NULL;
	if (!run->is_probe) {
		run->counters = counters_new();
		if (!run->counters)
			return -ENOMEM;
	}
	if (run->allocator->set_up)
		error = run->allocator->set_up(&run->shape);
	if (error)
		return error;
	run->is_set_up = true;
	error = crew_new(run);
	if (error)
		run_tear_down(run);
	return error;
}

/*
 * At the begin and the end of a cell. Frees that are deferred are waited for at the end of
 * each run instead: a cell of many would hold more than the budget of each.
 */
static void settle(struct run *run, bool is_end_of_run)
{
	if (run->allocator->settle && run->allocator->defers_free == is_end_of_run)
		run->allocator->settle();
}

/*
 * What other cells have left in caches and lists must not be found by this one. The pages
 * taken out of the lists are kept for the cells to come: back in the lists they would have
 * to be taken again, and be ever more. A maximum is searched in all of memory.
 */
static void begin_anew(struct run *run)
{
	settle(run, false);
	if (run->is_probe)
		empty_give_back(run);
	else if (run->allocator->empty_caches)
		run->allocator->empty_caches(run);
}

void run_tear_down(struct run *run)
{
	if (!run->is_set_up)
		return;
	pattern_drop_set(run);
	crew_free(run);
	settle(run, false);
	if (run->allocator->tear_down)
		run->allocator->tear_down(&run->shape);
	forget_live(run);
	run->is_set_up = false;
}

static void fill_reply(struct run *run, struct allocbench_reply *reply)
{
	reply->sample_count = run->taken;
	reply->failures = run->failures;
	reply->elapsed_ticks = run->elapsed_ticks;
	reply->start_skew = run->start_skew;
	reply->threads =
		run->pattern->cpus == PATTERN_CPUS ? cpumask_weight(&run->cpus) : 1;
	/* Last: it takes a block more, which is no sample. */
	if (run->stopped)
		reply->flags |= ALLOCBENCH_INTERRUPTED;
	else if (!run->is_probe)
		reply->usable_size = usable_size(run);
}

int run_perform(struct run *run, struct allocbench_reply *reply)
{
	int error;

	memset(reply, 0, sizeof(*reply));
	reply->version = ALLOCBENCH_VERSION;
	run->stopped = 0;
	if (!run->is_set_up) {
		error = set_up(run);
		if (error)
			return error;
		begin_anew(run);
	}
	warm_up(run);
	if (!run->stopped)
		sample(run, reply);
	else
		run->taken = 0;

	settle(run, true);
	if (run->stopped)
		run_tear_down(run);
	if (run->stopped == -E2BIG)
		return -E2BIG;
	if (!run->taken)
		return -EINTR;
	fill_reply(run, reply);
	return 0;
}
