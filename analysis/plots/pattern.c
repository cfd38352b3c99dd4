// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot pattern: what an allocation or a free costs on average by how many
 * blocks are held, and by the order in which they are freed: the patterns batch-*.
 */
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
	.title = ", by how many blocks are held",
	.words = "blocks of a set",
	.point =
		" less the median of an empty call. fifo, lifo, random: the order of the frees.",
	/* The median of a batch shows its fast path only, the mean what a block costs. */
	.statistic = "mean",
};

static enum exit_code write_pattern(const struct result_list *results,
				    const struct plot_options *options,
				    struct plot_file *file)
{
	return cell_lines_write(results, options, &axis, file);
}

const struct plot_kind plot_pattern = {
	.name = "pattern",
	.write = write_pattern,
	.has_statistic = true,
	.most_sides = 1,
};
