/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plots of `allocstat plot`, and what was asked of them.
 */
#ifndef ANALYSIS_PLOT_H
#define ANALYSIS_PLOT_H

#include <stdbool.h>

#include "filter.h"
#include "result_list.h"
#include "side.h"

/**
 * struct plot_options - the options of the command
 * @output:    ends in .svg or .png
 * @published: the published numbers too
 * @side:      what is drawn
 * @statistics: one: what of it
 * @filter:    of which cells
 * @keep:      leave script and data beside the output
 */
struct plot_options {
	const char *output;
	bool published;
	const struct side *side;
	struct statistic_list statistics;
	struct filter filter;
	bool keep;
};

/**
 * plot_terminal_of() - "svg" or "png" by the end of a name, or NULL
 */
const char *plot_terminal_of(const char *output);

/**
 * plot_cost() - draw the cost of one allocation by size
 *
 * Return: EXIT_DONE, or another code after saying why.
 */
enum exit_code plot_cost(const struct result_list *results,
			 const struct plot_options *options);

#endif
