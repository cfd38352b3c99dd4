// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table of long runs, and the process of each.
 */
#include "stress_job.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"
#include "stress.h"

#define MIB (1 << 20)

/* Samples of a run that has no end: it warms up for ever. */
#define ENDLESS_SAMPLES 1000

/*
 * Long runs: each allocator's family, each pattern and each context. A set of 0 is none;
 * ALL_SLOTS is one as large as the buffers allow. Where @samples are given the run is long
 * by them, and has no warm-up: frees that are deferred count against the budget.
 */
#define ALL_SLOTS UINT32_MAX

static const struct kind {
	const char *name, *allocator, *gfp, *pattern, *context;
	uint64_t size;
	uint32_t set_size, bulk_count, samples;
} kinds[] = {
	{ "pair", "kmalloc", "GFP_KERNEL", "pair", "task", 64, 0, 0, 0 },
	{ "batch", "kmalloc", "GFP_KERNEL", "batch-fifo", "task", 512, 20000, 0, 0 },
	{ "batch-random", "kmalloc", "GFP_KERNEL", "batch-random", "task", 512, 20000, 0, 0 },
	{ "batch-lifo", "kzalloc", "GFP_KERNEL", "batch-lifo", "task", 4096, 5000, 0, 0 },
	{ "hold", "kmalloc", "GFP_KERNEL", "hold", "task", 512, 20000, 0, 0 },
	{ "hold all", "kmalloc", "GFP_KERNEL", "hold", "task", 8, ALL_SLOTS, 0, 0 },
	{ "batch all", "kmalloc", "GFP_KERNEL", "batch-random", "task", 8, ALL_SLOTS, 0, 0 },
	{ "cold", "kmem_cache_alloc", "GFP_KERNEL", "cold", "task", 256, 5000, 0, 0 },
	{ "preempt-off", "kmalloc", "GFP_NOWAIT", "batch-fifo", "preempt-off", 256, 20000, 0, 0 },
	{ "irq-off", "kmalloc", "GFP_ATOMIC", "batch-fifo", "irq-off", 256, 20000, 0, 0 },
	{ "softirq", "kmalloc", "GFP_ATOMIC", "hold", "softirq", 256, 20000, 0, 0 },
	{ "hardirq", "kmalloc", "GFP_ATOMIC", "batch-lifo", "hardirq", 256, 20000, 0, 0 },
	{ "hardirq all", "kmalloc", "GFP_ATOMIC", "hold", "hardirq", 8, ALL_SLOTS, 0, 0 },
	{ "remote", "kmalloc", "GFP_KERNEL", "remote", "task", 512, 20000, 0, 0 },
	{ "crowd", "kmalloc", "GFP_KERNEL", "crowd", "task", 512, 0, 0, 0 },
	{ "crowd of pages", "__get_free_pages", "GFP_KERNEL", "crowd", "task", 4 * MIB, 0, 0, 0 },
	{ "crowd of mappings", "vmalloc", "GFP_KERNEL", "crowd", "task", 48 * MIB, 0, 0, 0 },
	{ "deferred", "kfree_rcu", "GFP_KERNEL", "pair", "task", 64, 0, 0, 200000 },
	{ "deferred crowd", "kfree_rcu", "GFP_KERNEL", "crowd", "task", 64, 0, 0, 100000 },
	{ "krealloc", "krealloc", "GFP_KERNEL", "batch-random", "task", 2048, 5000, 0, 0 },
	{ "vmalloc", "vmalloc", "GFP_KERNEL", "pair", "task", 64 * MIB, 0, 0, 0 },
	{ "vmalloc batch", "vzalloc", "GFP_KERNEL", "batch-fifo", "task", MIB, 50, 0, 0 },
	{ "vmalloc hold", "vmalloc", "GFP_KERNEL", "hold", "task", 4096, 10000, 0, 0 },
	{ "touch", "vmalloc", "GFP_KERNEL", "touch", "task", 16 * MIB, 0, 0, 0 },
	{ "kvmalloc", "kvmalloc", "GFP_KERNEL", "batch-fifo", "task", 8 * MIB, 8, 0, 0 },
	{ "zeroed pages", "__get_free_pages", "GFP_ATOMIC|__GFP_ZERO", "batch-fifo", "irq-off",
	  4 * MIB, 16, 0, 0 },
	{ "cold pages", "alloc_page", "GFP_KERNEL", "cold", "task", 4096, 2000, 0, 0 },
	{ "bulk of pages", "alloc_pages_bulk", "GFP_KERNEL", "hold", "task", 4096, 20, 512, 0 },
	{ "bulk of 4096", "kmem_cache_alloc_bulk", "GFP_KERNEL", "batch-fifo", "task", 64, 50,
	  4096, 0 },
	{ "percpu", "alloc_percpu", "GFP_KERNEL", "batch-random", "task", 64, 5000, 0, 0 },
	{ "dma", "dma_alloc_coherent", "GFP_KERNEL", "batch-fifo", "task", 65536, 200, 0, 0 },
};

