// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot scaling: what a call costs while more and more CPUs do the same: the
 * pattern crowd.
 */
#include "cell_lines.h"

static bool threads_of(const struct cell *cell, double *x)
{
	*x = (double)cell->thread_count;
	return cell->thread_count > 0;
}

static const char *no_variant(const struct cell *cell)
{
	return "";
}

static const struct cell_axis axis = {
	.x_of = threads_of,
	.variant = no_variant,
	.missing = "measure the pattern crowd with several --cpus",
	.title = " while others do the same",
	.words = "CPUs that allocate and free at once",
	.point = " over all threads, less the median of an empty call.",
	.statistic = "p50",
};

static enum exit_code write_scaling(const struct result_list *results,
				    const struct plot_options *options,
				    struct plot_file *file)
{
	return cell_lines_write(results, options, &axis, file);
}

const struct plot_kind plot_scaling = {
	.name = "scaling",
	.write = write_scaling,
	.has_statistic = true,
	.most_sides = 1,
};
