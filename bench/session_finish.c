// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The end of a session: footer, table, exit code.
 */
#include <errno.h>

#include "results/cleanup.h"
#include "session.h"

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
	device_close(&session->reserved);
	calibration_free(&session->calibration);
	report_free(&session->report);
	plan_free(&session->plan);
	resume_free(&session->resume);
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
