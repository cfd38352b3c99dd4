// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command `max`: the largest blocks only.
 */
#include <errno.h>

#include "commands.h"
#include "session.h"

/* Named by --alloc, so that leaving it out in silence would be wrong. */
static int check_probes(const struct plan *plan, struct problem *problem)
{
	for (size_t i = 0; i < plan->row_count; i++) {
		if (!plan->rows[i]->probe)
			return problem_set(problem, EXIT_USAGE, -EOPNOTSUPP,
					   "--alloc: %s has no largest block to search; "
					   "`allocbench list` shows which have",
					   plan->rows[i]->name);
	}
	return 0;
}

static int choose_rows(struct session *session)
{
	struct wish wish = session_wish(session);
	int error;

	error = plan_choose_rows(&session->allocators, &wish, &session->plan,
				 &session->problem);
	return error ? error : check_probes(&session->plan, &session->problem);
}

static int max(int argc, char **argv)
{
	struct session session;
	int error;

	error = session_prepare(&session, OPTIONS_MAX, "max",
				"Search the largest block that each allocator will give.",
				argc, argv);
	if (!error)
		error = choose_rows(&session);
	if (!error)
		error = session_start(&session, true, session.plan.row_count);
	if (!error)
		session_maxima(&session);
	return session_finish(&session);
}

const struct command max_command = {
	.name = "max",
	.run = max,
	.help = "search the largest blocks",
};
