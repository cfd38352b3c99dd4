/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Results sorted into lines of kernels that follow one another: of one clock,
 * architecture, flavour and boot arguments, the oldest first.
 */
#ifndef ANALYSIS_HISTORY_H
#define ANALYSIS_HISTORY_H

#include "result_list.h"

/**
 * struct history_kernel - one of them
 * @heading: short: "6.1", or the whole release where the line has two of that series
 * @boots:   @boot_count results
 */
struct history_kernel {
	char *heading;
	const struct result **boots;
	size_t boot_count;
};

/**
 * struct history_line - the kernels of one line
 * @flavour: "cloud-amd64", with boot arguments of its own "amd64, append=quiet"
 */
struct history_line {
	char *flavour;
	struct history_kernel *kernels;
	size_t kernel_count;
};

/**
 * struct history - all lines; they live as long as the results
 * @boots: all results, line by line, kernel by kernel
 */
struct history {
	const struct result **boots;
	struct history_line *lines;
	size_t line_count;
};

/**
 * history_of() - sort results into lines
 * @history: free with history_free(), after an error too
 *
 * Return: 0 or -ENOMEM.
 */
int history_of(const struct result_list *results, struct history *history);

void history_free(struct history *history);

/**
 * history_line_check() - may the costs of a line stand side by side?
 *
 * Return: EXIT_DONE, or EXIT_NOT_COMPARABLE after saying what is not the same.
 */
enum exit_code history_line_check(const struct history_line *line);

#endif
