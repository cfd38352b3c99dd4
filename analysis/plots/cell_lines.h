/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Plots of cells along something else than their size: a line for each allocator, size,
 * variant and kernel.
 */
#ifndef ANALYSIS_CELL_LINES_H
#define ANALYSIS_CELL_LINES_H

#include "plot.h"

/**
 * struct cell_axis - along what
 * @x_of:    where a cell stands; false where it has no place on the axis
 * @variant: what besides allocator and size tells lines apart; "" for nothing
 * @missing: what to measure, where no cell has a place
 * @title:   what follows "What one allocation costs" in the title
 * @words:   at the axis
 * @point:   what follows the statistic where the foot says what a point is
 * @statistic: what is drawn, where the user does not say
 */
struct cell_axis {
	bool (*x_of)(const struct cell *cell, double *x);
	const char *(*variant)(const struct cell *cell);
	const char *missing;
	const char *title;
	const char *words;
	const char *point;
	const char *statistic;
};

/**
 * cell_lines_write() - the plot: all lines as series of rows: place, cost
 *
 * Return: EXIT_DONE, or another code after saying why.
 */
enum exit_code cell_lines_write(const struct result_list *results,
				const struct plot_options *options,
				const struct cell_axis *axis, struct plot_file *file);

#endif
