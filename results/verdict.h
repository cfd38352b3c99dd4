/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Exit codes of all programs, and the words of a verdict.
 */
#ifndef RESULTS_VERDICT_H
#define RESULTS_VERDICT_H

/**
 * enum exit_code - what every program of the project returns
 */
enum exit_code {
	EXIT_DONE = 0,
	EXIT_TOOL_FAILURE = 1,
	EXIT_USAGE = 2,
	EXIT_REGRESSION = 3,
	EXIT_INCONCLUSIVE = 4,
	EXIT_NOT_COMPARABLE = 5,
	EXIT_UNFIT_ENVIRONMENT = 6,
	EXIT_NOT_TRUSTWORTHY = 7,
	EXIT_GUEST_PANIC = 10,
	EXIT_GUEST_REPORT = 11,
	EXIT_GUEST_HANG = 12,
	EXIT_GUEST_TIMEOUT = 13,
	EXIT_GUEST_GARBAGE = 14,
	EXIT_GUEST_NO_MODULE = 15,
	EXIT_NO_QEMU = 16,
	EXIT_SKIPPED = 77,
	EXIT_INTERRUPTED = 130,
};

/**
 * exit_code_name() - an exit code as one word: "done", "regression", "panic"
 *
 * Return: the word, or "unknown" for a code that no program returns.
 */
const char *exit_code_name(int code);

#endif
