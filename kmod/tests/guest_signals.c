// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Signals in mid-run: all is freed within a second, and what was taken is kept.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"

static void ignore(int number)
{
	(void)number;
}

/* Where instructions are counted a run of this long executes fifty million of them. */
#define IN_MID_RUN 50

static void signal_after(int milliseconds)
{
	struct itimerval timer = { .it_value.tv_usec = milliseconds * 1000 };
	struct sigaction action = { .sa_handler = ignore };

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &timer, NULL);
}

/* Hours of work. */
static struct allocbench_request long_request(void)
{
	struct allocbench_request request = request_of("vmalloc", 1 << 20);

	request.sample_count = samples_that_fit(1000000);
	return request;
}

/* A file that has its buffer: making it may take longer than IN_MID_RUN. */
static int open_with_buffer(const struct allocbench_request *request)
{
	struct allocbench_request small = request_of("none", 0);
	int run = open_run();

	small.sample_count = 1;
	small.buffer_samples = request->sample_count;
	fact(send_request(run, &small) == 0, "a buffer for %u samples",
	     (unsigned int)small.buffer_samples);
	return run;
}

static void interrupted_run(void)
{
	struct allocbench_request request = long_request();
	struct allocbench_reply reply = { 0 };
	struct allocbench_sample *samples;
	int run = open_with_buffer(&request);
	double start = seconds_now();
	int error;

	signal_after(IN_MID_RUN);
	error = send_request(run, &request);
	fact(error == 0 && seconds_now() - start < 1.2,
	     "a signal ends a run within a second, and the write succeeds");
	error = receive(run, &reply, &samples);
	fact(error == 0 && reply.flags & ALLOCBENCH_INTERRUPTED &&
		     reply.sample_count > 0 && reply.sample_count < request.sample_count,
	     "its reply is marked interrupted and has the samples that were taken");
	fact(info_number("live_objects") == 0, "nothing of it is live");
	free(samples);
	close(run);
}

static void interrupted_warmup(void)
{
	struct allocbench_request request = long_request();
	struct allocbench_reply reply;
	int run = open_run();

	request.sample_count = 10;
	request.warmup_count = 1000000;
	signal_after(IN_MID_RUN);
	fact(send_request(run, &request) == -EINTR,
	     "a signal before the first sample: EINTR");
	fact(read(run, &reply, sizeof(reply)) == -1 && errno == ENODATA,
	     "and there is no reply");
	close(run);
}

/* In mid-batch or mid-set there is more to free than one block. */
static void interrupted_pattern(const char *pattern)
{
	struct allocbench_request request = request_of("kmalloc", 512);
	double start;
	int run, error;

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, pattern);
	request.set_size = strcmp(pattern, "touch") && strcmp(pattern, "crowd") ? 100000 : 0;
	strcpy(request.cpus, strcmp(pattern, "crowd") ? "" : "0");
	request.sample_count = samples_that_fit(1000000);
	run = open_with_buffer(&request);
	signal_after(IN_MID_RUN);
	start = seconds_now();
	error = send_request(run, &request);
	/* A standing set that is not complete yet has given no sample. */
	fact((error == 0 || error == -EINTR) && seconds_now() - start < 1.2 &&
		     info_number("live_objects") == 0,
	     "a signal ends the pattern %s within a second, with all freed", pattern);
	close(run);
}

static bool run_begins(void)
{
	double start = seconds_now();

	while (!info_number("buffer_in_use") && seconds_now() - start < 10)
		usleep(1000);
	usleep(IN_MID_RUN * 1000);
	return info_number("buffer_in_use") > 0;
}

static void killed_run(int number, const char *name)
{
	struct allocbench_request request = long_request();
	double start;
	pid_t child = fork();
	int status;

	if (!child) {
		int run = open_run();

		send_request(run, &request);
		for (;;)
			pause();
	}
	fact(run_begins(), "a child is in the middle of a run");
	start = seconds_now();
	kill(child, number);
	waitpid(child, &status, 0);
	fact(seconds_now() - start < 1.0 && info_number("live_objects") == 0 &&
		     info_number("live_bytes") == 0 && info_number("buffer_in_use") == 0,
	     "%s frees everything within a second", name);
}

static void *perform_long(void *file)
{
	struct allocbench_request request = long_request();
	sigset_t all;

	sigfillset(&all);
	sigdelset(&all, SIGUSR1);
	pthread_sigmask(SIG_SETMASK, &all, NULL);
	send_request(*(int *)file, &request);
	return NULL;
}

/* The second thread waits for the first one's run. */
static void interrupted_wait(void)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	struct sigaction action = { .sa_handler = ignore };
	int run = open_run();
	pthread_t thread;

	sigaction(SIGUSR1, &action, NULL);
	pthread_create(&thread, NULL, perform_long, &run);
	run_begins();
	signal_after(IN_MID_RUN);
	fact(send_request(run, &request) == -EINTR, "a signal while waiting: EINTR");
	pthread_kill(thread, SIGUSR1);
	pthread_join(thread, NULL);
	close(run);
	fact(info_number("live_objects") == 0, "nothing is live afterwards");
}

void signals(void)
{
	kernel_log_mark();
	interrupted_run();
	interrupted_warmup();
	interrupted_pattern("batch-fifo");
	interrupted_pattern("batch-random");
	interrupted_pattern("hold");
	interrupted_pattern("cold");
	interrupted_pattern("touch");
	interrupted_pattern("crowd");
	killed_run(SIGINT, "SIGINT");
	killed_run(SIGKILL, "SIGKILL");
	interrupted_wait();
	fact(kernel_log_lines() == 0, "no signal leaves a line in the kernel log");
}
