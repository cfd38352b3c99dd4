// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Too little memory: runs have less, or fail, or die; nobody else does.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"
#include "stress.h"
#include "stress_job.h"

#define KIB 1024ULL
#define MIB (1024 * KIB)

#define GROUPS "/tmp/groups"
#define GROUP GROUPS "/run"
#define GROUP_LIMIT (8 * MIB)

/* Of /proc/meminfo, in bytes. */
static uint64_t meminfo(const char *key)
{
	FILE *file = fopen("/proc/meminfo", "re");
	char line[128];
	uint64_t kib = 0;

	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, key, strlen(key)))
			kib = strtoull(line + strlen(key), NULL, 10);
	if (file)
		fclose(file);
	return kib * KIB;
}

static void touch(char *memory, size_t size)
{
	for (size_t i = 0; i < size; i += 4096)
		((volatile char *)memory)[i]++;
}

/* Not beyond what leaves so much available: memory may come back late from runs before. */
static size_t touch_and_leave(char *memory, size_t size, uint64_t left)
{
	size_t touched = 0;

	while (touched < size && meminfo("MemAvailable:") > left) {
		touch(memory + touched, MIB);
		touched += MIB;
	}
	return touched;
}

/*
 * A process that has the size in memory, of whole MiB, or all but what it leaves, and goes on
 * writing to it: what the kernel kills where memory has run out.
 */
static pid_t bystander(size_t size, uint64_t left)
{
	int ready[2];
	char byte;
	pid_t process;

	fflush(stdout);
	if (pipe(ready))
		return -1;
	process = fork();
	if (!process) {
		char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
				    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		size_t touched = touch_and_leave(memory, size, left);

		if (write(ready[1], "r", 1) != 1)
			_exit(1);
		for (;;) {
			touch(memory, touched);
			stress_sleep(50);
		}
	}
	close(ready[1]);
	if (read(ready[0], &byte, 1) != 1)
		printf("# a bystander of %zu bytes did not begin\n", size);
	close(ready[0]);
	return process;
}

static bool lives(pid_t process)
{
	return waitpid(process, NULL, WNOHANG) == 0;
}

static void end(pid_t process)
{
	kill(process, SIGKILL);
	waitpid(process, NULL, 0);
}

static struct allocbench_request set_of(const char *allocator, const char *gfp,
					uint64_t size, uint64_t bytes)
{
	struct allocbench_request request = request_of(allocator, size);

	memset(request.gfp, 0, sizeof(request.gfp));
	strcpy(request.gfp, gfp);
	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, "hold");
	request.set_size = bytes / size;
	request.sample_count = 100;
	request.budget = UINT64_MAX;
	return request;
}

static int perform(const struct allocbench_request *request, struct allocbench_reply *reply)
{
	struct allocbench_sample *samples = NULL;
	int run = open_run();
	int error = send_request(run, request);

	memset(reply, 0, sizeof(*reply));
	if (!error)
		error = receive(run, reply, &samples);
	free(samples);
	close(run);
	return error;
}

/* Sets of ever more of all memory, whatever the budget. */
static void ever_larger_sets(void)
{
	static const struct {
		const char *allocator;
		uint64_t size;
	} rows[] = {
		{ "kmalloc", 4096 },  { "kmalloc", 65536 },	{ "alloc_page", 4096 },
		{ "vmalloc", MIB },   { "kmem_cache_alloc", 2048 }, { "alloc_percpu", 32768 },
		{ "kvmalloc", MIB },  { "dma_alloc_coherent", 65536 },
	};
	static const unsigned int shares[] = { 50, 75, 85, 90, 95, 97, 99, 100 };
	unsigned int done = 0, refused = 0, wrong = 0;
	uint64_t total = meminfo("MemTotal:");
	struct allocbench_reply reply;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		for (size_t j = 0; j < sizeof(shares) / sizeof(*shares); j++) {
			struct allocbench_request request =
				set_of(rows[i].allocator, "GFP_KERNEL", rows[i].size,
				       total / 100 * shares[j]);
			int error = perform(&request, &reply);

			done += !error;
			refused += error == -E2BIG;
			wrong += error && error != -E2BIG;
			if (error && error != -E2BIG)
				printf("# %s of %u %%: %s\n", rows[i].allocator, shares[j],
				       strerror(-error));
		}
	}
	stress_figure("sets of 50 to 100 % of all memory", "%u", done + refused + wrong);
	stress_figure("of them refused for their size", "%u", refused);
	fact(done > 0 && refused > 0 && wrong == 0,
	     "sets of most of all memory are taken, or refused: E2BIG");
}

