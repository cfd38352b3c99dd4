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

static void show_progress(struct session *session, const struct point *point)
{
	char what[POINT_TEXT_LENGTH];

	point_print(point, what);
	progress_step(&session->progress, what);
}

/* A part that a signal or the time limit ends is kept, and ends the session. */
static int measure_cell_part(struct session *session, const struct point *point,
			     unsigned part, struct measured *measured)
{
	int error;

	if (!part)
		show_progress(session, point);
	error = measure_part(&session->sampler, point, &session->sampling, part, measured,
			     &session->problem);
	if (error == -EINTR && stop_requested()) {
		session->problem = (struct problem){ 0 };
		return note_interruption(session);
	}
	if (measured->reply.flags & ALLOCBENCH_INTERRUPTED)
		note_interruption(session);
	session->is_out_of_time |= measured->stop && !strcmp(measured->stop, "time_limit");
	return error;
}

/* A signal ends it; who goes on then asks. */
static void let_pass(uint64_t microseconds)
{
	const struct timespec time = {
		.tv_sec = (time_t)(microseconds / 1000000),
		.tv_nsec = (long)(microseconds % 1000000) * 1000,
	};

	nanosleep(&time, NULL);
}

static int measure_parts(struct session *session, const struct point *points,
			 struct measured *measured, size_t count)
{
	int error = 0;

	for (unsigned part = 0; part < session->sampling.part_count; part++) {
		for (size_t i = 0; i < count && !error && may_begin(session); i++) {
			error = measure_cell_part(session, &points[i], part, &measured[i]);
			if (session->sampling.spread_ms)
				let_pass(session->sampling.spread_ms * 1000 / count);
		}
	}
	return error;
}

/* After an error whole cells only; what ended the session may have cut all of them. */
static int write_cells(struct session *session, const struct point *points,
		       struct measured *measured, size_t count)
{
	int error = 0;

	for (size_t i = 0; i < count && measured[i].cell.samples && !error; i++) {
		bool is_cut = measured[i].part_count < session->sampling.part_count;

		if (is_cut && !session_is_over(session))
			break;
		if (is_cut)
			measured[i].stop = session->is_interrupted ? "interrupted"
								   : "time_limit";
		measure_end(&measured[i]);
		error = write_cell(session, &points[i], &measured[i]);
	}
	return error;
}

/* One, or as many as take turns. */
static size_t cells_at_once(const struct session *session)
{
	size_t left = session->plan.point_count - session->cell_count;

	if (session->sampling.part_count == 1)
		return 1;
	return left < SESSION_TURN_LIMIT ? left : SESSION_TURN_LIMIT;
}

int session_next_cells(struct session *session)
{
	const struct point *points = &session->plan.points[session->cell_count];
	struct measured measured[SESSION_TURN_LIMIT] = { 0 };
	size_t count = cells_at_once(session);
	int error = 0, write_error;

	if (!may_begin(session))
		return 0;
	settle();
	for (size_t i = 0; i < count && !error; i++)
		error = measure_begin(&points[i], &session->sampling, &measured[i],
				      &session->problem);
	if (!error)
		error = measure_parts(session, points, measured, count);
	write_error = write_cells(session, points, measured, count);
	for (size_t i = 0; i < count; i++)
		measured_free(&measured[i]);
	return error ? error : write_error;
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
	for (size_t i = session->max_count;
	     i < plan->search_count && !error && !session_is_over(session); i++)
		error = search(session, &plan->searches[i]);
	return error;
}
