// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat explain: what a cost consists of: a fixed part and a part for each page, from
 * one size to another, and what happens where they change.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/cell_grid.h"
#include "analysis/cost_facts.h"
#include "analysis/way_list.h"
#include "explain.h"
#include "largest_block.h"
#include "results/cleanup.h"
#include "segments.h"

/**
 * struct points - what one allocator's blocks cost, by the pages that they take
 * @pages: ascending; of a part of a page the part
 * @sizes: the smallest that was asked for of these
 */
struct points {
	double *pages;
	double *costs;
	uint64_t *sizes;
	size_t count;
};

/* What begins at a number of pages, of some allocators, with some kernels. */
static const struct cause {
	const char *allocators; /* separated by blanks, with one at either end */
	double more_than;
	uint32_t first;
	const char *words;
} causes[] = {
	{ " kmalloc kzalloc kcalloc krealloc kmalloc_node kfree_rcu kvmalloc ", 2, 0,
	  "no kmalloc class is larger: the page allocator" },
	{ " kmalloc kzalloc kcalloc krealloc kmalloc_node kfree_rcu ", 8, 0,
	  "order 4: no per-CPU list, the zone's lock" },
	{ " __get_free_pages book_pages alloc_pages folio_alloc alloc_pages_exact ", 1,
	  0x050d00, "order 1: another per-CPU list" },
	{ " __get_free_pages book_pages alloc_pages folio_alloc alloc_pages_exact ", 8, 0,
	  "order 4: no per-CPU list, the zone's lock" },
	{ " __get_free_pages book_pages alloc_pages folio_alloc ", 256, 0,
	  "order 9, the size of a huge page: a per-CPU list of its own from 5.13 on" },
	{ " vmalloc vzalloc __vmalloc vmalloc_huge kvmalloc ", 1, 0,
	  "several pages: taken in bulk, mapped one by one" },
	{ " vmalloc vzalloc __vmalloc vmalloc_huge kvmalloc ", 512, 0,
	  "more than one page table" },
};

static const char *cause_of(const char *allocator, double before, double pages,
			    uint32_t version)
{
	char word[64];

	snprintf(word, sizeof(word), " %.60s ", allocator);
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
		if (strstr(causes[i].allocators, word) && version >= causes[i].first &&
		    before <= causes[i].more_than && pages > causes[i].more_than)
			return causes[i].words;
	return "";
}

static double pages_of(const struct cell *cell, uint64_t page_size)
{
	uint64_t bytes = cell->usable_size ? cell->usable_size : cell->size;

	return (double)bytes / (double)page_size;
}

static void points_free(struct points *points)
{
	free(points->pages);
	free(points->costs);
	free(points->sizes);
}

/* Sizes ascend, and with them what blocks have. Of blocks alike the first size counts. */
static int points_of(const struct cell_grid *grid, size_t allocator,
		     const struct side *side, uint64_t page_size, struct points *points)
{
	points->pages = calloc(grid->size_count + 1, sizeof(*points->pages));
	points->costs = calloc(grid->size_count + 1, sizeof(*points->costs));
	points->sizes = calloc(grid->size_count + 1, sizeof(*points->sizes));
	if (!points->pages || !points->costs || !points->sizes)
		return -ENOMEM;
	for (size_t i = 0; i < grid->size_count; i++) {
		const struct cell *cell = cell_grid_at(grid, i, allocator);
		double pages, cost;

		if (!cell ||
		    !side_cost(side, &cell->times, grid->none, statistic_default,
			       &cost) ||
		    cost <= 0)
			continue;
		pages = pages_of(cell, page_size);
		if (points->count && pages <= points->pages[points->count - 1])
			continue;
		points->pages[points->count] = pages;
		points->costs[points->count] = cost;
		points->sizes[points->count++] = cell->size;
	}
	return 0;
}