/* Each would have its part: together they would have more than there is. */
static void together(void)
{
	struct allocbench_request request = set_of("kmalloc", "GFP_KERNEL", 4096,
						   meminfo("MemAvailable:") / 10 * 4);
	struct job jobs[4];
	struct job_seen seen;
	unsigned int taken = 0, refused = 0;

	request.warmup_count = UINT64_MAX / 2;
	for (size_t i = 0; i < 4; i++)
		jobs[i] = job_start(&request, -1);
	stress_sleep(1000 * stress_seconds(1));
	for (size_t i = 0; i < 4; i++) {
		taken += job_is_in_write(&jobs[i]);
		job_end(&jobs[i], SIGTERM, &seen);
		refused += seen.error == -E2BIG;
	}
	fact(taken == 2 && refused == 2,
	     "of four runs that want 40 %% of what is free, two run and two are refused");
}

/* Doubles until a probe fails; of each size one attempt. */
static void search_largest(const char *allocator)
{
	uint64_t works = 0;

	for (uint64_t size = 4096; size < UINT64_MAX / 8; size *= 2) {
		struct allocbench_request request = request_of(allocator, size);
		struct allocbench_reply reply;

		request.operation = ALLOCBENCH_PROBE;
		request.budget = UINT64_MAX;
		if (perform(&request, &reply) || reply.failures)
			break;
		works = size;
	}
	printf("# largest %s: %ju bytes, of %ju available\n", allocator, (uintmax_t)works,
	       (uintmax_t)meminfo("MemAvailable:"));
	fact(works > 0, "a search for the largest %s ends", allocator);
}

static void searches(void)
{
	search_largest("kmalloc");
	search_largest("__get_free_pages");
	search_largest("vmalloc");
}

/* With the module's own budget, a quarter of what is left. */
static void runs_beside_a_hog(unsigned int rounds)
{
	unsigned int ran = 0, refused = 0, wrong = 0;

	for (unsigned int i = 0; i < rounds; i++) {
		const char *kind;
		struct allocbench_request request = job_kind(i, &kind);
		struct job job = job_start(&request, 0);
		struct job_seen seen;
		int status;

		ran += job_wait_for_run(&job);
		stress_sleep(10);
		status = job_end(&job, SIGTERM, &seen);
		refused += seen.error == -E2BIG || seen.error == -ENOMEM;
		if (!WIFEXITED(status) || (seen.error && seen.error != -EINTR &&
					   seen.error != -E2BIG && seen.error != -ENOMEM)) {
			printf("# %s: status %x, error %d\n", kind, status, seen.error);
			wrong++;
		}
	}
	stress_figure("runs beside a process that has nearly all memory", "%u", ran);
	stress_figure("of them refused for want of memory", "%u", refused);
	fact(ran > 0 && wrong == 0, "runs go on, or are refused: E2BIG or ENOMEM");
}

void pressure(void)
{
	/* Some for the runs, beyond what a large machine keeps for itself. */
	uint64_t left = meminfo("MemTotal:") / 20 + 24 * MIB;
	pid_t victim, hog;

	kernel_log_mark();
	pin_to_first_cpu();
	/* Else the kernel keeps more for itself each time that it mixes page blocks: up to 10 %. */
	stress_write("/proc/sys/vm/watermark_boost_factor", "0");
	victim = bystander(32 * MIB, 0);
	ever_larger_sets();
	together();
	searches();
	hog = bystander(meminfo("MemTotal:") / MIB * MIB, left);
	printf("# available beside the hog: %ju bytes\n",
	       (uintmax_t)meminfo("MemAvailable:"));
	fact(meminfo("MemAvailable:") < left + 16 * MIB, "a process has nearly all memory");
	searches();
	runs_beside_a_hog(stress_amount(8, 10 * job_kind_count()));
	fact(lives(hog) && lives(victim), "whoever else has memory keeps it, and lives");
	end(hog);
	end(victim);
	fact(holds_nothing(), "nothing is held");
	fact(kernel_log_lines() == 0, "nobody is killed, and no failure is logged");
}

