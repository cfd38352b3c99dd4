// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a session knows before anything is planned: options, texts of the module, CPUs.
 */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "budget.h"
#include "session.h"
#include "slub_stats.h"
#include "stop.h"

/* Says that this is a VM of allocvm's: standard output is its serial line. */
#define GUEST_VARIABLE "ALLOCBENCH_GUEST"

int session_bind(struct session *session)
{
	struct problem *problem = &session->problem;
	int cpu = session->options.cpu;
	cpu_set_t *set;
	size_t size;
	int error;

	if (cpu == CPU_ANY)
		return 0;
	set = CPU_ALLOC(cpu + 1);
	size = CPU_ALLOC_SIZE(cpu + 1);
	if (!set)
		return problem_no_memory(problem);
	CPU_ZERO_S(size, set);
	CPU_SET_S(cpu, size, set);
	error = sched_setaffinity(0, size, set) ? errno : 0;
	CPU_FREE(set);
	if (!error)
		return 0;
	return problem_set(problem, EXIT_USAGE, -error,
			   "--cpu %d: %s; /sys/devices/system/cpu/online lists the CPUs",
			   cpu, strerror(error));
}

/* The first that is not one of the other CPUs. */
static int choose_cpu(const struct session *session)
{
	const struct cpu_list *allowed = &session->allowed;
	struct cpu_list others = { 0 };
	int cpu = allowed->cpus[0];

	if (session->options.cpu != CPU_ANY)
		return session->options.cpu;
	if (session->options.cpus)
		cpu_list_parse(session->options.cpus, &others);
	for (size_t i = allowed->count; i--;) {
		if (!cpu_list_contains(&others, allowed->cpus[i]))
			cpu = allowed->cpus[i];
	}
	cpu_list_free(&others);
	return cpu;
}

/* Before anything is bound: a binding is not the user's limit to a crowd. */
static int find_cpus(struct session *session)
{
	if (cpu_list_allowed(&session->allowed))
		return problem_no_memory(&session->problem);
	session->own_cpu = choose_cpu(session);
	return 0;
}

static struct sampling sampling_of(const struct session *session)
{
	const struct options *options = &session->options;

	return (struct sampling){
		.samples = options->samples,
		.most = options->max_samples,
		.warmup = options->warmup,
		.part_count = options->samples && options->spread ? CELL_PARTS : 1,
		.spread_ms = options->samples ? options->spread : 0,
		.trace_limit = options->raw ? SIZE_MAX : CELL_TRACE_LENGTH,
		.buffer_limit = session->info.buffer_limit,
		.time_limit = time_limit_in(options->time_limit),
		.has_slub_stats = slub_stats_exist(),
		.kmalloc_classes = session->info.kmalloc_classes,
	};
}

static uint64_t budget_of(const struct session *session)
{
	if (session->options.budget)
		return session->options.budget;
	return budget_default(session->info.available_bytes, session->info.page_size,
			      session->is_guest);
}

int session_prepare(struct session *session, enum options_of command, const char *name,
		    const char *summary, int argc, char **argv)
{
	struct problem *problem = &session->problem;
	const char *guest = getenv(GUEST_VARIABLE);
	int error;

	*session = (struct session){
		.command = name,
		.argc = argc,
		.argv = argv,
		.boot = 1,
		.is_guest = guest && *guest && strcmp(guest, "0"),
		.reserved = DEVICE_CLOSED,
		.sampler = { .device = DEVICE_CLOSED },
		.kernel_log = { .fd = -1, .error = EBADF },
	};
	if (options_parse(command, summary, argc, argv, &session->options))
		return problem_no_memory(problem);
	stop_on_signals();
	error = session_take_over(session, command, summary);
	if (!error)
		error = info_read(&session->info, problem);
	if (!error)
		error = allocators_read(&session->allocators, problem);
	if (!error && !session->options.dry_run && command != OPTIONS_LIST)
		error = device_reserve(&session->reserved, problem);
	if (!error)
		error = find_cpus(session);
	if (!error)
		error = session_bind(session);
	if (error)
		return error;
	session->budget = budget_of(session);
	session->sampling = sampling_of(session);
	return 0;
}
