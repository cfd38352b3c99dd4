// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The form of allocvm's messages: class word, then what happened.
 */
#include "problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int problem_set(struct problem *problem, enum exit_code exit_code, int error,
		const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(problem->text, sizeof(problem->text), format, arguments);
	va_end(arguments);
	problem->exit_code = exit_code;
	problem->word = NULL;
	return error;
}

void problem_add(struct problem *problem, const char *format, ...)
{
	size_t length = strlen(problem->text);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(problem->text + length, sizeof(problem->text) - length, format,
		  arguments);
	va_end(arguments);
}

/* Texts may quote a guest's log: nothing of it may reach a terminal as a command. */
int problem_print(const struct problem *problem)
{
	fprintf(stderr, "allocvm: %s: ",
		problem->word ? problem->word : exit_code_name(problem->exit_code));
	for (const unsigned char *byte = (const unsigned char *)problem->text; *byte;
	     byte++)
		fputc(*byte < ' ' || *byte == 0x7f ? '?' : *byte, stderr);
	fputc('\n', stderr);
	return problem->exit_code;
}
