// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command `max`: the largest blocks only.
 */
#include <errno.h>

#include "commands.h"
#include "session.h"

static int max(int argc, char **argv)
{
	struct session session;
	int error;

	error = session_prepare(&session, OPTIONS_MAX, "max",
				"Search the largest block that each allocator will give.",
				argc, argv);
	if (!error)
		error = session_plan_searches(&session);
	if (!error)
		error = session_start(&session, true, session.plan.search_count);
	if (!error)
		session_maxima(&session);
	return session_finish(&session);
}

const struct command max_command = {
	.name = "max",
	.run = max,
	.help = "search the largest blocks",
};
