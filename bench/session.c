// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The course of a session up to its first records, and its end.
 */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "budget.h"
#include "cell_record.h"
#include "environment.h"
#include "header.h"
#include "results/cleanup.h"
#include "session.h"
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
		.trace_limit = options->raw ? SIZE_MAX : CELL_TRACE_LENGTH,
		.buffer_limit = session->info.buffer_limit,
		.time_limit = time_limit_in(options->time_limit),
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
		.is_guest = guest && *guest && strcmp(guest, "0"),
		.sampler = { .device = DEVICE_CLOSED },
		.kernel_log = { .fd = -1, .error = EBADF },
	};
	options_parse(command, summary, argc, argv, &session->options);
	stop_on_signals();
	error = info_read(&session->info, problem);
	if (!error)
		error = allocators_read(&session->allocators, problem);
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

/* One buffer for the whole run: it must hold the largest request. */
static int calibrate(struct session *session)
{
	struct calibration *calibration = &session->calibration;
	struct problem *problem = &session->problem;
	int error;

	error = calibration_plan(calibration, &session->allocators, &session->plan,
				 problem);
	if (!error)
		error = sampler_open(&session->sampler, session_buffer_need(session),
				     session->budget, problem);
	if (!error)
		error = calibration_measure(calibration, &session->sampler, problem);
	if (error)
		return error;
	session->is_calibrated = true;
	session->report = report_begin(calibration->facts.kind);
	return 0;
}

static int write_header(struct session *session)
{
	_cleanup_json_ json_t *header =
		header_record(&session->info, session->command, session->argc,
			      session->argv, session->options.seed, session->is_guest);

	return session_write(session, header);
}

static int write_environment(struct session *session, bool is_measuring)
{
	const struct environment_source source = {
		.info = &session->info,
		.clock = is_measuring ? &session->calibration.facts : NULL,
		.cpu = session->options.cpu,
		.budget = session->budget,
		.is_guest = session->is_guest,
	};
	_cleanup_json_ json_t *environment = environment_record(&source);

	return session_write(session, environment);
}

static int write_calibration(struct session *session)
{
	const struct calibration *calibration = &session->calibration;
	int error = 0;

	for (size_t i = 0; i < calibration->count && !error; i++)
		error = calibration_record_write(
			&session->output, &calibration->points[i], &calibration->cells[i],
			&session->problem);
	return error;
}

int session_start(struct session *session, bool is_measuring, size_t steps)
{
	int error;

	error = output_open(&session->output, &session->options, session->is_guest,
			    &session->problem);
	if (error)
		return error;
	session->kernel_log = kernel_log_begin();
	if (is_measuring)
		error = calibrate(session);
	if (!error)
		error = write_header(session);
	if (!error)
		error = write_environment(session, is_measuring);
	session->is_started = !error;
	if (!error && is_measuring)
		error = write_calibration(session);
	session->progress = progress_new(steps, session->is_guest);
	return error;
}

int session_write(struct session *session, const json_t *record)
{
	return output_write(&session->output, record, NULL, 0, &session->problem);
}

bool session_is_over(const struct session *session)
{
	return session->is_interrupted || session->is_out_of_time;
}

static bool is_complete(const struct session *session)
{
	return !session_is_over(session) && !*session->problem.text;
}

static int write_footer(struct session *session)
{
	_cleanup_json_ json_t *footer =
		json_pack("{s: s, s: b, s: I, s: I}", "type", "footer", "complete",
			  is_complete(session), "cells", (json_int_t)session->cell_count,
			  "maxima", (json_int_t)session->max_count);
	struct problem problem = { 0 };
	int error;

	if (!footer || kernel_log_end(&session->kernel_log, footer))
		return problem_no_memory(&session->problem);
	error = output_write(&session->output, footer, NULL, 0, &problem);
	/* The first problem is the one to tell. */
	if (error && !*session->problem.text)
		session->problem = problem;
	return error;
}

/* Not a problem of the run: it is complete, and says itself what its clock is. */
static int exit_code_of(const struct session *session)
{
	if (session->is_interrupted) {
		fprintf(stderr, "allocbench: interrupted; what was complete is kept\n");
		return EXIT_INTERRUPTED;
	}
	if (session->is_out_of_time) {
		fprintf(stderr,
			"allocbench: the time limit passed after %zu of %zu cells and %zu of "
			"%zu searches; what was complete is kept, and --resume goes on\n",
			session->cell_count, session->plan.point_count,
			session->max_count, session->plan.search_count);
		return EXIT_INTERRUPTED;
	}
	if (!session->is_calibrated ||
	    clock_is_meaningful(session->calibration.facts.kind))
		return EXIT_DONE;
	fprintf(stderr,
		"allocbench: the clock is %s: its numbers mean nothing, and no table or "
		"comparison takes them; run on hardware, or in a VM that counts instructions "
		"(allocvm --clock icount)\n",
		clock_name(session->calibration.facts.kind));
	return EXIT_NOT_TRUSTWORTHY;
}

static void close_output(struct session *session)
{
	bool is_table = output_is_table(&session->output);
	bool complete = is_complete(session);
	struct problem problem = { 0 };

	if (!complete && session->output.beside && session->output.record_count)
		fprintf(stderr,
			"allocbench: %s is as it was; the new records are in %s\n",
			session->output.path, session->output.beside);
	if (output_close(&session->output, complete, &problem) && !*session->problem.text)
		session->problem = problem;
	if (session->is_started && is_table)
		report_print(&session->report, stdout);
}

static void free_all(struct session *session)
{
	sampler_close(&session->sampler);
	calibration_free(&session->calibration);
	report_free(&session->report);
	plan_free(&session->plan);
	allocators_free(&session->allocators);
	cpu_list_free(&session->allowed);
}

int session_finish(struct session *session)
{
	int code;

	progress_end(&session->progress);
	sampler_close(&session->sampler);
	if (session->is_started)
		write_footer(session);
	close_output(session);
	code = *session->problem.text ? problem_print(&session->problem)
				      : exit_code_of(session);
	free_all(session);
	return code;
}
