// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which plots a report has: chosen so that each shows something and can be read.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/cell_grid.h"
#include "analysis/escape.h"
#include "analysis/plots/plot.h"
#include "pictures.h"
#include "results/cleanup.h"

/* Lines that can be told apart without a search. */
#define ALLOCATOR_LIMIT 4
/* Where a kind shows one size: a page, or what comes next. */
#define USUAL_SIZE 4096
#define LIST_LENGTH 512

/**
 * struct choice - the cells of a plot
 * @allocators: a list for the filter
 */
struct choice {
	struct filter filter;
	char allocators[LIST_LENGTH];
};

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			     "0123456789+/";

static void put_base64(FILE *input, FILE *stream)
{
	unsigned char bytes[3];
	size_t count;

	while ((count = fread(bytes, 1, sizeof(bytes), input)) > 0) {
		unsigned bits = (unsigned)bytes[0] << 16;

		bits |= count > 1 ? (unsigned)bytes[1] << 8 : 0;
		bits |= count > 2 ? bytes[2] : 0;
		fputc(digits[bits >> 18], stream);
		fputc(digits[bits >> 12 & 63], stream);
		fputc(count > 1 ? digits[bits >> 6 & 63] : '=', stream);
		fputc(count > 2 ? digits[bits & 63] : '=', stream);
	}
}

/*
 * As an image nothing in it is a script, and its names are its own. Closes @fd; below 0
 * is no picture, since there was nothing to draw.
 */
static enum exit_code put_picture(int fd, const char *caption, FILE *stream)
{
	if (fd < 0)
		return EXIT_DONE;

	_cleanup_free_ char *harmless = escape_xml(caption);
	_cleanup_fclose_ FILE *input = fdopen(fd, "r");

	if (!harmless || !input)
		return plot_no_memory();
	rewind(input);
	fprintf(stream,
		"<figure>\n<img alt=\"%s\" loading=\"lazy\" src=\"data:image/svg+xml;base64,",
		harmless);
	put_base64(input, stream);
	fprintf(stream, "\">\n<figcaption>%s</figcaption>\n</figure>\n", harmless);
	return EXIT_DONE;
}

static enum exit_code draw(const struct plot_kind *kind,
			   const struct result_list *results, const struct filter *filter,
			   bool published, const char *caption, FILE *stream)
{
	int fd = -1;
	const struct plot_options options = {
		.picture_fd = &fd,
		.canvas = canvas_default,
		.published = published,
	};
	struct result_list view;
	enum exit_code code = EXIT_DONE;

	if (result_list_view(results, filter, &view))
		code = plot_no_memory();
	else if (view.count)
		code = plot_draw_results(kind, &view, &options);
	result_list_view_free(&view);
	return code == EXIT_DONE ? put_picture(fd, caption, stream) : code;
}

/* The way that was published, where there are such cells; else the first one's. */
static const struct way *choose_way(const struct result_list *results)
{
	const struct way *first = NULL;

	for (size_t i = 0; i < results->count; i++) {
		const struct result *result = results->items[i];

		for (size_t j = 0; j < result->cell_count; j++) {
			const struct way *way = &result->cells[j].way;

			if (way_is_published(way))
				return way;
			if (!first)
				first = way;
		}
	}
	return first;
}

static bool is_named(const struct choice *choice, const char *allocator)
{
	size_t length = strlen(allocator);

	for (const char *at = choice->allocators; (at = strstr(at, allocator));
	     at += length)
		if ((at == choice->allocators || at[-1] == ',') &&
		    (!at[length] || at[length] == ','))
			return true;
	return false;
}

/* The book's first, as the grid has them; a name with a comma would be two. */
static void add_allocators(struct choice *choice, const struct cell_grid *grid)
{
	size_t count = 0;

	for (size_t i = 0; i < grid->allocator_count && count < ALLOCATOR_LIMIT; i++) {
		const char *name = grid->allocators[i];
		size_t used = strlen(choice->allocators);

		if (strchr(name, ',') || is_named(choice, name) ||
		    used + strlen(name) + 2 > LIST_LENGTH)
			continue;
		snprintf(choice->allocators + used, LIST_LENGTH - used, "%s%s",
			 used ? "," : "", name);
		count++;
	}
}

static int choose(const struct result_list *results, const struct way *way,
		  struct choice *choice)
{
	struct cell_grid grid;
	int error = cell_grid_of(results->items[0], way, NULL, 0, &grid);

	*choice = (struct choice){ 0 };
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++)
		choice->filter.values[i] = way->fields[i];
	if (error)
		return error;
	add_allocators(choice, &grid);
	choice->filter.allocators = *choice->allocators ? choice->allocators : NULL;
	cell_grid_free(&grid);
	return 0;
}

