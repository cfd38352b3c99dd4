// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The machine goes to sleep under a run.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"
#include "stress.h"
#include "stress_job.h"

#define DELAY "/sys/module/suspend/parameters/pm_test_delay"

/* The kernel gives tasks 20 seconds to freeze. */
#define FREEZE_LIMIT 10

static unsigned int sleeps, ended_early, went_on;
static double longest;

/* As far as the level, for a second, and back. */
static int sleep_once(const char *level)
{
	double start = seconds_now(), seconds;
	int error = stress_write("/sys/power/pm_test", level);

	if (!error)
		error = stress_write("/sys/power/state", "freeze");
	seconds = seconds_now() - start;
	if (seconds > longest)
		longest = seconds;
	return error;
}

static void sleep_under(unsigned int kind_number, const char *level)
{
	const char *kind;
	struct allocbench_request request = job_kind(kind_number, &kind);
	struct job job = job_start(&request, 0);
	struct job_seen seen;
	int error, status;
	bool is_running;

	fact(job_wait_for_run(&job), "%s: a run is under way", kind);
	error = sleep_once(level);
	sleeps++;
	stress_sleep(20);
	is_running = job_is_in_write(&job);
	went_on += is_running;
	ended_early += !is_running;
	status = job_end(&job, is_running ? SIGTERM : 0, &seen);
	fact(error == 0, "the machine sleeps (%s) and wakes: %s", level, strerror(-error));
	fact(WIFEXITED(status) && (seen.error == -EINTR ||
				   (!seen.error &&
				    seen.reply.flags & ALLOCBENCH_INTERRUPTED)),
	     "the run is marked interrupted, or has gone on: error %d", seen.error);
}

void suspend(void)
{
	static const char *const levels[] = { "freezer", "devices" };
	unsigned int step = stress_amount(7, 1);

	pin_to_first_cpu();
	if (access("/sys/power/pm_test", F_OK)) {
		fact(false, "suspend wants a kernel with CONFIG_PM_DEBUG");
		return;
	}
	stress_write(DELAY, "1");
	for (unsigned int i = 0; i < job_kind_count(); i += step)
		sleep_under(i, levels[i / step % 2]);
	stress_figure("sleeps under a run", "%u", sleeps);
	stress_figure("runs that the sleep has ended", "%u", ended_early);
	stress_figure("runs that have gone on", "%u", went_on);
	stress_figure("longest sleep, with a second of sleeping", "%.1f s", longest);
	fact(longest < stress_seconds(FREEZE_LIMIT), "no run keeps the machine awake");
	fact(seconds_to_free(stress_seconds(1)) <= stress_seconds(1), "nothing is held");
}
