/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file of data behind a plot of costs: plots/cost.gp says how it is built.
 */
#ifndef ANALYSIS_PLOT_DATA_H
#define ANALYSIS_PLOT_DATA_H

#include <stdio.h>

#include "published.h"
#include "result_list.h"

/**
 * struct plot_subject - what is drawn
 * @way:       the one in which all cells were taken
 * @published: without rows where it is not wanted
 */
struct plot_subject {
	const struct result_list *results;
	const struct way *way;
	const struct side *side;
	const struct statistic *statistic;
	const struct published *published;
};

/**
 * struct plot_count - what stands in the data
 * @series: lines and sets of points
 * @points: all points
 * @hidden: costs at or below 0, which have no place on a logarithmic axis
 */
struct plot_count {
	size_t series;
	size_t points;
	size_t hidden;
};

/**
 * plot_data_write() - write the data of all results
 *
 * Return: 0, -ENOMEM, or -EIO after an error of writing.
 */
int plot_data_write(const struct plot_subject *subject, FILE *stream,
		    struct plot_count *count);

#endif
