// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The measuring part of a session: cells, then maxima.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "cell_record.h"
#include "results/cleanup.h"
#include "search.h"
#include "session.h"
#include "stop.h"

/*
 * Writing a record makes the terminal's and the file system's workers allocate; they are
 * done after two or three ticks. In a VM that counts instructions this is virtual time,
 * the same in every boot.
 */
static void settle(void)
{
	const struct timespec pause = { .tv_nsec = SESSION_SETTLE_SECONDS * 1e9 };

	nanosleep(&pause, NULL);
}

static int note_interruption(struct session *session)
{
	session->is_interrupted = true;
	return 0;
}

/* Before a cell or a search; what says no is noted. */
static bool may_begin(struct session *session)
{
	session->is_interrupted |= stop_requested();
	session->is_out_of_time |= time_limit_passed(&session->sampling.time_limit);
	return !session_is_over(session);
}

static int write_cell(struct session *session, const struct point *point,
		      const struct measured *measured)
{
	const struct cell *none = calibration_none(&session->calibration, point);
	int error;

	error = cell_record_write(&session->output, point, measured, session->boot,
				  session->info.smi_counter, &session->problem);
	if (error)
		return error;
	session->cell_count++;
	return report_cell(&session->report, point, &measured->cell, none)
		       ? problem_no_memory(&session->problem)
		       : 0;
}

static int measure_and_write(struct session *session, const struct point *point)
{
	struct measured measured;
	int error;

	error = measure(&session->sampler, point, &session->sampling, &measured,
			&session->problem);
	if (!error)
		error = write_cell(session, point, &measured);
	if (!error && measured.reply.flags & ALLOCBENCH_INTERRUPTED)
		note_interruption(session);
	if (!error)
		session->is_out_of_time |= !strcmp(measured.stop, "time_limit");
	measured_free(&measured);
	return error;
}

static void show_progress(struct session *session, const struct point *point)
{
	char what[POINT_TEXT_LENGTH];

	point_print(point, what);
	progress_step(&session->progress, what);
}

int session_cell(struct session *session, const struct point *point)
{
	int error;

	if (!may_begin(session))
		return 0;
	show_progress(session, point);
	settle();
	error = measure_and_write(session, point);
	if (error == -EINTR && stop_requested()) {
		session->problem = (struct problem){ 0 };
		return note_interruption(session);
	}
	return error;
}

static int write_maximum(struct session *session, const struct point *point,
			 const struct search_result *result)
{
	const struct maximum *maximum = &result->maximum;
	_cleanup_json_ json_t *record = json_pack(
		"{s: s, s: s, s: s, s: I, s: I, s: I, s: s, s: I}", "type", "max",
		"allocator", point->row->name, "gfp", point->gfp, "doubling",
		(json_int_t)maximum->doubling, "exact", (json_int_t)maximum->exact,
		"resolution", (json_int_t)maximum->resolution, "limit", result->limit,
		"probes", (json_int_t)maximum->probes);
	int error = session_write(session, record);

	if (error)
		return error;
	session->max_count++;
	return report_maximum(&session->report, point, maximum, result->limit)
		       ? problem_no_memory(&session->problem)
		       : 0;
}

static int search(struct session *session, const struct point *point)
{
	struct search_result result;
	char what[POINT_TEXT_LENGTH];
	int error;

	if (!may_begin(session))
		return 0;
	snprintf(what, sizeof(what), "%s: largest block%s%s", point->row->name,
		 session->plan.gfps.names.count > 1 ? ", " : "",
		 session->plan.gfps.names.count > 1 ? point->gfp : "");
	progress_step(&session->progress, what);
	error = search_maximum(point, session->budget, &result, &session->problem);
	if (error == -EINTR && stop_requested()) {
		session->problem = (struct problem){ 0 };
		return note_interruption(session);
	}
	return error ? error : write_maximum(session, point, &result);
}

int session_maxima(struct session *session)
{
	const struct plan *plan = &session->plan;
	int error = 0;

	sampler_close(&session->sampler);
	for (size_t i = session->max_count; i < plan->search_count && !error && !session_is_over(session);
	     i++)
		error = search(session, &plan->searches[i]);
	return error;
}
