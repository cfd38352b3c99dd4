// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Too little memory on the machine: runs have less, or fail; nobody else does.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "guest.h"
#include "stress.h"
#include "stress_job.h"
#include "stress_memory.h"

/* Sets of ever more of all memory, whatever the budget. */
static void ever_larger_sets(void)
{
	static const struct {
		const char *allocator;
		uint64_t size;
	} rows[] = {
		/* Of 32 KiB a slab has one object of 17,000 bytes. */
		{ "kmem_cache_alloc", 17000 },
		{ "kmalloc", 4096 },	      { "kmalloc", 65536 },
		{ "alloc_page", 4096 },	      { "vmalloc", MIB },
		{ "kmem_cache_alloc", 2048 }, { "alloc_percpu", 32768 },
		{ "kvmalloc", MIB },	      { "dma_alloc_coherent", 65536 },
	};
	static const unsigned int shares[] = { 50, 75, 85, 90, 95, 97, 99, 100 };
	unsigned int done = 0, refused = 0, wrong = 0;
	uint64_t total = memory_info("MemTotal:");
	uint64_t available = memory_info("MemAvailable:");
	struct allocbench_reply reply;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		for (size_t j = 0; j < sizeof(shares) / sizeof(*shares); j++) {
			struct allocbench_request request =
				memory_set(rows[i].allocator, "GFP_KERNEL", rows[i].size,
					   total / 100 * shares[j]);
			int error = memory_run(&request, &reply);

			done += !error;
			refused += error == -E2BIG;
			wrong += error && error != -E2BIG;
			if (error && error != -E2BIG)
				printf("# %s of %u %%: %s\n", rows[i].allocator,
				       shares[j], strerror(-error));
			memory_comes_back(available / 10 * 9);
			stress_progress(done + refused + wrong, "sets");
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
	struct allocbench_request request = memory_set(
		"kmalloc", "GFP_KERNEL", 4096, memory_info("MemAvailable:") / 10 * 4);
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
		if (memory_run(&request, &reply) || reply.failures)
			break;
		works = size;
	}
	printf("# largest %s: %ju bytes, of %ju available\n", allocator, (uintmax_t)works,
	       (uintmax_t)memory_info("MemAvailable:"));
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
		if (!WIFEXITED(status) ||
		    (seen.error && seen.error != -EINTR && seen.error != -E2BIG &&
		     seen.error != -ENOMEM)) {
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
	uint64_t left = memory_info("MemTotal:") / 20 + 24 * MIB;
	pid_t victim, hog;

	kernel_log_mark();
	pin_to_first_cpu();
	/* Else the kernel keeps more for itself each time that it mixes page blocks: up
	 * to 10 %. */
	stress_write("/proc/sys/vm/watermark_boost_factor", "0");
	victim = bystander_start(32 * MIB, 0);
	ever_larger_sets();
	together();
	searches();
	hog = bystander_start(memory_info("MemTotal:") / MIB * MIB, left);
	printf("# available beside the hog: %ju bytes\n",
	       (uintmax_t)memory_info("MemAvailable:"));
	fact(memory_info("MemAvailable:") < left + 16 * MIB,
	     "a process has nearly all memory");
	searches();
	runs_beside_a_hog(stress_amount(8, 10 * job_kind_count()));
	fact(bystander_lives(hog) && bystander_lives(victim),
	     "whoever else has memory keeps it, and lives");
	bystander_end(hog);
	bystander_end(victim);
	fact(holds_nothing(), "nothing is held");
	fact(kernel_log_lines() == 0, "nobody is killed, and no failure is logged");
}
