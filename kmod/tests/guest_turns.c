// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Samples of test-only rows that cost by turns of a loop, where the clock counts
 * instructions.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_turns.h"

/* The instructions of one take_turns() turn; measured, since compilers differ. */
static uint64_t turn;

struct allocbench_request pattern_request(const char *allocator, const char *pattern,
					  uint64_t set)
{
	struct allocbench_request request = request_of(allocator, 64);

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, pattern);
	request.set_size = set;
	request.sample_count = COUNT;
	request.seed = 1;
	return request;
}

/* Performs it in a file of its own; NULL where it was refused or gave another count. */
static struct allocbench_sample *perform_once(const struct allocbench_request *request)
{
	struct allocbench_sample *samples = NULL;
	struct allocbench_reply reply;
	int run = open_run();
	int error;

	error = send_request(run, request);
	if (!error)
		error = receive(run, &reply, &samples);
	close(run);
	if (error || reply.sample_count != request->sample_count) {
		printf("# %s %s %s: %s\n", request->allocator, request->pattern,
		       request->context, strerror(-error));
		free(samples);
		return NULL;
	}
	return samples;
}

static bool is_disturbed(const struct allocbench_sample *samples)
{
	for (size_t i = 0; i < COUNT; i++) {
		if (samples[i].cause)
			return true;
	}
	return false;
}

/* A tick of the timer falls into few runs. */
struct allocbench_sample *perform(const struct allocbench_request *request)
{
	struct allocbench_sample *samples = perform_once(request);

	for (int i = 0; samples && is_disturbed(samples) && i < 10; i++) {
		free(samples);
		samples = perform_once(request);
	}
	return samples;
}

struct allocbench_sample least_of_history(void)
{
	struct allocbench_request request = pattern_request("history", "pair", 0);
	struct allocbench_sample *samples = perform(&request);
	struct allocbench_sample least = samples[0];

	for (size_t i = 1; i < COUNT; i++) {
		if (samples[i].alloc_ticks < least.alloc_ticks)
			least.alloc_ticks = samples[i].alloc_ticks;
		if (samples[i].free_ticks < least.free_ticks)
			least.free_ticks = samples[i].free_ticks;
	}
	free(samples);
	return least;
}

/* A loop's first turn costs otherwise. */
unsigned int turns(uint64_t ticks, uint64_t least)
{
	return ticks < least ? 0 : (ticks - least + turn / 2) / turn;
}

/* Of a batch the second allocation finds one block live, and turns once more. */
void measure_turn(const struct allocbench_sample *least)
{
	struct allocbench_request request =
		pattern_request("history", "batch-fifo", COUNT);
	struct allocbench_sample *samples = perform(&request);

	turn = (samples[COUNT - 1].alloc_ticks - samples[COUNT / 2].alloc_ticks) /
	       (COUNT / 2 - 1);
	printf("# history: %llu and %llu instructions, %" PRIu64 " more a turn\n",
	       least->alloc_ticks, least->free_ticks, turn);
	free(samples);
}
