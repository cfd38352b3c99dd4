// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The measuring part of a session: cells, then maxima.
 */
#include <errno.h>
#include <inttypes.h>
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
	const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };

	nanosleep(&pause, NULL);
}

static int note_interruption(struct session *session)
{
	session->is_interrupted = true;
	return 0;
}

static size_t trace_limit(const struct session *session)
{
	return session->options.raw ? SIZE_MAX : CELL_TRACE_LENGTH;
}

static int write_cell(struct session *session, const struct point *point,
		      const struct cell *cell)
{
	int error;

	error = cell_record_write(&session->output, point, cell, &session->sampler.reply,
				  session->info.smi_counter, &session->problem);
	if (error)
		return error;
	session->cell_count++;
	return report_cell(&session->report, point, cell)
		       ? problem_no_memory(&session->problem)
		       : 0;
}

static int keep_samples(struct session *session, const struct point *point)
{
	const struct sampler *sampler = &session->sampler;
	struct cell cell;
	int error;

	error = cell_of(sampler->samples, sampler->reply.sample_count,
			trace_limit(session), &cell);
	if (error)
		return cell_problem(&session->problem, error, point->row->name);
	error = write_cell(session, point, &cell);
	cell_free(&cell);
	if (sampler_interrupted(sampler))
		note_interruption(session);
	return error;
}

static void show_progress(struct session *session, const struct point *point)
{
	char what[96];

	snprintf(what, sizeof(what), "%s %" PRIu64, point->row->name, point->size);
	progress_step(&session->progress, what);
}

int session_cell(struct session *session, const struct point *point)
{
	int error;

	if (stop_requested())
		return note_interruption(session);
	show_progress(session, point);
	settle();
	error = sampler_take(&session->sampler, point, session->options.samples,
			     session->options.warmup, &session->problem);
	if (error == -EINTR && stop_requested()) {
		session->problem = (struct problem){ 0 };
		return note_interruption(session);
	}
	return error ? error : keep_samples(session, point);
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

static int search_row(struct session *session, const struct allocator_row *row)
{
	struct point point = plan_point(row, 0, session->options.gfp);
	struct search_result result;
	char what[64];
	int error;

	if (stop_requested())
		return note_interruption(session);
	snprintf(what, sizeof(what), "%s: largest block", row->name);
	progress_step(&session->progress, what);
	error = search_maximum(&point, session->budget, &result, &session->problem);
	if (error == -EINTR && stop_requested()) {
		session->problem = (struct problem){ 0 };
		return note_interruption(session);
	}
	return error ? error : write_maximum(session, &point, &result);
}

int session_maxima(struct session *session)
{
	const struct plan *plan = &session->plan;
	int error = 0;

	sampler_close(&session->sampler);
	for (size_t i = 0; i < plan->row_count && !error && !session->is_interrupted;
	     i++) {
		if (plan->rows[i]->probe)
			error = search_row(session, plan->rows[i]);
	}
	return error;
}
