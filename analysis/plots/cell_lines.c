// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Costs of cells as lines over an axis: the plots pattern and scaling.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/message.h"
#include "cell_lines.h"
#include "results/cleanup.h"

/* That a reader can tell apart. */
#define LINE_LIMIT 12

/**
 * struct point - one cell
 * @release: of its kernel; @points own it
 */
struct point {
	const struct cell *cell;
	const char *variant;
	char *release;
	double x;
	double cost;
};

struct points {
	struct point *items;
	size_t count;
};

static int compare_lines(const struct point *one, const struct point *other)
{
	int order = strcmp(one->cell->allocator, other->cell->allocator);

	if (!order)
		order = (one->cell->size > other->cell->size) -
			(one->cell->size < other->cell->size);
	if (!order)
		order = strcmp(one->variant, other->variant);
	return order ? order : strverscmp(one->release, other->release);
}

static int compare_points(const void *one, const void *other)
{
	const struct point *a = one, *b = other;
	int order = compare_lines(a, b);

	return order ? order : (a->x > b->x) - (a->x < b->x);
}

static int add_point(struct points *points, const struct point *point,
		     const struct result *result)
{
	struct point *items =
		reallocarray(points->items, points->count + 1, sizeof(*items));

	if (!items)
		return -ENOMEM;
	points->items = items;
	items[points->count] = *point;
	items[points->count].release = result_fact(result, "kernel.release");
	return items[points->count++].release ? 0 : -ENOMEM;
}

static int take_result(const struct result *result, const struct side *side,
		       const struct statistic *statistic, const struct cell_axis *axis,
		       struct points *points, size_t *hidden)
{
	int error = 0;

	for (size_t i = 0; i < result->cell_count && !error; i++) {
		const struct cell *cell = &result->cells[i];
		const struct times *none = result_none(result, &cell->way);
		struct point point = { .cell = cell, .variant = axis->variant(cell) };

		if (!axis->x_of(cell, &point.x) || !none ||
		    !side_cost(side, &cell->times, none, statistic, &point.cost))
			continue;
		if (point.cost > 0)
			error = add_point(points, &point, result);
		else
			++*hidden;
	}
	return error;
}

static size_t line_count(const struct points *points)
{
	size_t count = points->count > 0;

	for (size_t i = 1; i < points->count; i++)
		count += compare_lines(&points->items[i - 1], &points->items[i]) != 0;
	return count;
}

static bool has_kernels(const struct points *points)
{
	for (size_t i = 1; i < points->count; i++)
		if (strcmp(points->items[0].release, points->items[i].release) != 0)
			return true;
	return false;
}

static void put_points(const struct points *points, struct plot_file *file)
{
	struct plot_colours colours = { 0 };
	bool with_release = has_kernels(points);
	size_t line = 0;

	for (size_t i = 0; i < points->count; i++) {
		const struct point *point = &points->items[i];
		const struct plot_look look = { plot_colour(&colours,
							    point->cell->allocator),
						line % PLOT_DASH_COUNT + 1, 1 };

		if (!i || compare_lines(point - 1, point) != 0) {
			plot_file_series(file, &look, "%s %llu%s%s%s%s",
					 point->cell->allocator,
					 (unsigned long long)point->cell->size,
					 *point->variant ? ", " : "", point->variant,
					 with_release ? ", " : "",
					 with_release ? point->release : "");
			line++;
		}
		plot_file_row(file, (double[]){ point->x, point->cost }, 2);
	}
}

static enum exit_code check(const struct points *points, size_t hidden,
			    const struct side *side, const struct cell_axis *axis)
{
	size_t lines = line_count(points);

	if (!lines && hidden)
		return EXIT_DONE;
	if (!lines)
		message_error("no cell for this plot was timed on the side %s: %s",
			      side->name, axis->missing);
	else if (lines > LINE_LIMIT)
		message_error(
			"there are %zu lines, and a plot shows up to %d; choose with "
			"--alloc, --sizes, --pattern",
			lines, LINE_LIMIT);
	else
		return EXIT_DONE;
	return EXIT_USAGE;
}

static void put_words(const struct result_list *results, const struct side *side,
		      const struct statistic *statistic, const struct cell_axis *axis,
		      struct plot_file *file)
{
	const struct result *first = results->items[0];
	bool is_default = statistic == statistic_default;
	char y[96], title[96];

	snprintf(title, sizeof(title), "What %s costs%s", side->what, axis->title);
	snprintf(y, sizeof(y), "%s%scost, %s", is_default ? "" : statistic->name,
		 is_default ? "" : " ", result_unit(first));
	plot_file_title(file, title, axis->words, y);
	plot_file_panel(file, "lines");
	plot_file_foot(file, "Clock: %s (%s). Each point: the %s%s",
		       clock_name(first->clock), result_unit(first), statistic->meaning,
		       axis->point);
	plot_file_sources(file, results);
}

static enum exit_code put_lines(const struct result_list *results,
				const struct side *side,
				const struct statistic *statistic,
				const struct cell_axis *axis, struct plot_file *file)
{
	struct points points = { 0 };
	enum exit_code code;
	int error = 0;

	for (size_t i = 0; i < results->count && !error; i++)
		error = take_result(results->items[i], side, statistic, axis, &points,
				    &file->hidden_count);
	if (points.count)
		qsort(points.items, points.count, sizeof(*points.items), compare_points);
	code = error ? plot_no_memory() : check(&points, file->hidden_count, side, axis);
	if (code == EXIT_DONE)
		put_points(&points, file);
	for (size_t i = 0; i < points.count; i++)
		free(points.items[i].release);
	free(points.items);
	return code;
}

enum exit_code cell_lines_write(const struct result_list *results,
				const struct plot_options *options,
				const struct cell_axis *axis, struct plot_file *file)
{
	const struct side *side =
		options->sides.count ? options->sides.items[0] : side_default;
	const struct statistic *statistic = options->statistics.count
						    ? options->statistics.items[0]
						    : statistic_named(axis->statistic);
	enum exit_code code = result_list_check_costs(results);

	if (code != EXIT_DONE)
		return code;
	put_words(results, side, statistic, axis, file);
	return put_lines(results, side, statistic, axis, file);
}
