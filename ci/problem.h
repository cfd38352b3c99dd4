/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What went wrong, in words for the user, and the exit code that follows from it.
 */
#ifndef CI_PROBLEM_H
#define CI_PROBLEM_H

#include "results/verdict.h"

#define PROBLEM_LENGTH 1024

/**
 * struct problem - the first thing that failed
 * @text:      the thing, the cause and the way out; "" without a problem
 * @exit_code: what the command returns because of it
 * @word:      class word, or NULL for the exit code's own
 */
struct problem {
	char text[PROBLEM_LENGTH];
	enum exit_code exit_code;
	const char *word;
};

/**
 * problem_set() - say what went wrong
 *
 * Return: @error, passed through, so that a caller can `return problem_set(...)`.
 */
__attribute__((format(printf, 4, 5))) int problem_set(struct problem *problem,
						      enum exit_code exit_code, int error,
						      const char *format, ...);

/**
 * problem_add() - say more of the same problem
 */
__attribute__((format(printf, 2, 3))) void problem_add(struct problem *problem,
						       const char *format, ...);

/**
 * problem_print() - "allocvm: WORD: TEXT" on standard error
 *
 * Return: the problem's exit code.
 */
int problem_print(const struct problem *problem);

#endif