#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

unsigned int job_kind_count(void)
{
	return KIND_COUNT;
}

/* A quarter of the buffers: a test may have four such runs at once. */
static uint32_t all_slots(void)
{
	return info_number("buffer_limit") / ALLOCBENCH_SAMPLE_BYTES / 4;
}

/* Of remote the last CPU: the caller keeps to the first. */
static void name_cpus(const char *pattern, char *cpus)
{
	long last = sysconf(_SC_NPROCESSORS_ONLN) - 1;

	if (!strcmp(pattern, "crowd"))
		sprintf(cpus, "0-%ld", last);
	else if (!strcmp(pattern, "remote"))
		sprintf(cpus, "%ld", last);
}

struct allocbench_request job_kind(unsigned int number, const char **name)
{
	const struct kind *kind = &kinds[number % KIND_COUNT];
	struct allocbench_request request = request_of(kind->allocator, kind->size);

	*name = kind->name;
	memset(request.gfp, 0, sizeof(request.gfp));
	strcpy(request.gfp, kind->gfp);
	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, kind->pattern);
	memset(request.context, 0, sizeof(request.context));
	strcpy(request.context, kind->context);
	name_cpus(kind->pattern, request.cpus);
	request.set_size = kind->set_size == ALL_SLOTS ? all_slots() : kind->set_size;
	request.bulk_count = kind->bulk_count;
	request.sample_count = kind->samples ? kind->samples : ENDLESS_SAMPLES;
	if (request.sample_count < request.set_size)
		request.sample_count = request.set_size;
	request.warmup_count = kind->samples ? 0 : UINT64_MAX / 2;
	request.seed = stress_random(UINT32_MAX);
	return request;
}

static void stop(int number)
{
	(void)number;
}

static void keep_to(int cpu)
{
	cpu_set_t set;

	if (cpu < 0)
		return;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static void perform(const struct allocbench_request *request, struct job_seen *seen)
{
	struct allocbench_sample *samples = NULL;
	int run = open_run();

	seen->step = JOB_RUNS;
	seen->error = send_request(run, request);
	seen->step = JOB_HAS_RUN;
	if (!seen->error)
		seen->error = receive(run, &seen->reply, &samples);
	free(samples);
	close(run);
}

struct job job_start(const struct allocbench_request *request, int cpu)
{
	/* Without SA_RESTART: what waits for the file is stopped as well. */
	static const struct sigaction action = { .sa_handler = stop };
	struct job job = {
		.seen = mmap(NULL, sizeof(*job.seen), PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0),
	};

	fflush(stdout);
	job.process = fork();
	if (!job.process) {
		sigaction(SIGTERM, &action, NULL);
		sigaction(SIGINT, &action, NULL);
		keep_to(cpu);
		perform(request, job.seen);
		_exit(0);
	}
	return job;
}

bool job_is_in_write(const struct job *job)
{
	return job->seen->step == JOB_RUNS;
}

bool job_wait_for_run(const struct job *job)
{
	double limit = seconds_now() + stress_seconds(10);

	while (seconds_now() < limit && job->seen->step != JOB_HAS_RUN) {
		struct holdings now = holdings_now();

		if (job_is_in_write(job) && now.buffers)
			return true;
		stress_sleep(0.5);
	}
	return false;
}

/* Where it is, and each CPU: in the kernel log too. */
static void tell_where(pid_t process)
{
	char path[64], line[256];

	snprintf(path, sizeof(path), "/proc/%d/stack", process);
	FILE *stack = fopen(path, "re");
	while (stack && fgets(line, sizeof(line), stack))
		printf("# %s", line);
	if (stack)
		fclose(stack);
	stress_write("/proc/sysrq-trigger", "l");
	stress_write("/proc/sysrq-trigger", "t");
}

/* Longer than any run takes to end. */
static int wait_for(pid_t process)
{
	double limit = seconds_now() + stress_seconds(30);
	int status = 0;

	while (!waitpid(process, &status, WNOHANG)) {
		if (seconds_now() > limit) {
			fact(false, "a process ends %.0f s after its signal",
			     stress_seconds(30));
			tell_where(process);
			exit(facts_end());
		}
		stress_sleep(5);
	}
	return status;
}

int job_end(struct job *job, int signal, struct job_seen *seen)
{
	int status;

	if (signal)
		kill(job->process, signal);
	status = wait_for(job->process);
	*seen = *job->seen;
	munmap(job->seen, sizeof(*job->seen));
	return status;
}
