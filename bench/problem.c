// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Messages of failures: kept where they arise, printed by the command.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "problem.h"

int problem_set(struct problem *problem, enum exit_code exit_code, int error,
		const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(problem->text, sizeof(problem->text), format, arguments);
	va_end(arguments);
	problem->exit_code = exit_code;
	return error;
}

int problem_no_memory(struct problem *problem)
{
	return problem_set(problem, EXIT_TOOL_FAILURE, -ENOMEM,
			   "out of memory in the driver itself; ask for fewer samples");
}

int problem_print(const struct problem *problem)
{
	fprintf(stderr, "allocbench: %s\n", problem->text);
	return problem->exit_code;
}
