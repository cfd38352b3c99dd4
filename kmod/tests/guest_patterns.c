// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Patterns and contexts: that each does what its name says. The test-only rows "history"
 * and "where" turn by what happened before and where they are called.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_turns.h"

/* Of sample i of a batch: blocks freed between its allocation and its free. */
static unsigned int fifo_place(unsigned int i)
{
	return i;
}

static unsigned int lifo_place(unsigned int i)
{
	return SET - 1 - i;
}

static void batch(const struct allocbench_sample *least, const char *pattern,
		  unsigned int (*place)(unsigned int i))
{
	struct allocbench_request request = pattern_request("history", pattern, SET);
	struct allocbench_sample *samples = perform(&request);
	unsigned int held = 0, ordered = 0;

	for (size_t i = 0; samples && i < COUNT; i++) {
		held += turns(samples[i].alloc_ticks, least->alloc_ticks) == i % SET;
		ordered +=
			turns(samples[i].free_ticks, least->free_ticks) == place(i % SET);
	}
	fact(held == COUNT, "%s: each batch fills up to its set before a free", pattern);
	fact(ordered == COUNT, "%s: frees in this order", pattern);
	free(samples);
}

/* Each batch's places as digits. */
static void random_order(const struct allocbench_sample *least, uint64_t seed,
			 char *order)
{
	struct allocbench_request request =
		pattern_request("history", "batch-random", SET);
	struct allocbench_sample *samples;

	request.seed = seed;
	samples = perform(&request);
	for (size_t i = 0; samples && i < COUNT; i++)
		order[i] = '0' + turns(samples[i].free_ticks, least->free_ticks);
	order[COUNT] = 0;
	free(samples);
}

static bool is_permutation(const char *order)
{
	unsigned int seen = 0;

	for (size_t i = 0; i < SET; i++)
		seen |= 1U << (order[i] - '0');
	return seen == (1U << SET) - 1;
}

static void batch_random(const struct allocbench_sample *least)
{
	char first[COUNT + 1], again[COUNT + 1], other[COUNT + 1];
	unsigned int permutations = 0;

	random_order(least, 1, first);
	random_order(least, 1, again);
	random_order(least, 2, other);
	for (size_t i = 0; i < COUNT; i += SET)
		permutations += is_permutation(first + i);
	printf("# frees of a random batch: %s\n", first);
	fact(permutations == COUNT / SET,
	     "batch-random: frees each block of a batch once");
	fact(strncmp(first, first + SET, SET) != 0, "each batch in an order of its own");
	fact(!strcmp(first, again), "the same seed gives the same order");
	fact(strcmp(first, other) != 0, "another seed gives another");
}

static void hold(const struct allocbench_sample *least)
{
	struct allocbench_request request = pattern_request("history", "hold", SET);
	struct allocbench_sample *samples = perform(&request);
	unsigned int standing = 0, late = 0;

	for (size_t i = 0; samples && i < COUNT; i++) {
		standing += turns(samples[i].alloc_ticks, least->alloc_ticks) == SET - 1;
		late += turns(samples[i].free_ticks, least->free_ticks) > SET;
	}
	fact(standing == COUNT, "hold: one is allocated beside all others of the set");
	fact(late > 0, "hold: which one is replaced is random: some grow old");
	free(samples);
}

/* A set outlives the run that goes on with its cell, and not the file. */
static void hold_goes_on(void)
{
	struct allocbench_request request = pattern_request("kmalloc", "hold", SET);
	int run = open_run();
	int error;

	error = send_request(run, &request);
	fact(!error && info_number("live_objects") == SET, "a standing set stays");
	request.flags = ALLOCBENCH_CONTINUE;
	request.sample_count = 2 * COUNT;
	request.buffer_samples = 0;
	fact(send_request(run, &request) == -ENOSPC, "goes on only within its buffer");
	request.sample_count = COUNT / 2;
	fact(!send_request(run, &request) && info_number("live_objects") == SET,
	     "a run goes on with it");
	request.size++;
	fact(send_request(run, &request) == -EINVAL,
	     "another size is another cell: EINVAL");
	request.flags = 0;
	fact(!send_request(run, &request) && info_number("live_objects") == SET,
	     "which begins anew without the flag");
	request.operation = ALLOCBENCH_CHECK;
	fact(!send_request(run, &request) && info_number("live_objects") == 0,
	     "a check ends the cell");
	request.operation = ALLOCBENCH_SAMPLE;
	request.flags = ALLOCBENCH_CONTINUE;
	fact(send_request(run, &request) == -EINVAL, "and nothing can go on with it");
	close(run);
	fact(info_number("live_objects") == 0, "nothing is live when the file is closed");
}

