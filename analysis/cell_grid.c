// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Cells of one result laid out by size and allocator.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cell_grid.h"

static const char *const book_order[] = {
	"kmalloc",
	"__get_free_pages",
	"book_pages",
	"vmalloc",
};

#define BOOK_COUNT (sizeof(book_order) / sizeof(book_order[0]))

size_t allocator_rank(const char *allocator)
{
	size_t rank = 0;

	while (rank < BOOK_COUNT && strcmp(book_order[rank], allocator))
		rank++;
	return rank;
}

int allocator_compare(const char *one, const char *other)
{
	size_t rank = allocator_rank(one);
	size_t other_rank = allocator_rank(other);

	if (rank != other_rank)
		return rank < other_rank ? -1 : 1;
	return strcmp(one, other);
}

static int compare_allocators(const void *one, const void *other)
{
	return allocator_compare(*(const char *const *)one, *(const char *const *)other);
}

static int compare_sizes(const void *one, const void *other)
{
	uint64_t size = *(const uint64_t *)one;
	uint64_t other_size = *(const uint64_t *)other;

	return (size > other_size) - (size < other_size);
}

/* Sorts, and keeps one of each. */
static size_t sort_unique(void *array, size_t count, size_t element,
			  int (*compare)(const void *, const void *))
{
	char *items = array;
	size_t kept = 0;

	qsort(array, count, element, compare);
	for (size_t i = 0; i < count; i++) {
		const char *item = items + i * element;

		if (kept && !compare(items + (kept - 1) * element, item))
			continue;
		memmove(items + kept++ * element, item, element);
	}
	return kept;
}

static int list_axes(const struct result *result, const uint64_t *extra_sizes,
		     size_t extra_count, struct cell_grid *grid)
{
	size_t room = result->cell_count + extra_count;

	grid->sizes = calloc(room, sizeof(*grid->sizes));
	grid->allocators = calloc(room, sizeof(*grid->allocators));
	if (!grid->sizes || !grid->allocators)
		return -ENOMEM;
	for (size_t i = 0; i < result->cell_count; i++) {
		if (!way_equal(&result->cells[i].way, grid->way))
			continue;
		grid->sizes[grid->size_count++] = result->cells[i].size;
		grid->allocators[grid->allocator_count++] = result->cells[i].allocator;
	}
	for (size_t i = 0; i < extra_count; i++)
		grid->sizes[grid->size_count++] = extra_sizes[i];
	grid->size_count = sort_unique(grid->sizes, grid->size_count,
				       sizeof(*grid->sizes), compare_sizes);
	grid->allocator_count =
		sort_unique(grid->allocators, grid->allocator_count,
			    sizeof(*grid->allocators), compare_allocators);
	return 0;
}

static const struct cell **place_of(struct cell_grid *grid, const struct cell *cell)
{
	uint64_t *size = bsearch(&cell->size, grid->sizes, grid->size_count,
				 sizeof(cell->size), compare_sizes);
	const char *name = cell->allocator;
	const char **allocator = bsearch(&name, grid->allocators, grid->allocator_count,
					 sizeof(name), compare_allocators);

	return &grid->cells[(size_t)(size - grid->sizes) * grid->allocator_count +
			    (size_t)(allocator - grid->allocators)];
}

static void count(struct cell_grid *grid, const struct cell *cell)
{
	if (!grid->sample_count || cell->sample_count < grid->fewest_samples)
		grid->fewest_samples = cell->sample_count;
	if (cell->sample_count > grid->most_samples)
		grid->most_samples = cell->sample_count;
	grid->sample_count += cell->sample_count;
	grid->marked_count += cell->marked_count;
	grid->failure_count += cell->failure_count;
	grid->has_touch |= cell->times.touch.total > 0;
}

static void place(struct cell_grid *grid, const struct cell *cell)
{
	const struct cell **target = place_of(grid, cell);

	if (*target) {
		grid->repeat_count++;
		return;
	}
	*target = cell;
	count(grid, cell);
}

static int make(const struct result *result, const uint64_t *extra_sizes,
		size_t extra_count, struct cell_grid *grid)
{
	int error = list_axes(result, extra_sizes, extra_count, grid);

	if (error)
		return error;
	grid->cells = calloc(grid->size_count * grid->allocator_count + 1,
			     sizeof(*grid->cells));
	return grid->cells ? 0 : -ENOMEM;
}

int cell_grid_of(const struct result *result, const struct way *way,
		 const uint64_t *extra_sizes, size_t extra_count, struct cell_grid *grid)
{
	int error;

	*grid = (struct cell_grid){ .way = way, .none = result_none(result, way) };
	error = make(result, extra_sizes, extra_count, grid);
	if (error) {
		cell_grid_free(grid);
		return error;
	}
	for (size_t i = 0; i < result->cell_count; i++)
		if (way_equal(&result->cells[i].way, way))
			place(grid, &result->cells[i]);
	return 0;
}

void cell_grid_free(struct cell_grid *grid)
{
	free(grid->sizes);
	free(grid->allocators);
	free(grid->cells);
	*grid = (struct cell_grid){ 0 };
}

const struct cell *cell_grid_at(const struct cell_grid *grid, size_t size,
				size_t allocator)
{
	return grid->cells[size * grid->allocator_count + allocator];
}
