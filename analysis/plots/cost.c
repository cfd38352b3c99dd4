// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot cost: what allocations and frees cost by size, a line an allocator, with
 * the band in which nine of ten samples lie; a panel for each side.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "analysis/cell_grid.h"
#include "analysis/message.h"
#include "analysis/published.h"
#include "plot.h"
#include "results/cleanup.h"

/* Where the band ends. */
#define BAND_LOW 0.05
#define BAND_HIGH 0.95

/**
 * struct subject - what is drawn
 * @way:       the one in which all cells were taken
 * @published: without rows where it is not wanted
 */
struct subject {
	const struct result_list *results;
	const struct way *way;
	const struct statistic *statistic;
	struct side_list sides;
	struct published published;
	struct plot_colours colours;
};

/* One file: each allocator has a dash of its own. Several: each file has. */
static size_t dash_of(const struct subject *subject, size_t file, size_t colour)
{
	size_t index = subject->results->count > 1 ? file : colour - 1;

	return index % PLOT_DASH_COUNT + 1;
}

static bool is_unreal(const struct cell_grid *grid, size_t allocator)
{
	for (size_t i = 0; i < grid->size_count; i++) {
		const struct cell *cell = cell_grid_at(grid, i, allocator);

		if (cell && cell->unreal)
			return true;
	}
	return false;
}

/* size, cost, and the band: of a median only, and where it lies above 0. */
static void put_point(const struct subject *subject, const struct cell_grid *grid,
		      const struct side *side, const struct cell *cell,
		      struct plot_file *file)
{
	double row[] = { (double)cell->size, 0, NAN, NAN };
	const struct histogram *samples = side_histogram(side, &cell->times);
	double none;

	if (!side_cost(side, &cell->times, grid->none, subject->statistic, &row[1]))
		return;
	if (row[1] <= 0) {
		file->hidden_count++;
		return;
	}
	none = histogram_median(side_none(side, grid->none));
	if (subject->statistic == statistic_default) {
		row[2] = fmax(histogram_quantile(samples, BAND_LOW) - none, 1);
		row[3] = fmax(histogram_quantile(samples, BAND_HIGH) - none, 1);
	}
	plot_file_row(file, row, 4);
}

static int put_allocator(struct subject *subject, size_t number,
			 const struct cell_grid *grid, size_t side, size_t allocator,
			 struct plot_file *file)
{
	const char *name = grid->allocators[allocator];
	_cleanup_free_ char *source = subject->results->count > 1
					      ? plot_source(subject->results, number)
					      : strdup("");
	size_t colour = plot_colour(&subject->colours, name);
	const struct plot_look look = { colour, dash_of(subject, number, colour),
					side + 1 };

	if (!source)
		return -ENOMEM;
	plot_file_series(file, &look, "%s%s%s%s", name,
			 is_unreal(grid, allocator) ? " (not meaningful)" : "",
			 *source ? ", " : "", source);
	for (size_t i = 0; i < grid->size_count; i++) {
		const struct cell *cell = cell_grid_at(grid, i, allocator);

		if (cell)
			put_point(subject, grid, subject->sides.items[side], cell, file);
	}
	return 0;
}

static int put_result(struct subject *subject, size_t number, size_t side,
		      struct plot_file *file)
{
	struct cell_grid grid;
	int error = cell_grid_of(subject->results->items[number], subject->way, NULL, 0,
				 &grid);

	if (error)
		return error;
	for (size_t i = 0; i < grid.allocator_count && !error; i++)
		error = put_allocator(subject, number, &grid, side, i, file);
	cell_grid_free(&grid);
	return error;
}

static void put_published(struct subject *subject, const char *allocator,
			  struct plot_file *file)
{
	const struct plot_look look = { plot_colour(&subject->colours, allocator), 0, 1 };
	const struct published *published = &subject->published;

	plot_file_series(file, &look, "%s, published", allocator);
	for (size_t row = 0; row < published->row_count; row++) {
		uint64_t size = published_size(published, row), cycles;

		if (published_cost(published, allocator, size, &cycles))
			plot_file_row(
				file,
				(double[]){ (double)size, (double)cycles, NAN, NAN }, 4);
	}
}

/* Lines before points: the scripts count on it. */
static int put_series(struct subject *subject, struct plot_file *file)
{
	int error = 0;

	for (size_t side = 0; side < subject->sides.count; side++)
		for (size_t i = 0; i < subject->results->count && !error; i++)
			error = put_result(subject, i, side, file);
	if (error || !subject->published.row_count)
		return error;
	put_published(subject, "kmalloc", file);
	put_published(subject, "book_pages", file);
	put_published(subject, "vmalloc", file);
	return 0;
}

static int put_words(const struct subject *subject, struct plot_file *file)
{
	const struct result *first = subject->results->items[0];
	bool has_band = subject->statistic == statistic_default;
	_cleanup_free_ char *way = way_text(subject->way);
	char title[96], y[64];

	if (!way)
		return -ENOMEM;
	if (subject->sides.count == 1)
		snprintf(title, sizeof(title), "What %s costs, by size",
			 subject->sides.items[0]->what);
	else
		snprintf(title, sizeof(title),
			 "What one allocation and its free cost, by size");
	snprintf(y, sizeof(y), "cost, %s", result_unit(first));
	plot_file_title(file, title, "size asked for", y);
	for (size_t i = 0; i < subject->sides.count; i++)
		plot_file_panel(file, "%s", subject->sides.items[i]->name);
	plot_file_foot(file, "%s", way);
	plot_file_foot(
		file, "Clock: %s (%s). Lines: the %s less the median of an empty call%s.",
		clock_name(first->clock), result_unit(first), subject->statistic->meaning,
		has_band ? "; bands: from the 5th to the 95th percentile" : "");
	plot_file_sources(file, subject->results);
	if (subject->published.row_count)
		plot_file_foot(
			file,
			"Published: TSC cycles, means, Linux 2.6.32, Core 2 1.66 GHz "
			"(O. I. Tsilyurik, Kernel modules of Linux).");
	return 0;
}

static bool has_touch(const struct result_list *results)
{
	for (size_t i = 0; i < results->count; i++)
		for (size_t j = 0; j < results->items[i]->cell_count; j++)
			if (results->items[i]->cells[j].times.touch.total)
				return true;
	return false;
}

static enum exit_code write_cost(const struct result_list *results,
				 const struct plot_options *options,
				 struct plot_file *file)
{
	struct subject subject = {
		.results = results,
		.statistic = options->statistics.count ? options->statistics.items[0]
						       : statistic_default,
		.sides = options->sides.count ? options->sides
					      : side_list_all(has_touch(results)),
	};
	_cleanup_free_ char *message = NULL;
	enum exit_code code = plot_one_way(results, options->published, &subject.way);
	int error = 0;

	if (code != EXIT_DONE)
		return code;
	if (options->published)
		error = published_load("cycle-cost.csv", &subject.published, &message);
	if (!error)
		error = put_words(&subject, file);
	if (!error)
		error = put_series(&subject, file);
	published_free(&subject.published);
	if (!error)
		return EXIT_DONE;
	message_error("%s", message ? message : strerror(-error));
	return EXIT_TOOL_FAILURE;
}

const struct plot_kind plot_cost = {
	.name = "cost",
	.write = write_cost,
	.has_published = true,
	.has_statistic = true,
	.most_sides = SIDE_LIMIT,
	.by_size = true,
};
