/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What went wrong, in words for the user, and the exit code that follows from it.
 */
#ifndef BENCH_PROBLEM_H
#define BENCH_PROBLEM_H

#include "results/verdict.h"

#define PROBLEM_LENGTH 1024

/**
 * struct problem - the message of the first thing that failed
 * @text:      the thing, the cause and the way out; "" without a problem
 * @exit_code: what the command returns because of it
 */
struct problem {
	char text[PROBLEM_LENGTH];
	enum exit_code exit_code;
};

/**
 * problem_set() - say what went wrong
 * @error: negative errno, passed through
 *
 * Return: @error, so that a caller can `return problem_set(...)`.
 */
__attribute__((format(printf, 4, 5))) int problem_set(struct problem *problem,
						      enum exit_code exit_code, int error,
						      const char *format, ...);

/**
 * problem_no_memory() - the message for every failed allocation of the driver's own
 *
 * Return: -ENOMEM.
 */
int problem_no_memory(struct problem *problem);

/**
 * problem_print() - the message on standard error, with the program's name
 *
 * Return: the problem's exit code.
 */
int problem_print(const struct problem *problem);

#endif