static void put_columns(struct text_table *table)
{
	text_table_key(table, "allocator", SIDE_LEFT);
	text_table_key(table, "", SIDE_LEFT);
	text_table_key(table, "pages", SIDE_RIGHT);
	text_table_key(table, "to", SIDE_RIGHT);
	text_table_column(table, "cost", "fixed", SIDE_RIGHT);
	text_table_column(table, "cost", "a page", SIDE_RIGHT);
	text_table_column(table, NULL, "residual", SIDE_RIGHT);
	text_table_column(table, NULL, "what begins there", SIDE_LEFT);
}

static void put_number(struct text_table *table, double number)
{
	char text[SUMMARY_TEXT_LENGTH];

	summary_print(number, text);
	text_table_cell(table, "%s", text);
}

static void put_line(struct text_table *table, const char *allocator,
		     const struct side *side, const struct points *points,
		     const struct segment *line, uint32_t version)
{
	double before = line->first ? points->pages[line->first - 1] : 0;

	text_table_cell(table, "%s", allocator);
	text_table_cell(table, "%s", side->name);
	put_number(table, points->pages[line->first]);
	put_number(table, points->pages[line->last]);
	put_number(table, line->fixed);
	put_number(table, line->slope);
	text_table_cell(table, "%.1f%%", 100 * line->residual);
	text_table_cell(table, "%s",
			line->first ? cause_of(allocator, before,
					       points->pages[line->first], version)
				    : "");
}

static int put_allocator(struct text_table *table, const struct cell_grid *grid,
			 size_t allocator, const struct side *side, uint64_t page_size,
			 uint32_t version)
{
	struct points points = { 0 };
	struct segments lines;
	int error = points_of(grid, allocator, side, page_size, &points);

	if (!error && points.count > 1)
		error = segments_fit(points.pages, points.costs, points.count, &lines);
	for (size_t i = 0; !error && points.count > 1 && i < lines.count; i++)
		put_line(table, grid->allocators[allocator], side, &points,
			 &lines.items[i], version);
	points_free(&points);
	return error;
}

static int put_grid(struct text_table *table, const struct result *result,
		    const struct cell_grid *grid, const struct side_list *wanted)
{
	_cleanup_free_ char *release = result_fact(result, "kernel.release");
	struct side_list sides = wanted->count ? *wanted : side_list_all(grid->has_touch);
	uint64_t page_size = 4096;
	int error = 0;

	if (!release)
		return -ENOMEM;
	result_number(result, "memory.page_size", &page_size);
	for (size_t i = 0; i < grid->allocator_count; i++)
		for (size_t j = 0; j < sides.count && !error; j++)
			error = put_allocator(table, grid, i, sides.items[j], page_size,
					      kernel_version(release));
	return error;
}

static int explain_way(const struct result *result, const struct way *way,
		       const struct side_list *sides, struct page *page)
{
	struct text_table table = { 0 };
	struct cell_grid grid;
	int error = cell_grid_of(result, way, NULL, 0, &grid);

	if (error)
		return error;
	put_columns(&table);
	error = put_grid(&table, result, &grid, sides);
	if (!error && table.cell_count) {
		error = cost_facts_print_way(&grid, page);
		if (!error)
			error = page_table(page, &table);
	}
	text_table_free(&table);
	cell_grid_free(&grid);
	return error;
}

int explain_costs(const struct result *result, const struct side_list *sides,
		  struct page *page)
{
	struct way_list ways = { 0 };
	int error = way_list_add(&ways, result);

	if (!error && ways.count)
		error = page_heading(
			page,
			"What a cost consists of, in %s: a fixed part, and one for "
			"each page",
			result_unit(result));
	for (size_t i = 0; i < ways.count && !error; i++)
		error = explain_way(result, ways.items[i], sides, page);
	way_list_free(&ways);
	if (!error)
		error = page_note(
			page,
			"Lines through the medians, fitted to the file; residual: the "
			"largest error of one of them. A page's part is what zeroing, "
			"mapping and taking it from a list cost; of one line through "
			"points that jump it means nothing.");
	return error;
}
