// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The series of a plot of costs: one for each file and allocator, and one for each
 * published column.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cell_grid.h"
#include "plot_data.h"
#include "plot_text.h"
#include "results/cleanup.h"
#include "summary.h"

/* plots/style.gp has so many. */
#define COLOUR_COUNT 7
#define DASH_COUNT 5

/* Where series are collected while they are counted. */
struct plot {
	const struct plot_subject *subject;
	FILE *stream;
	struct plot_count count;
	const char *others[COLOUR_COUNT]; /* allocators beyond the book's, by colour */
	size_t other_count;
};

/* The book's allocators have colours of their own; others take the next ones in turn. */
static size_t colour_of(struct plot *plot, const char *allocator)
{
	static const size_t book_count = 4;
	size_t rank = allocator_rank(allocator);
	size_t index = 0;

	if (rank < book_count)
		return rank + 1;
	while (index < plot->other_count && strcmp(plot->others[index], allocator))
		index++;
	if (index == plot->other_count && plot->other_count < COLOUR_COUNT)
		plot->others[plot->other_count++] = allocator;
	return book_count + index % (COLOUR_COUNT - book_count) + 1;
}

static void begin_series(struct plot *plot, const char *label, const char *allocator,
			 size_t dash)
{
	plot->count.series++;
	fputs("\n\n", plot->stream);
	plot_text_put(plot->stream, label);
	fprintf(plot->stream, "\t%zu\t%zu\n", colour_of(plot, allocator), dash);
}

/* One file: each allocator has a dash of its own. Several: each file has. */
static size_t dash_of(const struct plot *plot, size_t file, size_t colour)
{
	size_t index = plot->subject->results->count > 1 ? file : colour - 1;

	return index % DASH_COUNT + 1;
}

static bool point_of(const struct plot *plot, const struct cell_grid *grid,
		     const struct cell *cell, double *cost)
{
	return cell && side_cost(plot->subject->side, &cell->times, grid->none,
				 plot->subject->statistic, cost);
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

static bool has_points(const struct plot *plot, const struct cell_grid *grid,
		       size_t allocator)
{
	double cost;

	for (size_t i = 0; i < grid->size_count; i++)
		if (point_of(plot, grid, cell_grid_at(grid, i, allocator), &cost) &&
		    cost > 0)
			return true;
	return false;
}

static void put_points(struct plot *plot, const struct cell_grid *grid, size_t allocator)
{
	for (size_t i = 0; i < grid->size_count; i++) {
		char text[SUMMARY_TEXT_LENGTH];
		double cost;

		if (!point_of(plot, grid, cell_grid_at(grid, i, allocator), &cost))
			continue;
		if (cost <= 0) {
			plot->count.hidden++;
			continue;
		}
		summary_print(cost, text);
		fprintf(plot->stream, "%" PRIu64 "\t%s\n", grid->sizes[i], text);
		plot->count.points++;
	}
}

static int put_allocator(struct plot *plot, size_t file, const struct cell_grid *grid,
			 size_t allocator)
{
	const char *name = grid->allocators[allocator];
	_cleanup_free_ char *label = NULL;

	if (has_points(plot, grid, allocator)) {
		label = plot_text_label(plot->subject->results, file, name,
					is_unreal(grid, allocator));
		if (!label)
			return -ENOMEM;
		begin_series(plot, label, name,
			     dash_of(plot, file, colour_of(plot, name)));
	}
	put_points(plot, grid, allocator);
	return 0;
}

static int put_result(struct plot *plot, size_t file)
{
	struct cell_grid grid;
	int error = cell_grid_of(plot->subject->results->items[file], plot->subject->way,
				 NULL, 0, &grid);

	if (error)
		return error;
	for (size_t i = 0; i < grid.allocator_count && !error; i++)
		error = put_allocator(plot, file, &grid, i);
	cell_grid_free(&grid);
	return error;
}

static void put_published(struct plot *plot, const char *allocator, const char *label)
{
	const struct published *published = plot->subject->published;
	uint64_t cycles;

	begin_series(plot, label, allocator, 0);
	for (size_t row = 0; row < published->row_count; row++) {
		uint64_t size = published_size(published, row);

		if (!published_cost(published, allocator, size, &cycles))
			continue;
		fprintf(plot->stream, "%" PRIu64 "\t%" PRIu64 "\n", size, cycles);
		plot->count.points++;
	}
}

static int put_series(struct plot *plot)
{
	int error = 0;

	for (size_t i = 0; i < plot->subject->results->count && !error; i++)
		error = put_result(plot, i);
	if (error || !plot->subject->published->row_count)
		return error;
	put_published(plot, "kmalloc", "kmalloc, published");
	put_published(plot, "book_pages", "book_pages, published");
	put_published(plot, "vmalloc", "vmalloc, published");
	return 0;
}

int plot_data_write(const struct plot_subject *subject, FILE *stream,
		    struct plot_count *count)
{
	_cleanup_free_ char *series = NULL;
	size_t length = 0;
	struct plot plot = { .subject = subject };
	int error;

	plot.stream = open_memstream(&series, &length);
	if (!plot.stream)
		return -ENOMEM;
	error = put_series(&plot);
	if (fclose(plot.stream) && !error)
		error = -ENOMEM;
	*count = plot.count;
	if (!error)
		error = plot_text_put_head(stream, subject, count);
	if (error)
		return error;
	fwrite(series, 1, length, stream);
	return ferror(stream) ? -EIO : 0;
}