static bool make_group(void)
{
	char limit[32];

	sprintf(limit, "%llu", GROUP_LIMIT);
	mkdir(GROUPS, 0755);
	return !mount("none", GROUPS, "cgroup2", 0, NULL) &&
	       !stress_write(GROUPS "/cgroup.subtree_control", "+memory") &&
	       !mkdir(GROUP, 0755) && !stress_write(GROUP "/memory.max", limit);
}

/* Of memory.events. */
static uint64_t group_events(const char *name)
{
	FILE *file = fopen(GROUP "/memory.events", "re");
	char line[64], word[32];
	uint64_t value, count = UINT64_MAX;

	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "%31s %ju", word, &value) == 2 && !strcmp(word, name))
			count = value;
	if (file)
		fclose(file);
	return count;
}

static void enter(const char *group)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/cgroup.procs", group);
	fact(stress_write(path, "0") == 0, "this process is in %s", group);
}

static void group_run(const char *allocator, const char *gfp, uint64_t size, bool is_charged)
{
	struct allocbench_request request =
		set_of(allocator, gfp, size, GROUP_LIMIT / 8 * 9);
	struct allocbench_reply reply;
	int error = perform(&request, &reply);

	printf("# %s, %s: error %d, %llu of %llu failed\n", allocator, gfp, error,
	       (unsigned long long)reply.failures, (unsigned long long)reply.sample_count);
	fact(error == 0 && reply.sample_count == request.sample_count &&
		     reply.failures <= reply.sample_count &&
		     (reply.failures > 0) == is_charged,
	     "%s with %s: %s", allocator, gfp,
	     is_charged ? "what the group is refused is data" : "is not the group's");
}

void control_group(void)
{
	pid_t victim;

	kernel_log_mark();
	victim = bystander(32 * MIB, 0);
	fact(make_group(), "there is a group of %llu MiB", GROUP_LIMIT / MIB);
	enter(GROUP);
	group_run("kmalloc", "GFP_KERNEL", 4096, false);
	group_run("vmalloc", "GFP_KERNEL", MIB, false);
	group_run("kmalloc", "GFP_KERNEL|__GFP_ACCOUNT|__GFP_NORETRY", 4096, true);
	group_run("kmalloc", "GFP_KERNEL_ACCOUNT|__GFP_RETRY_MAYFAIL", 1024, true);
	group_run("kmalloc", "GFP_NOWAIT|__GFP_ACCOUNT", 4096, true);
	group_run("kmem_cache_alloc", "GFP_NOWAIT|__GFP_ACCOUNT", 2048, true);
	group_run("alloc_page", "GFP_KERNEL_ACCOUNT|__GFP_NORETRY", 4096, true);
	group_run("__get_free_pages", "GFP_NOWAIT|__GFP_ACCOUNT", 65536, true);
	enter(GROUPS);
	fact(group_events("max") > 0, "the group has met its limit");
	fact(group_events("oom_kill") == 0, "nobody of the group is killed");
	fact(lives(victim), "and nobody else");
	end(victim);
	fact(holds_nothing(), "nothing is held");
	fact(kernel_log_lines() == 0, "no failure is logged");
}

/*
 * A charge that must not fail: the kernel kills one of the group. It is who asked, even where
 * another has more: the whole set is free then.
 */
void group_oom(void)
{
	struct allocbench_request request =
		set_of("kmalloc", "GFP_KERNEL_ACCOUNT", 4096, 2 * GROUP_LIMIT);
	pid_t victim = bystander(64 * MIB, 0), neighbour;
	struct job_seen seen;
	struct job job;
	int status;

	fact(make_group(), "there is a group of %llu MiB", GROUP_LIMIT / MIB);
	enter(GROUP);
	neighbour = bystander(5 * MIB, 0);
	job = job_start(&request, 0);
	enter(GROUPS);
	status = job_end(&job, 0, &seen);
	fact(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && seen.step == JOB_RUNS,
	     "a run that must not be refused is killed");
	fact(seconds_to_free(stress_seconds(1)) <= stress_seconds(1),
	     "all that it held is free within a second");
	fact(group_events("oom_kill") == 1, "nobody else of its group is killed");
	fact(lives(neighbour), "not even who has more memory there");
	fact(lives(victim), "and nobody outside of it");
	end(neighbour);
	end(victim);
}
