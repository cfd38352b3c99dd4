// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Too little memory in a control group: what is charged fails, or its process dies; no
 * other.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "guest.h"
#include "stress.h"
#include "stress_job.h"
#include "stress_memory.h"

#define GROUPS "/tmp/groups"
#define GROUP GROUPS "/run"
#define GROUP_LIMIT (8 * MIB)

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

static void group_run(const char *allocator, const char *gfp, uint64_t size,
		      bool is_charged)
{
	struct allocbench_request request =
		memory_set(allocator, gfp, size, GROUP_LIMIT / 8 * 9);
	struct allocbench_reply reply;
	int error = memory_run(&request, &reply);

	printf("# %s, %s: error %d, %llu of %llu failed\n", allocator, gfp, error,
	       (unsigned long long)reply.failures,
	       (unsigned long long)reply.sample_count);
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
	victim = bystander_start(32 * MIB, 0);
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
	fact(bystander_lives(victim), "and nobody else");
	bystander_end(victim);
	fact(holds_nothing(), "nothing is held");
	fact(kernel_log_lines() == 0, "no failure is logged");
}

/*
 * A charge that must not fail: the kernel kills one of the group. It is who asked, even
 * where another has more: the whole set is free then.
 */
void group_oom(void)
{
	struct allocbench_request request =
		memory_set("kmalloc", "GFP_KERNEL_ACCOUNT", 4096, 2 * GROUP_LIMIT);
	pid_t victim = bystander_start(64 * MIB, 0), neighbour;
	struct job_seen seen;
	struct job job;
	int status;

	fact(make_group(), "there is a group of %llu MiB", GROUP_LIMIT / MIB);
	enter(GROUP);
	neighbour = bystander_start(5 * MIB, 0);
	job = job_start(&request, 0);
	enter(GROUPS);
	status = job_end(&job, 0, &seen);
	fact(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && seen.step == JOB_RUNS,
	     "a run that must not be refused is killed");
	fact(seconds_to_free(stress_seconds(1)) <= stress_seconds(1),
	     "all that it held is free within a second");
	fact(group_events("oom_kill") == 1, "nobody else of its group is killed");
	fact(bystander_lives(neighbour), "not even who has more memory there");
	fact(bystander_lives(victim), "and nobody outside of it");
	bystander_end(neighbour);
	bystander_end(victim);
}
