// SPDX-License-Identifier: GPL-2.0-only
/*
 * Carries out a run, and knows what all runs hold at this moment.
 */
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/smp.h>
#include <linux/string.h>

#include "run.h"
#include "smi.h"

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

/* The samples go where the real ones will overwrite them. */
static void warm_up(struct run *run)
{
	u64 left = run->warmup_count;

	while (left && !run->interrupted) {
		u64 count = min(left, run->sample_count);

		run->pairs(run, count);
		left -= count;
	}
	run->failures = 0;
}

static u64 usable_size(const struct run *run)
{
	const struct allocator *allocator = run->allocator;
	size_t usable = 0;
	void *block;

	if (!allocator->usable_size)
		return 0;
	block = allocator->alloc(&run->shape);
	if (block) {
		usable = allocator->usable_size(&run->shape, block);
		allocator->free(&run->shape, block);
	}
	return usable;
}

static void sample(struct run *run, struct allocbench_reply *reply)
{
	u64 smi_before, smi_after;
	unsigned int cpu = raw_smp_processor_id();
	bool counted = smi_count(&smi_before);

	run->pairs(run, run->sample_count);

	reply->cpu = raw_smp_processor_id();
	if (counted && smi_count(&smi_after) && reply->cpu == cpu) {
		reply->smi_count = smi_after - smi_before;
		reply->flags |= ALLOCBENCH_SMI_COUNTED;
	}
}

int run_perform(struct run *run, struct allocbench_reply *reply)
{
	memset(reply, 0, sizeof(*reply));
	reply->version = ALLOCBENCH_VERSION;
	run->interrupted = false;
	run->taken = 0;
	run->failures = 0;

	if (run->allocator->settle)
		run->allocator->settle();
	warm_up(run);
	if (run->interrupted)
		return -EINTR;
	sample(run, reply);
	if (!run->taken)
		return -EINTR;

	if (run->interrupted)
		reply->flags |= ALLOCBENCH_INTERRUPTED;
	else if (!run->is_probe)
		reply->usable_size = usable_size(run);
	forget_live(run);
	reply->sample_count = run->taken;
	reply->failures = run->failures;
	reply->elapsed_ticks = run->elapsed_ticks;
	if (run->allocator->settle)
		run->allocator->settle();
	return 0;
}
