// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The patterns that take other CPUs: remote and crowd. On one CPU there is a crowd of one,
 * and nothing is remote.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"

#define COUNT 64

static struct allocbench_request cpus_request(const char *allocator, const char *pattern,
					      const char *cpus)
{
	struct allocbench_request request = request_of(allocator, 64);

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, pattern);
	strcpy(request.cpus, cpus);
	request.set_size = strcmp(pattern, "remote") ? 0 : 8;
	request.sample_count = COUNT;
	return request;
}

static int refusal(const char *pattern, const char *cpus)
{
	struct allocbench_request request = cpus_request("kmalloc", pattern, cpus);
	int run = open_run();
	int error = send_request(run, &request);

	close(run);
	return error;
}

static void refused_lists(void)
{
	fact(refusal("crowd", "") == -EINVAL, "a crowd without CPUs: EINVAL");
	fact(refusal("crowd", "0-") == -EINVAL, "a list that is none: EINVAL");
	fact(refusal("crowd", "4000") == -ENXIO, "a CPU that is not there: ENXIO");
	fact(refusal("pair", "0") == -EINVAL, "CPUs for a pattern that takes none: EINVAL");
	fact(refusal("remote", "0") == -EINVAL, "a remote CPU that is the own one: EINVAL");
	fact(refusal("remote", "") == -EINVAL, "no remote CPU: EINVAL");
}

static void crowd(unsigned int threads)
{
	char cpus[16];
	struct allocbench_request request;
	struct allocbench_reply reply = { 0 };
	struct allocbench_sample *samples = NULL;
	unsigned int ordered = 0;
	int run = open_run();

	sprintf(cpus, "0-%u", threads - 1);
	request = cpus_request("kmalloc", "crowd", cpus);
	fact(!send_request(run, &request) && !receive(run, &reply, &samples) &&
		     reply.threads == threads && reply.sample_count == threads * COUNT,
	     "a crowd of %u: each thread takes all samples", threads);
	for (size_t i = 0; samples && i < reply.sample_count; i++)
		ordered += samples[i].cpu == i / COUNT && samples[i].alloc_ticks > 0;
	fact(ordered == threads * COUNT, "thread after thread, on its own CPU");
	printf("# start skew: %llu ticks\n", reply.start_skew);
	fact((reply.start_skew > 0) == (threads > 1) &&
		     reply.start_skew < reply.elapsed_ticks + (1U << 30),
	     "the skew of their starts is told");
	free(samples);
	close(run);
}

static int compare(const void *left, const void *right)
{
	const struct allocbench_sample *a = left, *b = right;

	return (a->free_ticks > b->free_ticks) - (a->free_ticks < b->free_ticks);
}

/* The row "where" costs 256 turns on CPU 1 and none on CPU 0. */
static void remote(void)
{
	struct allocbench_request request = cpus_request("where", "remote", "1");
	struct allocbench_reply reply = { 0 };
	struct allocbench_sample *samples = NULL;
	uint64_t remote_ticks, local_ticks;
	unsigned int here = 0;
	int run = open_run();

	if (send_request(run, &request) || receive(run, &reply, &samples)) {
		fact(false, "remote frees are taken");
		return;
	}
	for (size_t i = 0; i < COUNT; i++)
		here += samples[i].cpu == 0;
	qsort(samples, COUNT, sizeof(*samples), compare);
	remote_ticks = samples[COUNT / 2].free_ticks;
	free(samples);

	request = cpus_request("where", "pair", "");
	send_request(run, &request);
	receive(run, &reply, &samples);
	qsort(samples, COUNT, sizeof(*samples), compare);
	local_ticks = samples[COUNT / 2].free_ticks;
	free(samples);
	close(run);
	printf("# free: %llu ticks here, %llu there\n", (unsigned long long)local_ticks,
	       (unsigned long long)remote_ticks);
	fact(here == COUNT && remote_ticks > 2 * local_ticks,
	     "remote: allocated here, freed on the other CPU");
}

void cpus(void)
{
	unsigned int count = sysconf(_SC_NPROCESSORS_ONLN);

	kernel_log_mark();
	pin_to_first_cpu();
	refused_lists();
	crowd(1);
	if (count > 1) {
		crowd(count);
		remote();
	} else {
		fact(refusal("remote", "1") == -ENXIO, "nothing is remote on one CPU");
	}
	fact(info_number("live_objects") == 0, "no CPU holds anything");
	fact(kernel_log_lines() == 0, "nor leaves a line in the kernel log");
}
