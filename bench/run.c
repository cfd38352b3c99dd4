// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command `run`: cells, then the largest blocks.
 */
#include <errno.h>

#include "commands.h"
#include "dry_run.h"
#include "session.h"
#include "stop.h"

static int measure_all(struct session *session)
{
	const struct plan *plan = &session->plan;
	int error = 0;

	while (session->cell_count < plan->point_count && !error &&
	       !session_is_over(session))
		error = session_next_cells(session);
	/* Last, and with the buffers freed: searches dirty the allocators. */
	if (!error && !session_is_over(session))
		error = session_maxima(session);
	return error;
}

static int finish_dry_run(struct session *session)
{
	if (dry_run(session) == -EINTR && stop_requested()) {
		session->problem = (struct problem){ 0 };
		session->is_interrupted = true;
	}
	return session_finish(session);
}

static int finish_complete(struct session *session)
{
	fprintf(stderr, "allocbench: %s is complete: nothing is left to measure\n",
		session->resume.path);
	return session_finish(session);
}

static int run(int argc, char **argv)
{
	struct session session;
	int error;

	error = session_prepare(&session, OPTIONS_RUN, "run",
				"Measure what allocations and frees cost, size by size, "
				"then search the largest blocks.",
				argc, argv);
	if (!error && session.resume.is_complete)
		return finish_complete(&session);
	if (!error)
		error = session_plan(&session);
	if (!error && session.options.dry_run)
		return finish_dry_run(&session);
	if (!error)
		error = session_start(&session, true,
				      session.plan.point_count +
					      session.plan.search_count);
	if (!error)
		measure_all(&session);
	return session_finish(&session);
}

const struct command run_command = {
	.name = "run",
	.run = run,
	.help = "measure costs by size, then the largest blocks",
};
