/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One run: a valid request carried out, and what it gave.
 */
#ifndef ALLOCBENCH_RUN_H
#define ALLOCBENCH_RUN_H

#include <linux/list.h>
#include <linux/types.h>

#include "allocator.h"
#include "uapi/allocbench.h"

/**
 * struct run - the state of an open file's runs; one at a time
 * @allocator:     the row
 * @shape:         what each call asks for
 * @pairs:         the loop
 * @sample_count:  samples to take
 * @warmup_count:  samples to take and forget before
 * @samples:       the buffer
 * @taken:         samples in it
 * @failures:      how many of them failed
 * @elapsed_ticks: clock ticks around the whole loop
 * @live:          blocks held now; read by others without a lock
 * @is_probe:      one attempt of a maximum search
 * @interrupted:   a signal stopped the loop
 * @node:          in the list of all runs, for run_live()
 */
struct run {
	const struct allocator *allocator;
	struct shape shape;
	pairs_fn pairs;
	u64 sample_count;
	u64 warmup_count;
	struct allocbench_sample *samples;
	u64 taken;
	u64 failures;
	u64 elapsed_ticks;
	unsigned long live;
	bool is_probe;
	bool interrupted;
	struct list_head node;
};

/**
 * run_register() - let run_live() see a run
 */
void run_register(struct run *run);
void run_unregister(struct run *run);

/**
 * run_live() - blocks and bytes that all runs hold at this moment
 */
void run_live(u64 *objects, u64 *bytes);

/**
 * run_perform() - settle, warm up, sample
 * @run:      filled by request_parse(), with a buffer for sample_count
 * @reply:    what user space reads before the samples
 *
 * Return: 0 (an interrupted run with samples too) or -EINTR (no sample was taken).
 */
int run_perform(struct run *run, struct allocbench_reply *reply);

#endif
