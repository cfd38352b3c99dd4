// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the output to the last record before the cells: the clock is measured here.
 */
#include <errno.h>

#include "cell_record.h"
#include "environment.h"
#include "header.h"
#include "results/cleanup.h"
#include "session.h"

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

static json_t *header_of(const struct session *session)
{
	return header_record(&session->info, session->command, session->argc,
			     session->argv, session->options.seed, session->is_guest);
}

static json_t *environment_of(const struct session *session, bool is_measuring)
{
	const struct environment_source source = {
		.info = &session->info,
		.clock = is_measuring ? &session->calibration.facts : NULL,
		.cpu = session->options.cpu,
		.budget = session->budget,
		.is_guest = session->is_guest,
	};

	return environment_record(&source);
}

static int begin_result(struct session *session, bool is_measuring)
{
	_cleanup_json_ json_t *header = header_of(session);
	_cleanup_json_ json_t *environment = environment_of(session, is_measuring);
	int error;

	if (session->resume.path)
		return session_go_on(session, header, environment);
	error = session_write(session, header);
	return error ? error : session_write(session, environment);
}

static int write_calibration(struct session *session)
{
	const struct calibration *calibration = &session->calibration;
	size_t first = json_array_size(session->resume.calibrations);
	int error = 0;

	for (size_t i = first; i < calibration->count && !error; i++)
		error = calibration_record_write(
			&session->output, &calibration->points[i], &calibration->cells[i],
			&calibration->counters[i], &session->problem);
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
		error = begin_result(session, is_measuring);
	session->is_started = !error;
	if (!error && is_measuring)
		error = write_calibration(session);
	session->progress = progress_new(steps, session->is_guest);
	session->progress.done = session->cell_count + session->max_count;
	return error;
}

int session_write(struct session *session, const json_t *record)
{
	return output_write(&session->output, record, NULL, 0, &session->problem);
}
