// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The largest runs, where the kernel's patience is at its shortest.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "stress.h"

#define MIB (1 << 20)

/* Soft lockups after twice the first, stalls of RCU, tasks that hang: seconds. */
static const struct {
	const char *path, *value;
} limits[] = {
	{ "/proc/sys/kernel/watchdog_thresh", "1" },
	{ "/sys/module/rcupdate/parameters/rcu_cpu_stall_timeout", "3" },
	{ "/proc/sys/kernel/hung_task_timeout_secs", "5" },
	{ "/proc/sys/kernel/hung_task_check_interval_secs", "1" },
};

/* Samples of 0 are as many as the buffers hold; a set of 0 with has_set as well. */
static const struct {
	const char *allocator, *gfp, *pattern, *context;
	uint64_t size, set_size, bulk_count, samples;
	bool has_set;
} runs[] = {
	{ "none", "", "pair", "task", 0, 0, 0, 0, false },
	{ "kmalloc", "GFP_KERNEL", "pair", "task", 64, 0, 0, 0, false },
	{ "kmalloc", "GFP_KERNEL", "hold", "task", 8, 0, 0, 1000, true },
	{ "kmalloc", "GFP_KERNEL", "batch-random", "task", 8, 0, 0, 0, true },
	{ "kmalloc", "GFP_ATOMIC", "batch-fifo", "irq-off", 8, 0, 0, 0, true },
	{ "kmalloc", "GFP_NOWAIT", "batch-fifo", "preempt-off", 8, 0, 0, 0, true },
	{ "kmalloc", "GFP_ATOMIC", "batch-lifo", "softirq", 8, 0, 0, 0, true },
	{ "kmalloc", "GFP_ATOMIC", "hold", "hardirq", 8, 0, 0, 1000, true },
	{ "__get_free_pages", "GFP_ATOMIC|__GFP_ZERO", "batch-fifo", "irq-off", 4 * MIB, 30, 0,
	  1000, true },
	{ "__get_free_pages", "GFP_ATOMIC|__GFP_ZERO", "pair", "hardirq", 4 * MIB, 0, 0, 1000,
	  false },
	{ "alloc_pages_exact", "GFP_ATOMIC|__GFP_ZERO", "pair", "irq-off", 4 * MIB - 4096, 0, 0,
	  1000, false },
	{ "kmem_cache_alloc_bulk", "GFP_ATOMIC|__GFP_ZERO", "batch-fifo", "preempt-off", 1024,
	  16, 4096, 500, true },
	{ "alloc_pages_bulk", "GFP_ATOMIC|__GFP_ZERO", "batch-fifo", "irq-off", 4096, 8, 4096,
	  200, true },
	{ "alloc_percpu", "GFP_KERNEL", "batch-fifo", "task", 32768, 64, 0, 2000, true },
	{ "vmalloc", "GFP_KERNEL", "touch", "task", 128 * MIB, 0, 0, 10, false },
	{ "vzalloc", "GFP_KERNEL", "pair", "task", 128 * MIB, 0, 0, 10, false },
	{ "kfree_rcu", "GFP_KERNEL", "batch-fifo", "task", 64, 1000, 0, 200000, true },
	{ "kmalloc", "GFP_KERNEL", "crowd", "task", 64, 0, 0, 0, false },
	{ "kmalloc", "GFP_KERNEL", "remote", "task", 8, 0, 0, 0, true },
	{ "kmalloc", "GFP_ATOMIC", "cold", "irq-off", 4096, 16, 0, 2000, true },
};

static struct allocbench_request largest(size_t i)
{
	struct allocbench_request request = request_of(runs[i].allocator, runs[i].size);
	unsigned int cpus = sysconf(_SC_NPROCESSORS_ONLN);
	uint64_t most = info_number("buffer_limit") / ALLOCBENCH_SAMPLE_BYTES;

	memset(request.gfp, 0, sizeof(request.gfp));
	strcpy(request.gfp, runs[i].gfp);
	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, runs[i].pattern);
	memset(request.context, 0, sizeof(request.context));
	strcpy(request.context, runs[i].context);
	if (!strcmp(runs[i].pattern, "crowd")) {
		sprintf(request.cpus, "0-%u", cpus - 1);
		most /= cpus;
	}
	if (!strcmp(runs[i].pattern, "remote"))
		sprintf(request.cpus, "%u", cpus - 1);
	request.bulk_count = runs[i].bulk_count;
	request.set_size = runs[i].set_size || !runs[i].has_set ? runs[i].set_size : most;
	request.sample_count = runs[i].samples ? runs[i].samples : most;
	return request;
}

static void run_largest(size_t i)
{
	struct allocbench_request request = largest(i);
	struct allocbench_sample *samples = NULL;
	struct allocbench_reply reply = { 0 };
	double begin = seconds_now();
	int run = open_run();
	int error = send_request(run, &request);

	if (!error)
		error = receive(run, &reply, &samples);
	close(run);
	free(samples);
	fact(!error && reply.failures < reply.sample_count,
	     "%s, %s, %s: %llu samples in %.1f s%s%s", request.allocator, request.pattern,
	     request.context, (unsigned long long)reply.sample_count, seconds_now() - begin,
	     error ? ": " : "", error ? strerror(-error) : "");
}

static void lower_limits(void)
{
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		fact(stress_write(limits[i].path, limits[i].value) == 0, "%s is %s",
		     limits[i].path, limits[i].value);
}

void planted_bug(const char *name)
{
	lower_limits();
	fact(stress_write("/sys/kernel/debug/planted", name) == 0, "%s is committed", name);
}

void largest_runs(void)
{
	pin_to_first_cpu();
	lower_limits();
	kernel_log_mark();
	for (unsigned int round = 0; round < stress_amount(1, 5); round++)
		for (size_t i = 0; i < sizeof(runs) / sizeof(*runs); i++)
			run_largest(i);
	fact(holds_nothing(), "nothing is held");
	fact(kernel_log_lines() == 0, "the kernel finds nothing locked up, stalled or hung");
}
