// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * CPUs go away under runs that are bound to them.
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

static unsigned int cpu_count, toggles, in_run, badly_ended;
static double longest_offline;

static int set_online(unsigned int cpu, bool online)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%u/online", cpu);
	return stress_write(path, online ? "1" : "0");
}

static struct allocbench_request on_cpus(const char *pattern, unsigned int cpu)
{
	struct allocbench_request request = request_of("kmalloc", 512);

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, pattern);
	sprintf(request.cpus, strcmp(pattern, "crowd") ? "%u" : "0-%u", cpu);
	request.set_size = strcmp(pattern, "remote") ? 0 : 64;
	request.sample_count = 100;
	return request;
}

static int refusal(const char *pattern, unsigned int cpu)
{
	struct allocbench_request request = on_cpus(pattern, cpu);
	int run = open_run();
	int error = send_request(run, &request);

	close(run);
	return error;
}

static void refused_while_away(void)
{
	unsigned int last = cpu_count - 1;

	fact(set_online(last, false) == 0, "CPU %u goes", last);
	fact(refusal("crowd", last) == -ENXIO, "a crowd with a CPU that is gone: ENXIO");
	fact(refusal("remote", last) == -ENXIO, "a remote CPU that is gone: ENXIO");
	fact(set_online(last, true) == 0, "CPU %u comes back", last);
	fact(refusal("crowd", last) == 0 && refusal("remote", last) == 0,
	     "and both are taken");
}

static void go_and_come(unsigned int cpu)
{
	double start = seconds_now();

	if (set_online(cpu, false)) {
		printf("# CPU %u does not go\n", cpu);
		badly_ended++;
		return;
	}
	if (seconds_now() - start > longest_offline)
		longest_offline = seconds_now() - start;
	stress_sleep(stress_random(20));
	if (set_online(cpu, true))
		badly_ended++;
	toggles++;
}

/* The run is on the CPU, or on all of them, when one goes. */
static void under(unsigned int kind_number)
{
	const char *kind;
	struct allocbench_request request = job_kind(kind_number, &kind);
	unsigned int cpu = 1 + stress_random(cpu_count - 1);
	struct job_seen seen;
	struct job job;
	int status;

	/* Of remote this is the CPU that frees, and the caller is elsewhere. */
	if (!strcmp(request.pattern, "remote"))
		sprintf(request.cpus, "%u", cpu);
	job = job_start(&request, strcmp(request.pattern, "remote") ? (int)cpu : 0);
	if (!job_wait_for_run(&job))
		printf("# %s: no run began: error %d\n", kind, job.seen->error);
	for (unsigned int i = 0; i < 3; i++) {
		stress_sleep(stress_random(10));
		in_run += job_is_in_write(&job);
		go_and_come(cpu);
	}
	status = job_end(&job, SIGTERM, &seen);
	if (!WIFEXITED(status) || WEXITSTATUS(status) ||
	    (seen.error && seen.error != -EINTR)) {
		printf("# %s: status %x, error %d\n", kind, status, seen.error);
		badly_ended++;
	}
}

/* What a run gives that has lost a CPU: all its samples, or an errno. */
static void counted_crowd(void)
{
	struct allocbench_request request = on_cpus("crowd", cpu_count - 1);
	struct job_seen seen;
	struct job job;
	int status;

	request.sample_count = 20000;
	job = job_start(&request, 0);
	job_wait_for_run(&job);
	set_online(cpu_count - 1, false);
	status = job_end(&job, 0, &seen);
	set_online(cpu_count - 1, true);
	printf("# crowd: error %d, %llu samples of %u threads\n", seen.error,
	       (unsigned long long)seen.reply.sample_count, seen.reply.threads);
	fact(WIFEXITED(status) && !seen.error &&
		     seen.reply.sample_count == request.sample_count * cpu_count,
	     "a crowd that loses a CPU ends by itself, with all samples");
}

void hotplug(void)
{
	unsigned int rounds;

	cpu_count = sysconf(_SC_NPROCESSORS_ONLN);
	if (cpu_count < 2) {
		fact(false, "hotplug wants a machine of two CPUs or more");
		return;
	}
	rounds = stress_amount(6, 10 * job_kind_count());
	pin_to_first_cpu();
	refused_while_away();
	counted_crowd();
	for (unsigned int i = 0; i < rounds; i++)
		under(stress_random(job_kind_count()));
	stress_figure("CPUs taken away under a run", "%u", toggles);
	stress_figure("of them with the run's write under way", "%u", in_run);
	stress_figure("longest wait for a CPU to go", "%.3f s", longest_offline);
	fact(toggles == 3 * rounds && in_run > toggles / 2,
	     "%u times a CPU goes away under a run, and comes back", toggles);
	fact(badly_ended == 0, "each run ends at its signal, with data or EINTR");
	fact(seconds_to_free(stress_seconds(1)) <= stress_seconds(1), "nothing is held");
}
