/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One run: a valid request carried out, and what it gave.
 */
#ifndef ALLOCBENCH_RUN_H
#define ALLOCBENCH_RUN_H

#include <linux/cpumask.h>
#include <linux/list.h>
#include <linux/mmzone.h>
#include <linux/prandom.h>
#include <linux/types.h>

#include "allocator.h"
#include "buffer.h"
#include "context.h"
#include "uapi/allocbench.h"

struct counters;
struct crew;
struct pattern;

/**
 * struct drained - blocks taken out of free lists (empty.c)
 * @blocks: the last that was taken, which has the address of the one before
 * @pages:  how many, in pages of order 0
 */
struct drained {
	void *blocks;
	unsigned long pages;
};

/**
 * struct run - the state of an open file's runs; one at a time
 * @allocator:     the row
 * @shape:         what each call asks for
 * @loops:         the row's, or of a ruler those of its size
 * @pattern:       in which order it allocates and frees
 * @context:       and in what context
 * @cpus:          other CPUs of the pattern
 * @sample_count:  samples to take; of crowd, each thread
 * @warmup_count:  samples to take and forget before
 * @set_size:      blocks that the pattern holds at once
 * @random:        of the pattern
 * @buffer:        samples and slots
 * @taken:         samples in it
 * @failures:      how many of them failed
 * @elapsed_ticks: clock ticks in the loops
 * @start_skew:    of crowd: ticks from the first start to the last
 * @promised:      bytes of memory that others leave to it
 * @live:          blocks held now; read by others without a lock
 * @is_probe:      one attempt of a maximum search
 * @is_set_up:     between run_perform() and run_tear_down()
 * @holds_set:     hold: the standing set is there
 * @stopped:       why the loop was: -EINTR, a signal; -E2BIG, too little memory is left; 0
 * @looked_at:     @live, when what is left was last looked at
 * @counters:      of the path and of the hardware
 * @crew:          threads on @cpus
 * @leader:        of a thread of a crowd: the run that it belongs to
 * @drained:       of each zone: held by all its cells so that the CPU's lists stay empty
 * @node:          in the list of all runs, for run_live()
 */
struct run {
	const struct allocator *allocator;
	struct shape shape;
	const struct loops *loops;
	const struct pattern *pattern;
	const struct context *context;
	struct cpumask cpus;
	u64 sample_count;
	u64 warmup_count;
	u64 set_size;
	struct rnd_state random;
	struct buffer buffer;
	u64 taken;
	u64 failures;
	u64 elapsed_ticks;
	u64 start_skew;
	u64 promised;
	unsigned long live;
	bool is_probe;
	bool is_set_up;
	bool holds_set;
	int stopped;
	unsigned long looked_at;
	struct counters *counters;
	struct crew *crew;
	struct run *leader;
	struct drained drained[MAX_NR_ZONES];
	struct list_head node;
};

/**
 * run_register() - let run_live() see a run
 */
void run_register(struct run *run);
void run_unregister(struct run *run);

/**
 * run_copy() - of a run that others look at
 */
void run_copy(struct run *copy, const struct run *run);

/**
 * run_set_shape() - of a run that others look at
 */
void run_set_shape(struct run *run, const struct shape *shape);

/**
 * run_live() - blocks and bytes that all runs hold at this moment
 */
void run_live(u64 *objects, u64 *bytes);

/**
 * run_perform() - settle, warm up, sample
 * @run:   filled by request_parse(), with a buffer for what it needs
 * @reply: what user space reads before the samples
 *
 * What was made for the cell stays, so that a further run can go on with it, until
 * run_tear_down().
 *
 * Return: 0 (an interrupted run with samples too), -EINTR (no sample was taken), -E2BIG (its
 * blocks take more than their bytes, and too little is left to others), or what the row's or
 * the crew's making gave, -ENOMEM as a rule.
 */
int run_perform(struct run *run, struct allocbench_reply *reply);

/**
 * run_tear_down() - give back all that a cell holds; does nothing where it holds nothing
 *
 * The pages taken out of free lists are not the cell's: empty_give_back() at the end.
 */
void run_tear_down(struct run *run);

#endif
