// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot waste: what blocks really have over what was asked for, by size.
 */
#include <errno.h>
#include <string.h>

#include "analysis/cell_grid.h"
#include "plot.h"
#include "results/cleanup.h"

bool waste_is_known(const struct cell *cell)
{
	return cell->size && cell->usable_size >= cell->size;
}

static int put_allocator(const struct result_list *results, size_t number,
			 const struct cell_grid *grid, size_t allocator,
			 struct plot_colours *colours, struct plot_file *file)
{
	_cleanup_free_ char *source =
		results->count > 1 ? plot_source(results, number) : strdup("");
	const struct plot_look look = { plot_colour(colours, grid->allocators[allocator]),
					number % PLOT_DASH_COUNT + 1, 1 };

	if (!source)
		return -ENOMEM;
	plot_file_series(file, &look, "%s%s%s", grid->allocators[allocator],
			 *source ? ", " : "", source);
	for (size_t i = 0; i < grid->size_count; i++) {
		const struct cell *cell = cell_grid_at(grid, i, allocator);

		if (cell && waste_is_known(cell))
			plot_file_row(file,
				      (double[]){ (double)cell->size,
						  (double)cell->usable_size /
							  (double)cell->size },
				      2);
	}
	return 0;
}

static int put_result(const struct result_list *results, size_t number,
		      const struct way *way, struct plot_colours *colours,
		      struct plot_file *file)
{
	struct cell_grid grid;
	int error = cell_grid_of(results->items[number], way, NULL, 0, &grid);

	if (error)
		return error;
	for (size_t i = 0; i < grid.allocator_count && !error; i++)
		error = put_allocator(results, number, &grid, i, colours, file);
	cell_grid_free(&grid);
	return error;
}

static enum exit_code write_waste(const struct result_list *results,
				  const struct plot_options *options,
				  struct plot_file *file)
{
	struct plot_colours colours = { 0 };
	const struct way *way;
	enum exit_code code = plot_one_way(results, false, &way);
	_cleanup_free_ char *text = NULL;
	int error = 0;

	if (code != EXIT_DONE)
		return code;
	text = way_text(way);
	if (!text)
		return plot_no_memory();
	plot_file_title(file, "What of a block was not asked for", "size asked for",
			"size that can be used / size asked for");
	plot_file_panel(file, "%s", text);
	plot_file_foot(file, "%s. Of one object, of pages the whole order.", text);
	plot_file_sources(file, results);
	for (size_t i = 0; i < results->count && !error; i++)
		error = put_result(results, i, way, &colours, file);
	return error ? plot_no_memory() : EXIT_DONE;
}

const struct plot_kind plot_waste = {
	.name = "waste",
	.write = write_waste,
	.by_size = true,
};
