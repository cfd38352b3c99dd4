// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot pattern: what an allocation or a free costs on average by how many blocks
 * are held, and by the order in which they are freed: the patterns batch-*.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell_lines.h"

#define BATCH "batch-"

static bool blocks_of(const struct cell *cell, double *x)
{
	*x = strtod(cell->way.fields[WAY_SET_SIZE], NULL);
	return !strncmp(cell->way.fields[WAY_PATTERN], BATCH, strlen(BATCH));
}

/* "fifo", "lifo", "random" */
static const char *order_of(const struct cell *cell)
{
	double x;

	return blocks_of(cell, &x) ? cell->way.fields[WAY_PATTERN] + strlen(BATCH) : "";
}

static const struct cell_axis axis = {
	.x_of = blocks_of,
	.variant = order_of,
	.missing = "measure the patterns batch-fifo, batch-lifo or batch-random",
};

/* The median of a batch shows its fast path only, the mean what a block costs. */
static enum exit_code write_pattern(const struct result_list *results,
				    const struct plot_options *options,
				    struct plot_file *file)
{
	const struct side *side =
		options->sides.count ? options->sides.items[0] : side_default;
	const struct statistic *statistic = options->statistics.count
						    ? options->statistics.items[0]
						    : statistic_named("mean");
	const struct result *first = results->items[0];
	enum exit_code code = result_list_check_costs(results);
	char y[96], title[96];

	if (code != EXIT_DONE)
		return code;
	snprintf(title, sizeof(title), "What %s costs, by how many blocks are held",
		 side->what);
	snprintf(y, sizeof(y), "%s cost, %s", statistic->name, result_unit(first));
	plot_file_title(file, title, "blocks of a set", y);
	plot_file_panel(file, "batch");
	plot_file_foot(file,
		       "Clock: %s (%s). Each point: the %s less the median of an empty call. "
		       "fifo, lifo, random: the order of the frees.",
		       clock_name(first->clock), result_unit(first), statistic->meaning);
	plot_file_sources(file, results);
	return cell_lines_write(results, side, statistic, &axis, file);
}

const struct plot_kind plot_pattern = {
	.name = "pattern",
	.write = write_pattern,
	.has_statistic = true,
	.most_sides = 1,
};
