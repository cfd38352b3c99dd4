// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot heat: size by percentile, the colour is the cost; a panel an allocator.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "analysis/cell_grid.h"
#include "analysis/message.h"
#include "plot.h"
#include "results/cleanup.h"

/* Panels that are wide enough to be read. */
#define ALLOCATOR_LIMIT 4

/* Where a row ends, in percent: the tail is drawn finer than the rest. */
static const double percentiles[] = { 0,  5,  10, 15, 20, 25, 30, 35, 40, 45, 50,  55,
				      60, 65, 70, 75, 80, 85, 90, 95, 97, 99, 99.9 };

#define PERCENTILE_COUNT (sizeof(percentiles) / sizeof(percentiles[0]))

/* The borders lie in the middle between two sizes, on a logarithmic axis. */
static void borders_of(const struct cell_grid *grid, size_t allocator, size_t size,
		       double *low, double *high)
{
	double own = (double)grid->sizes[size];
	double before = own / 2, after = own * 2;

	for (size_t i = 0; i < grid->size_count; i++) {
		if (!cell_grid_at(grid, i, allocator))
			continue;
		if (i < size)
			before = (double)grid->sizes[i];
		if (i > size) {
			after = (double)grid->sizes[i];
			break;
		}
	}
	*low = sqrt(before * own);
	*high = sqrt(after * own);
}

static double end_of(size_t row)
{
	return row + 1 < PERCENTILE_COUNT ? percentiles[row + 1] : 100;
}

/* In the middle of a row. */
static uint64_t ticks_at(const struct histogram *samples, size_t row)
{
	return histogram_quantile(samples, (percentiles[row] + end_of(row)) / 200);
}

static void put_cell(const struct cell_grid *grid, size_t allocator, size_t size,
		     const struct side *side, struct plot_file *file)
{
	const struct cell *cell = cell_grid_at(grid, size, allocator);
	const struct histogram *samples =
		cell ? side_histogram(side, &cell->times) : NULL;
	double none, low, high;

	if (!samples || !samples->total)
		return;
	none = histogram_median(side_none(side, grid->none));
	borders_of(grid, allocator, size, &low, &high);
	/* Rows of one cost are one box. */
	for (size_t first = 0, next; first < PERCENTILE_COUNT; first = next) {
		uint64_t ticks = ticks_at(samples, first);

		for (next = first + 1; next < PERCENTILE_COUNT; next++)
			if (ticks_at(samples, next) != ticks)
				break;
		if ((double)ticks > none)
			plot_file_row(file,
				      (double[]){ (double)cell->size, percentiles[first],
						  low, high, end_of(next - 1),
						  (double)ticks - none },
				      6);
		else
			file->hidden_count++;
	}
}

static int put_words(const struct result_list *results, const struct way *way,
		     const struct side *side, struct plot_file *file)
{
	const struct result *first = results->items[0];
	_cleanup_free_ char *text = way_text(way);
	char title[96];

	if (!text)
		return -ENOMEM;
	snprintf(title, sizeof(title), "What %s costs, from the cheapest to the dearest",
		 side->what);
	plot_file_title(file, title, "size asked for", "percentile of the samples");
	plot_file_foot(file, "%s", text);
	plot_file_foot(file,
		       "Clock: %s. Colour: cost in %s, each sample less the median of an "
		       "empty call.",
		       clock_name(first->clock), result_unit(first));
	plot_file_sources(file, results);
	return 0;
}

static enum exit_code put_grid(const struct result_list *results,
			       const struct cell_grid *grid, const struct side *side,
			       struct plot_file *file)
{
	if (grid->allocator_count > ALLOCATOR_LIMIT) {
		message_error(
			"there are %zu allocators, and a plot shows up to %d; choose "
			"with --alloc",
			grid->allocator_count, ALLOCATOR_LIMIT);
		return EXIT_USAGE;
	}
	if (put_words(results, grid->way, side, file))
		return plot_no_memory();
	for (size_t i = 0; i < grid->allocator_count; i++) {
		plot_file_panel(file, "%s", grid->allocators[i]);
		plot_file_series(file, &(struct plot_look){ i + 1, 1, i + 1 }, "%s",
				 grid->allocators[i]);
		for (size_t j = 0; j < grid->size_count; j++)
			put_cell(grid, i, j, side, file);
	}
	return EXIT_DONE;
}

static enum exit_code write_heat(const struct result_list *results,
				 const struct plot_options *options,
				 struct plot_file *file)
{
	const struct side *side =
		options->sides.count ? options->sides.items[0] : side_default;
	const struct way *way;
	struct cell_grid grid;
	enum exit_code code = plot_one_way(results, false, &way);

	if (code != EXIT_DONE)
		return code;
	if (results->count > 1) {
		message_error("the plot heat shows one file: draw the others apart");
		return EXIT_USAGE;
	}
	if (cell_grid_of(results->items[0], way, NULL, 0, &grid))
		return plot_no_memory();
	code = put_grid(results, &grid, side, file);
	cell_grid_free(&grid);
	return code;
}

const struct plot_kind plot_heat = {
	.name = "heat",
	.write = write_heat,
	.most_sides = 1,
	.by_size = true,
};
