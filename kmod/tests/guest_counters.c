// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The counters beside a run: they count what the run did, and say what cannot be counted.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"

#define SAMPLES 512

/**
 * struct count - a counter's change over a run, summed over names that begin alike
 */
struct count {
	int64_t change;
	unsigned int found;
	uint32_t error;
};

static struct allocbench_counter *all_counters(const char *allocator, const char *pattern,
					       uint64_t size, unsigned int *count)
{
	struct allocbench_request request = request_of(allocator, size);
	struct allocbench_counter *counters = NULL;
	struct allocbench_sample *samples = NULL;
	struct allocbench_reply reply = { 0 };
	int run = open_run();

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, pattern);
	request.set_size = strcmp(pattern, "pair") ? SAMPLES : 0;
	request.sample_count = SAMPLES;
	if (!send_request(run, &request))
		receive_all(run, &reply, &samples, &counters);
	*count = reply.counter_count;
	free(samples);
	close(run);
	return counters;
}

static struct count change_of(const struct allocbench_counter *counters,
			      unsigned int count, const char *prefix)
{
	struct count sum = { 0 };

	for (unsigned int i = 0; i < count; i++) {
		if (strncmp(counters[i].name, prefix, strlen(prefix)) != 0)
			continue;
		sum.found++;
		sum.change += counters[i].change;
		sum.error |= counters[i].error;
	}
	return sum;
}

static struct count measure(const char *allocator, const char *pattern, uint64_t size,
			    const char *prefix)
{
	unsigned int count;
	struct allocbench_counter *counters =
		all_counters(allocator, pattern, size, &count);
	struct count sum = change_of(counters, count, prefix);

	free(counters);
	return sum;
}

/* A tick or a worker may add a few; a page for each sample is what counts. */
static bool is_about(int64_t change, int64_t wanted)
{
	return change >= wanted && change <= wanted + wanted / 8 + 16;
}

static void path(void)
{
	struct count order_0 = measure("__get_free_pages", "pair", 4096, "pgalloc_");
	struct count order_2 = measure("__get_free_pages", "pair", 16384, "pgalloc_");
	struct count freed = measure("__get_free_pages", "pair", 4096, "pgfree");
	struct count slab = measure("kmalloc", "pair", 64, "pgalloc_");
	struct count batch = measure("kmalloc", "batch-fifo", 4096, "pgalloc_");
	struct count stalls = measure("kmalloc", "pair", 64, "allocstall_");

	printf("# pages given: %" PRId64 " order 0, %" PRId64 " order 2, %" PRId64
	       " kmalloc pairs, %" PRId64 " kmalloc batch\n",
	       order_0.change, order_2.change, slab.change, batch.change);
	fact(!order_0.error && is_about(order_0.change, SAMPLES),
	     "%d pairs of order 0 are %d pages of pgalloc", SAMPLES, SAMPLES);
	fact(is_about(order_2.change, 4 * SAMPLES), "and of order 2 four times as many");
	fact(is_about(freed.change, SAMPLES), "which are freed");
	fact(slab.change < SAMPLES / 8, "pairs of kmalloc stay with their slab");
	fact(batch.change >= SAMPLES, "a batch of kmalloc(4096) takes new slabs");
	fact(stalls.found > 0 && stalls.change == 0, "nothing had to be reclaimed");
}

static void pages(void)
{
	struct count lists = measure("__get_free_pages", "batch-fifo", 4096, "pcp_pages");
	struct count slab = measure("kmalloc", "hold", 4096, "nr_slab_unreclaimable");
	struct count free_pages = measure("vmalloc", "pair", 1 << 20, "nr_free_pages");

	fact(lists.found == 1 && !lists.error,
	     "the pages of this CPU's lists are counted");
	fact(slab.found == 1 && !slab.error, "and those of slabs");
	fact(free_pages.found == 1 && free_pages.change > -SAMPLES &&
		     free_pages.change < SAMPLES,
	     "vmalloc pairs give back what they take");
}

/* With the cell of an open file. */
static struct count go_on(int run, struct allocbench_request *request)
{
	struct allocbench_counter *counters = NULL;
	struct allocbench_sample *samples = NULL;
	struct allocbench_reply reply = { 0 };
	struct count clock = { 0 };

	if (!send_request(run, request) && !receive_all(run, &reply, &samples, &counters))
		clock = change_of(counters, reply.counter_count, "task-clock");
	free(samples);
	free(counters);
	return clock;
}

static void another_thread(void)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	int run = open_run(), status = 0;
	struct count own, again;
	pid_t other;

	request.sample_count = SAMPLES;
	own = go_on(run, &request);
	request.flags = ALLOCBENCH_CONTINUE;
	other = fork();
	if (!other) {
		struct count others = go_on(run, &request);

		_exit(others.found == 1 && others.error == EOPNOTSUPP && !others.change);
	}
	waitpid(other, &status, 0);
	again = go_on(run, &request);
	close(run);
	fact(WIFEXITED(status) && WEXITSTATUS(status) == 1,
	     "who goes on with another's cell is told that its events are the other's");
	fact(own.found == 1 && own.error == again.error &&
		     (own.error || again.change > 0),
	     "who began it counts on");
}

/* Where there is no such counter the reason is told; perf itself is shown to work. */
static void hardware(void)
{
	struct count clock = measure("kmalloc", "pair", 64, "task-clock");
	struct count crowd;
	unsigned int count, told = 0, hardware_count = 0;
	struct allocbench_counter *counters = all_counters("kmalloc", "pair", 64, &count);

	for (unsigned int i = 0; i < count; i++) {
		if (counters[i].kind != ALLOCBENCH_HARDWARE ||
		    !strcmp(counters[i].name, "task-clock"))
			continue;
		hardware_count++;
		told += counters[i].error ? counters[i].change == 0
					  : counters[i].change > 0;
		printf("# %s: %lld, %s\n", counters[i].name, counters[i].change,
		       strerror(counters[i].error));
	}
	free(counters);
	fact(hardware_count >= 5 && told == hardware_count,
	     "each hardware counter has counted, or says why not");
	printf("# task-clock: %" PRId64 " ns\n", clock.change);
	fact(clock.found == 1 && !clock.error && clock.change > 0,
	     "a counter of perf's that each machine has was read");
	crowd = measure("none", "hold", 0, "task-clock");
	fact(!crowd.error, "for each pattern of one thread");
}

void counters(void)
{
	kernel_log_mark();
	path();
	pages();
	hardware();
	another_thread();
	fact(kernel_log_lines() == 0, "no counter leaves a line in the kernel log");
}