/* The size of the first result's cells that is nearest to a page, from above. */
static uint64_t choose_size(const struct result *result, const struct filter *filter)
{
	uint64_t chosen = 0, largest = 0;

	for (size_t i = 0; i < result->cell_count; i++) {
		const struct cell *cell = &result->cells[i];

		if (!filter_takes(filter, cell->allocator, cell->size, &cell->way))
			continue;
		if (cell->size >= USUAL_SIZE && (!chosen || cell->size < chosen))
			chosen = cell->size;
		if (cell->size > largest)
			largest = cell->size;
	}
	return chosen ? chosen : largest;
}

static bool any_cell(const struct result_list *results,
		     bool (*is_wanted)(const struct cell *cell))
{
	for (size_t i = 0; i < results->count; i++)
		for (size_t j = 0; j < results->items[i]->cell_count; j++)
			if (is_wanted(&results->items[i]->cells[j]))
				return true;
	return false;
}

static bool is_crowd(const struct cell *cell)
{
	return cell->thread_count > 0;
}

static bool is_batch(const struct cell *cell)
{
	return !strncmp(cell->way.fields[WAY_PATTERN], "batch-", 6);
}

/* What shows one file, or one size, shows the first. */
static enum exit_code draw_first(const struct result_list *results,
				 const struct choice *choice, FILE *stream)
{
	struct result_list first = { results->items, 1 };
	struct filter one_size = choice->filter;
	uint64_t size = choose_size(first.items[0], &choice->filter);
	enum exit_code code;

	one_size.sizes = (struct size_list){ &size, 1 };
	code = draw(&plot_heat, &first, &choice->filter, false,
		    "Size by percentile of the samples: the colour is the cost", stream);
	if (code == EXIT_DONE)
		code = draw(&plot_distribution, &first, &one_size, false,
			    "How samples of one size are spread", stream);
	return code;
}

static enum exit_code draw_costs(const struct result_list *results,
				 const struct choice *choice, bool is_published,
				 FILE *stream)
{
	enum exit_code code = draw(
		&plot_cost, results, &choice->filter, is_published,
		"Cost by size: medians, and the band of nine of ten samples", stream);

	if (code == EXIT_DONE)
		code = draw_first(results, choice, stream);
	if (code == EXIT_DONE && any_cell(results, waste_is_known))
		code = draw(&plot_waste, results, &choice->filter, false,
			    "What blocks have over what was asked for", stream);
	return code;
}

/* Few lines: one allocator of one size. */
static enum exit_code draw_patterns(const struct result_list *results, FILE *stream)
{
	uint64_t sizes[] = { 64, USUAL_SIZE };
	struct filter filter = { .allocators = "kmalloc", .sizes = { sizes, 2 } };
	enum exit_code code = EXIT_DONE;
	struct result_list view;

	if (result_list_view(results, &filter, &view))
		code = plot_no_memory();
	if (code == EXIT_DONE && view.count && any_cell(&view, is_batch))
		code = draw(&plot_pattern, results, &filter, false,
			    "Mean cost by the number of blocks that are held", stream);
	if (code == EXIT_DONE && view.count && any_cell(&view, is_crowd))
		code = draw(&plot_scaling, results, &filter, false,
			    "Cost by the number of CPUs that do the same", stream);
	result_list_view_free(&view);
	return code;
}

static bool has_maxima(const struct result_list *results)
{
	for (size_t i = 0; i < results->count; i++)
		if (results->items[i]->maximum_count)
			return true;
	return false;
}

static enum exit_code draw_maxima(const struct result_list *results, FILE *stream)
{
	int fd = -1;
	const struct plot_options options = { .picture_fd = &fd,
					      .canvas = canvas_default };
	enum exit_code code = plot_draw_results(&plot_max, results, &options);

	return code == EXIT_DONE
		       ? put_picture(fd, "The largest blocks, published and measured",
				     stream)
		       : code;
}

enum exit_code pictures_of_results(const struct result_list *results, FILE *stream)
{
	const struct way *way = choose_way(results);
	enum exit_code code = EXIT_DONE;
	struct choice choice;

	if (way && choose(results, way, &choice))
		return plot_no_memory();
	if (way)
		code = draw_costs(results, &choice, way_is_published(way), stream);
	if (code == EXIT_DONE && way)
		code = draw_patterns(results, stream);
	if (code == EXIT_DONE && has_maxima(results))
		code = draw_maxima(results, stream);
	return code;
}

static bool has_ratios(const struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->cell_count && !comparison->differences; i++)
		if (comparison->cells[i].has_ratio)
			return true;
	return false;
}

enum exit_code pictures_of_comparison(const struct comparison *comparison, FILE *stream)
{
	int fd = -1;
	const struct plot_options options = { .picture_fd = &fd,
					      .canvas = canvas_default };
	enum exit_code code;

	if (!has_ratios(comparison))
		return EXIT_DONE;
	code = plot_draw_comparison(&plot_forest, comparison, &options);
	return code == EXIT_DONE
		       ? put_picture(fd,
				     "The ratios of the comparison, before their margins",
				     stream)
		       : code;
}
