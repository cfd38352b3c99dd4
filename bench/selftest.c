// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command `selftest`: can the numbers of this machine be trusted?
 */
#include <errno.h>
#include <inttypes.h>

#include "checks.h"
#include "commands.h"
#include "results/cleanup.h"
#include "session.h"
#include "stop.h"

/* Every row of bytes takes it. */
#define REPEATED_SIZE "4096"

/**
 * struct selftest - a session and its score
 */
struct selftest {
	struct session session;
	size_t passed;
	size_t failed;
};

static int give(struct selftest *selftest, const struct check *check)
{
	struct session *session = &selftest->session;
	_cleanup_json_ json_t *record =
		json_pack("{s: s, s: s, s: b, s: s}", "type", "check", "name",
			  check->name, "passed", check->passed, "detail", check->detail);

	if (check->passed)
		selftest->passed++;
	else
		selftest->failed++;
	if (output_is_table(&session->output))
		printf("%s - %s (%s)\n", check->passed ? "ok" : "not ok", check->name,
		       check->detail);
	return session_write(session, record);
}

static int check_calibration(struct selftest *selftest)
{
	const struct calibration *calibration = &selftest->session.calibration;
	struct clock_evidence evidence = calibration_evidence(calibration);
	struct check clock = check_clock(&calibration->facts);
	struct check ruler = check_ruler(&evidence, &calibration->facts);
	int error = give(selftest, &clock);

	return error ? error : give(selftest, &ruler);
}

static int take_cell(struct session *session, const struct point *point, uint64_t count,
		     struct cell *cell)
{
	struct sampler *sampler = &session->sampler;
	const struct sampling_round round = {
		.count = count,
		.warmup = session->options.warmup,
	};
	int error;

	error = sampler_take(sampler, point, &round, &session->problem);
	if (error)
		return error;
	if (sampler_interrupted(sampler))
		return -EINTR;
	error = cell_of(sampler->samples, sampler->reply.sample_count, 0, cell);
	return error ? cell_problem(&session->problem, error, point->row->name) : 0;
}

static int check_none(struct selftest *selftest)
{
	struct calibration *calibration = &selftest->session.calibration;
	struct cell again = { 0 };
	struct check check;
	int error;

	error = take_cell(&selftest->session, &calibration->points[0],
			  CALIBRATION_SAMPLES, &again);
	if (error)
		return error;
	check = check_repeat("none", &calibration->cells[0], &again);
	cell_free(&again);
	return give(selftest, &check);
}

static int check_point(struct selftest *selftest, const struct point *point)
{
	struct session *session = &selftest->session;
	struct cell first = { 0 };
	struct cell second = { 0 };
	struct check check;
	char what[96];
	int error;

	error = take_cell(session, point, session->options.samples, &first);
	if (!error)
		error = take_cell(session, point, session->options.samples, &second);
	if (!error) {
		snprintf(what, sizeof(what), "%s of %" PRIu64 " bytes", point->row->name,
			 point->size);
		check = check_repeat(what, &first, &second);
		error = give(selftest, &check);
	}
	cell_free(&first);
	cell_free(&second);
	return error;
}

static int check_memory(struct selftest *selftest)
{
	struct session *session = &selftest->session;
	struct info info;
	struct check check;
	int error;

	/* A run of another process may hold blocks of its own now. */
	error = info_read(&info, &session->problem);
	if (error)
		return error;
	check = check_live(&info);
	return give(selftest, &check);
}

static int check_all(struct selftest *selftest)
{
	const struct plan *plan = &selftest->session.plan;
	int error;

	error = check_calibration(selftest);
	if (!error)
		error = check_none(selftest);
	for (size_t i = 0; i < plan->point_count && !error; i++)
		error = check_point(selftest, &plan->points[i]);
	return error ? error : check_memory(selftest);
}

static void note_interruption(struct session *session, int error)
{
	if (error != -EINTR || !stop_requested())
		return;
	session->problem = (struct problem){ 0 };
	session->is_interrupted = true;
}

static int selftest(int argc, char **argv)
{
	struct selftest test = { 0 };
	struct session *session = &test.session;
	int error, code;

	error = session_prepare(session, OPTIONS_SELFTEST, "selftest",
				"Check that the numbers of this machine can be trusted.",
				argc, argv);
	session->options.sizes = REPEATED_SIZE;
	session->options.no_max = true;
	if (!error)
		error = session_plan(session);
	if (!error)
		error = session_start(session, true, 0);
	if (!error)
		note_interruption(session, check_all(&test));
	code = session_finish(session);
	if (code == EXIT_DONE && test.failed)
		code = EXIT_NOT_TRUSTWORTHY;
	return code;
}

const struct command selftest_command = {
	.name = "selftest",
	.run = selftest,
	.help = "check that the numbers of this machine can be trusted",
};
