// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs begin and end as fast as they can while others look at all of them: for KCSAN, which
 * sees only what meets.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"
#include "stress.h"

#define SECONDS 20

static struct meetings {
	unsigned int looks, runs, checks, wrong;
} *meetings;

static void look(void)
{
	holdings_now();
	close(open_run());
	meetings->looks++;
}

static void run_one(int run, const char *pattern, uint64_t size, uint32_t flags)
{
	struct allocbench_request request = request_of("kmalloc", size);

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, pattern);
	strcpy(request.cpus, strcmp(pattern, "crowd") ? "" : "0-1");
	request.set_size = strcmp(pattern, "hold") ? 0 : 16;
	request.sample_count = 64;
	request.flags = flags;
	request.buffer_samples = 128;
	meetings->wrong += send_request(run, &request) != 0;
	meetings->runs++;
}

/* Checks alone come in thousands. */
static void check_some(int run)
{
	struct allocbench_request request = request_of("kmalloc", 64);

	request.operation = ALLOCBENCH_CHECK;
	for (int i = 0; i < 1000; i++) {
		request.size = 64 + i;
		meetings->wrong += send_request(run, &request) != 0;
	}
	meetings->checks += 1000;
}

/* A set that stands while the next request is looked at, then one of another size. */
static void run_some(void)
{
	static uint64_t size = 64;
	int run = open_run();

	size = size == 64 ? 4096 : 64;
	run_one(run, "hold", size, 0);
	for (int i = 0; i < 8; i++)
		run_one(run, "hold", size, ALLOCBENCH_CONTINUE);
	for (int i = 0; i < 4; i++)
		run_one(run, "crowd", size, 0);
	check_some(run);
	close(run);
}

static pid_t repeat(void (*deed)(void))
{
	pid_t process = fork();

	while (!process)
		deed();
	return process;
}

void races(void)
{
	pid_t processes[3];

	meetings = mmap(NULL, sizeof(*meetings), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < 3; i++)
		processes[i] = repeat(i == 0 ? run_some : look);
	stress_sleep(1000.0 * SECONDS * stress_amount(1, 6));
	for (int i = 0; i < 3; i++) {
		kill(processes[i], SIGKILL);
		waitpid(processes[i], NULL, 0);
	}
	stress_figure("runs that others look at", "%u", meetings->runs);
	stress_figure("checks of requests that others look at", "%u", meetings->checks);
	stress_figure("looks at them", "%u", meetings->looks);
	fact(meetings->runs > 0 && meetings->looks > 0 && meetings->wrong == 0,
	     "runs go on while others look at them");
	fact(holds_nothing(), "nothing is held");
}
