// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command `run`: cells, then the largest blocks.
 */
#include "commands.h"
#include "session.h"

static size_t count_steps(const struct session *session)
{
	size_t steps = session->plan.point_count;

	for (size_t i = 0; i < session->plan.row_count && !session->options.no_max; i++)
		steps += session->plan.rows[i]->probe;
	return steps;
}

static int measure(struct session *session)
{
	const struct plan *plan = &session->plan;
	int error = 0;

	for (size_t i = 0; i < plan->point_count && !error && !session->is_interrupted;
	     i++)
		error = session_cell(session, &plan->points[i]);
	/* Last, and with the buffers freed: searches dirty the allocators. */
	if (!error && !session->is_interrupted && !session->options.no_max)
		error = session_maxima(session);
	return error;
}

static int run(int argc, char **argv)
{
	struct session session;
	struct wish wish;
	int error;

	error = session_prepare(&session, OPTIONS_RUN, "run",
				"Measure what allocations and frees cost, size by size, "
				"then search the largest blocks.",
				argc, argv);
	wish = session_wish(&session);
	if (!error)
		error = plan_build(&session.allocators, &wish, &session.plan,
				   &session.problem);
	if (!error)
		error = session_start(&session, true, count_steps(&session));
	if (!error)
		measure(&session);
	return session_finish(&session);
}

const struct command run_command = {
	.name = "run",
	.run = run,
	.help = "measure costs by size, then the largest blocks",
};
