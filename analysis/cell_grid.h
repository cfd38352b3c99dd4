/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cells of one result laid out by size and allocator: what a cost table or a plot shows.
 */
#ifndef ANALYSIS_CELL_GRID_H
#define ANALYSIS_CELL_GRID_H

#include <stddef.h>
#include <stdint.h>

#include "result.h"

/**
 * struct cell_grid - the cells that were taken in one way
 * @way:          that way
 * @none:         the clock's own cost in it, or NULL
 * @sizes:        ascending
 * @allocators:   the book's order first, others after them by name
 * @cells:        [size * allocator_count + allocator]; NULL where nothing was measured
 * @repeat_count: cells beside the first of the same size and allocator: left out
 * @fewest_samples, @most_samples: of a cell
 * @has_touch:    was the touch timed in a cell?
 * @sample_count, @marked_count, @failure_count: in all cells
 */
struct cell_grid {
	const struct way *way;
	const struct times *none;
	uint64_t *sizes;
	size_t size_count;
	const char **allocators;
	size_t allocator_count;
	const struct cell **cells;
	size_t repeat_count;
	uint64_t fewest_samples;
	uint64_t most_samples;
	uint64_t sample_count;
	uint64_t marked_count;
	uint64_t failure_count;
	bool has_touch;
};

/**
 * cell_grid_of() - lay out the cells that were taken in one way
 * @extra_sizes: sizes that the grid must have too, measured or not
 * @grid:        free with cell_grid_free()
 *
 * Return: 0 or -ENOMEM.
 */
int cell_grid_of(const struct result *result, const struct way *way,
		 const uint64_t *extra_sizes, size_t extra_count, struct cell_grid *grid);

void cell_grid_free(struct cell_grid *grid);

/**
 * cell_grid_at() - the cell of a size and an allocator, by their indices
 */
const struct cell *cell_grid_at(const struct cell_grid *grid, size_t size,
				size_t allocator);

/**
 * allocator_rank() - the place of an allocator in the book's order; others share the last
 */
size_t allocator_rank(const char *allocator);

/**
 * allocator_compare() - an order of allocators: the book's first, others by name
 */
int allocator_compare(const char *one, const char *other);

#endif
