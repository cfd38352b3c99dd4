// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs a batch: each boot is a process, as many as there are jobs.
 */
#include "batch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch_files.h"
#include "batch_report.h"
#include "results/cleanup.h"

/* What a running batch knows besides its boots. */
struct run {
	struct batch *batch;
	struct problem *problem;
	int signals;
	sigset_t before;
	struct timespec started;
	double cpu_seconds;
	unsigned running;
	size_t next;
	int error;
};

enum batch_end batch_end_of(int exit_code)
{
	static const struct {
		int exit_code;
		enum batch_end end;
	} ends[] = {
		{ EXIT_DONE, BATCH_RESULT },
		{ EXIT_NOT_TRUSTWORTHY, BATCH_RESULT },
		{ EXIT_GUEST_PANIC, BATCH_DEATH },
		{ EXIT_GUEST_REPORT, BATCH_DEATH },
		{ EXIT_GUEST_HANG, BATCH_DEATH },
		{ EXIT_GUEST_TIMEOUT, BATCH_DEATH },
		{ EXIT_GUEST_GARBAGE, BATCH_DEATH },
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (ends[i].exit_code == exit_code)
			return ends[i].end;
	return BATCH_FAILURE;
}

struct boot_options batch_boot_options(const struct batch *batch,
				       const struct batch_boot *boot)
{
	struct boot_options options = batch->sides[boot->side].measurement.boot;

	options.perturb = boot->perturb;
	if (boot->number > 1)
		options.arguments = batch->later;
	return options;
}

static double seconds_since(const struct timespec *start)
{
	struct timespec end;

	clock_gettime(CLOCK_MONOTONIC, &end);
	return (double)(end.tv_sec - start->tv_sec) +
	       (double)(end.tv_nsec - start->tv_nsec) / 1e9;
}

static double seconds_of(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

/* In the child, which dies with the batch and takes its QEMU along. */
static int become_boot(const struct run *run, const struct batch_boot *boot, pid_t parent)
{
	struct measurement measurement = run->batch->sides[boot->side].measurement;
	char path[PATH_MAX];

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		return EXIT_INTERRUPTED;
	sigprocmask(SIG_SETMASK, &run->before, NULL);
	batch_path(run->batch, boot, BATCH_MESSAGES_SUFFIX, path);
	int messages = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (messages < 0) {
		fprintf(stderr, "allocvm: %s: %s\n", path, strerror(errno));
		return EXIT_TOOL_FAILURE;
	}
	dup2(messages, STDERR_FILENO);
	measurement.boot = batch_boot_options(run->batch, boot);
	return measurement_take(&measurement,
				batch_path(run->batch, boot, BATCH_RESULT_SUFFIX, path),
				true);
}

static void stop(struct run *run, int error)
{
	if (run->error)
		return;
	run->error = error;
	for (size_t i = 0; i < run->batch->boot_count; i++)
		if (run->batch->boots[i].pid)
			kill(run->batch->boots[i].pid, SIGTERM);
}

static void start_one(struct run *run, struct batch_boot *boot)
{
	pid_t parent = getpid();

	clock_gettime(CLOCK_MONOTONIC, &boot->started);
	boot->pid = fork();
	if (boot->pid == 0)
		_exit(become_boot(run, boot, parent));
	if (boot->pid < 0) {
		boot->pid = 0;
		stop(run, problem_set(run->problem, EXIT_TOOL_FAILURE, -errno,
				      "fork: %s; try fewer --jobs", strerror(errno)));
		return;
	}
	run->running++;
}

static void start_some(struct run *run)
{
	struct batch *batch = run->batch;

	for (; run->next < batch->boot_count; run->next++) {
		if (run->error || run->running == batch->job_count)
			return;
		if (!batch->boots[run->next].is_there)
			start_one(run, &batch->boots[run->next]);
	}
}

static void fail(struct run *run, const struct batch_boot *boot, int status)
{
	char name[BATCH_NAME_SIZE];

	batch_name(run->batch, boot, name);
	if (WIFSIGNALED(status))
		problem_set(run->problem, EXIT_TOOL_FAILURE, -ECANCELED,
			    "%s: killed by signal %d", name, WTERMSIG(status));
	else
		problem_set(run->problem, (enum exit_code)boot->exit_code, -ECANCELED,
			    "%s failed, see above; the same command goes on from there",
			    name);
	batch_report_messages(run->batch, boot);
	stop(run, -ECANCELED);
}

static void finish(struct run *run, struct batch_boot *boot, int status)
{
	char path[PATH_MAX];

	boot->pid = 0;
	run->running--;
	boot->seconds = seconds_since(&boot->started);
	boot->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_TOOL_FAILURE;
	if (run->error && batch_end_of(boot->exit_code) == BATCH_FAILURE)
		return;
	if (batch_end_of(boot->exit_code) == BATCH_FAILURE) {
		fail(run, boot, status);
		return;
	}
	int error = batch_outcome_write(run->batch, boot);
	if (error) {
		batch_path(run->batch, boot, BATCH_OUTCOME_SUFFIX, path);
		stop(run, problem_set(run->problem, EXIT_TOOL_FAILURE, error, "%s: %s",
				      path, strerror(-error)));
		return;
	}
	boot->is_there = true;
	batch_report_boot(run->batch, boot, seconds_since(&run->started));
}

static void reap(struct run *run)
{
	struct rusage usage;
	int status;
	pid_t pid;

	while ((pid = wait4(-1, &status, WNOHANG, &usage)) > 0) {
		run->cpu_seconds +=
			seconds_of(&usage.ru_utime) + seconds_of(&usage.ru_stime);
		for (size_t i = 0; i < run->batch->boot_count; i++)
			if (run->batch->boots[i].pid == pid)
				finish(run, &run->batch->boots[i], status);
	}
}

static void wait_for_signal(struct run *run)
{
	struct signalfd_siginfo info;

	if (read(run->signals, &info, sizeof(info)) != sizeof(info))
		return;
	if (info.ssi_signo == SIGCHLD)
		reap(run);
	else
		stop(run, problem_set(run->problem, EXIT_INTERRUPTED, -EINTR,
				      "stopped by %s; the same command goes on from here",
				      strsignal((int)info.ssi_signo)));
}

static int block_signals(sigset_t *before)
{
	sigset_t wanted;

	sigemptyset(&wanted);
	sigaddset(&wanted, SIGINT);
	sigaddset(&wanted, SIGTERM);
	sigaddset(&wanted, SIGHUP);
	sigaddset(&wanted, SIGCHLD);
	sigprocmask(SIG_BLOCK, &wanted, before);
	return signalfd(-1, &wanted, SFD_CLOEXEC);
}

int batch_run(struct batch *batch, struct problem *problem)
{
	struct run run = { .batch = batch, .problem = problem };
	_cleanup_close_ int signals = block_signals(&run.before);

	if (signals < 0)
		return problem_set(problem, EXIT_TOOL_FAILURE, -errno, "signalfd: %s",
				   strerror(errno));
	run.signals = signals;
	clock_gettime(CLOCK_MONOTONIC, &run.started);
	batch_report_start(batch);
	for (start_some(&run); run.running; start_some(&run))
		wait_for_signal(&run);
	const int exit_code =
		batch_report_end(batch, seconds_since(&run.started), run.cpu_seconds);
	if (!run.error)
		problem->exit_code = (enum exit_code)exit_code;
	return run.error;
}