static uint64_t median_alloc(const struct allocbench_request *request)
{
	struct allocbench_sample *samples = perform(request);
	uint64_t ticks[COUNT], median;

	if (!samples)
		return 0;
	for (size_t i = 0; i < COUNT; i++) {
		size_t place = i;

		for (; place && ticks[place - 1] > samples[i].alloc_ticks; place--)
			ticks[place] = ticks[place - 1];
		ticks[place] = samples[i].alloc_ticks;
	}
	median = ticks[COUNT / 2];
	free(samples);
	return median;
}

static void cold(const char *allocator)
{
	struct allocbench_request pair = pattern_request(allocator, "pair", 0);
	struct allocbench_request cold = pattern_request(allocator, "cold", 1);
	uint64_t warm_ticks, cold_ticks;

	pair.warmup_count = COUNT;
	warm_ticks = median_alloc(&pair);
	cold_ticks = median_alloc(&cold);
	printf("# %s: %" PRIu64 " warm, %" PRIu64 " cold\n", allocator, warm_ticks,
	       cold_ticks);
	fact(warm_ticks && cold_ticks > warm_ticks + warm_ticks / 2,
	     "%s costs half as much again and more where its caches are empty",
	     allocator);
}

/* In one file: the buffer has the touches of the run before. */
static void touch_is_forgotten(void)
{
	struct allocbench_request request = pattern_request("kmalloc", "touch", 0);
	struct allocbench_sample *samples = NULL;
	struct allocbench_reply reply = { 0 };
	unsigned int touched = 0, still = 0;
	int run = open_run();

	send_request(run, &request);
	receive(run, &reply, &samples);
	for (size_t i = 0; i < reply.sample_count; i++)
		touched += samples[i].touch_ticks > 0;
	free(samples);
	request = pattern_request("kmalloc", "pair", 0);
	send_request(run, &request);
	receive(run, &reply, &samples);
	for (size_t i = 0; i < reply.sample_count; i++)
		still += samples[i].touch_ticks > 0;
	free(samples);
	close(run);
	fact(touched == COUNT && still == 0, "what is not touched has no time for it");
}

static void touch(void)
{
	struct allocbench_request request = pattern_request("kmalloc", "touch", 0);
	struct allocbench_sample *one, *sixteen;

	one = perform(&request);
	request.size = 65536;
	sixteen = perform(&request);
	fact(one && sixteen && one[COUNT - 1].touch_ticks > 0 &&
		     sixteen[COUNT - 1].touch_ticks > one[COUNT - 1].touch_ticks + 15 &&
		     sixteen[COUNT - 1].alloc_ticks > 0 &&
		     sixteen[COUNT - 1].free_ticks > 0,
	     "touch: sixteen pages take more than one, beside alloc and free");
	free(one);
	free(sixteen);
}

/* Sixteen turns a property, and a few instructions to find out. */
static bool is_there(uint64_t ticks, uint64_t least, unsigned int wanted)
{
	return (turns(ticks, least) + 8) / 16 == wanted;
}

static void where(const char *context, uint64_t least, unsigned int wanted)
{
	struct allocbench_request request = pattern_request("where", "pair", 0);
	struct allocbench_sample *samples;
	unsigned int there = 0;

	memset(request.context, 0, sizeof(request.context));
	strcpy(request.context, context);
	strcpy(request.gfp, "GFP_ATOMIC");
	samples = perform(&request);
	for (size_t i = 0; samples && i < COUNT; i++)
		there += is_there(samples[i].alloc_ticks, least, wanted) &&
			 is_there(samples[i].free_ticks, least, wanted);
	if (samples && there < COUNT)
		printf("# it turned %u times\n", turns(samples[0].alloc_ticks, least));
	fact(there == COUNT, "%s: both calls of each sample run there", context);
	free(samples);
}

static void contexts(void)
{
	/* Debian's 5.10 is never preempted, and keeps no count. */
	unsigned int counted = kernel_is("5.10.") ? 0 : 8;
	struct allocbench_request request = pattern_request("where", "pair", 0);
	struct allocbench_sample *samples = perform(&request);
	uint64_t least = samples[COUNT - 1].alloc_ticks;

	free(samples);
	where("task", least, 0);
	where("preempt-off", least, counted);
	where("irq-off", least, 1 + counted);
	/* The softirqs of PREEMPT_RT are threads. */
	where("softirq", least, kernel_is("PREEMPT_RT") ? 2 : 2 + counted);
	where("hardirq", least, 1 + 4 + counted);
}

void patterns(void)
{
	struct allocbench_sample least = least_of_history();

	kernel_log_mark();
	measure_turn(&least);
	batch(&least, "batch-fifo", fifo_place);
	batch(&least, "batch-lifo", lifo_place);
	batch_random(&least);
	hold(&least);
	hold_goes_on();
	cold("kmalloc");
	cold("__get_free_pages");
	touch();
	touch_is_forgotten();
	contexts();
	fact(info_number("live_objects") == 0 && info_number("buffer_in_use") == 0,
	     "no pattern leaves anything");
	fact(kernel_log_lines() == 0, "no pattern leaves a line in the kernel log");
}
