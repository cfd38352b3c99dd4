// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Processes that die in mid-run: all that they held is free within a second.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "guest.h"
#include "stress.h"
#include "stress_job.h"

/**
 * struct tally - of all kills
 * @in_write:  whose process was within its write
 * @with_live: at which blocks were live, seen just before
 * @failed:    whose request was refused, or which the run did not stand as it should
 * @late:      after which something was held for more than a second
 */
static struct tally {
	unsigned int kills, terminations, in_write, with_live, failed, late;
	double longest_to_free, longest_to_end;
	const char *slowest;
} tally;

static double limit_seconds(void)
{
	return stress_seconds(1);
}

static void note_seconds(double to_free, double to_end, const char *kind)
{
	if (to_free > limit_seconds()) {
		printf("# %s: something was held %.3f s after the signal\n", kind, to_free);
		tally.late++;
	}
	if (to_free > tally.longest_to_free) {
		tally.longest_to_free = to_free;
		tally.slowest = kind;
	}
	if (to_end > tally.longest_to_end)
		tally.longest_to_end = to_end;
}

/* SIGTERM has a handler: the run ends, the process goes on and reads what it got. */
static bool ended_well(int number, int status, const struct job_seen *seen)
{
	if (number == SIGKILL)
		return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		return false;
	return seen->error == -EINTR ||
	       (!seen->error && seen->reply.flags & ALLOCBENCH_INTERRUPTED);
}

static void end_one(unsigned int kind_number, int number)
{
	const char *kind;
	struct allocbench_request request = job_kind(kind_number, &kind);
	struct job job = job_start(&request, 0);
	struct job_seen seen;
	/* A handler that runs before the write has begun stops nothing. */
	bool waits = number == SIGTERM || stress_random(4);
	double start, to_free;
	int status;

	if (waits && !job_wait_for_run(&job))
		printf("# %s: no run began: error %d\n", kind, job.seen->error);
	stress_sleep(stress_random(200) / 10.0);
	tally.with_live += holdings_now().objects > 0;
	start = seconds_now();
	kill(job.process, number);
	to_free = seconds_to_free(10 * limit_seconds());
	status = job_end(&job, 0, &seen);
	note_seconds(to_free, seconds_now() - start, kind);
	/* SIGKILL is for good: a write that had not returned then never has. */
	tally.in_write += seen.step == JOB_RUNS;
	if (!ended_well(number, status, &seen)) {
		printf("# %s: status %x, error %d, flags %x after signal %d\n", kind, status,
		       seen.error, seen.reply.flags, number);
		tally.failed++;
	}
}

void kills(void)
{
	unsigned int count = stress_amount(job_kind_count(), 1000);

	kernel_log_mark();
	pin_to_first_cpu();
	for (unsigned int i = 0; i < count; i++) {
		end_one(i, SIGKILL);
		tally.kills++;
		if (i % 8 == 0) {
			end_one(stress_random(job_kind_count()), SIGTERM);
			tally.terminations++;
		}
		stress_progress(i + 1, "kills");
	}
	stress_figure("kills in all", "%u", tally.kills);
	stress_figure("kills within a write", "%u", tally.in_write);
	stress_figure("kills with blocks seen live just before", "%u", tally.with_live);
	stress_figure("terminations with a handler", "%u", tally.terminations);
	stress_figure("longest from a signal to all free", "%.3f s (%s)", tally.longest_to_free,
		      tally.slowest ? tally.slowest : "none");
	stress_figure("longest from a signal to the end of the process", "%.3f s",
		      tally.longest_to_end);
	fact(tally.in_write > tally.kills / 2, "more than half of the kills fell into a run");
	fact(tally.failed == 0, "each signal ended a run as it should");
	fact(tally.late == 0, "nothing is held %.0f s after any signal", limit_seconds());
	fact(holds_nothing(), "nothing is held in the end");
	fact(kernel_log_lines() == 0, "no kill leaves a line in the kernel log");
}
