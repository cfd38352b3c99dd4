// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot scaling: what a call costs while more and more CPUs do the same: the
 * pattern crowd.
 */
#include <stdio.h>

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
};

static enum exit_code write_scaling(const struct result_list *results,
				    const struct plot_options *options,
				    struct plot_file *file)
{
	const struct side *side =
		options->sides.count ? options->sides.items[0] : side_default;
	const struct statistic *statistic = options->statistics.count
						    ? options->statistics.items[0]
						    : statistic_default;
	const struct result *first = results->items[0];
	enum exit_code code = result_list_check_costs(results);
	char y[96], title[96];

	if (code != EXIT_DONE)
		return code;
	snprintf(title, sizeof(title), "What %s costs while others do the same", side->what);
	snprintf(y, sizeof(y), "cost, %s", result_unit(first));
	plot_file_title(file, title, "CPUs that allocate and free at once", y);
	plot_file_panel(file, "crowd");
	plot_file_foot(file,
		       "Clock: %s (%s). Each point: the %s over all threads, less the median "
		       "of an empty call.",
		       clock_name(first->clock), result_unit(first), statistic->meaning);
	plot_file_sources(file, results);
	return cell_lines_write(results, side, statistic, &axis, file);
}

const struct plot_kind plot_scaling = {
	.name = "scaling",
	.write = write_scaling,
	.has_statistic = true,
	.most_sides = 1,
};
