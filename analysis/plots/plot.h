/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kinds of plots of `allocstat plot`, and what was asked of them. A kind is a
 * function that writes the data, in a file of its name, and a script of gnuplot beside
 * it.
 */
#ifndef ANALYSIS_PLOT_H
#define ANALYSIS_PLOT_H

#include <stdbool.h>

#include "analysis/compare/comparison.h"
#include "analysis/filter.h"
#include "analysis/side.h"
#include "drawing.h"
#include "plot_file.h"

/**
 * struct plot_options - the options of the command
 * @output:     where to
 * @picture_fd: gets a file in memory in place of @output, where it is not NULL
 * @canvas:     terminal, size and font
 * @published:  the published numbers too
 * @sides:      what is drawn; empty: what the kind shows by itself
 * @statistics: one, or none: what the kind shows by itself
 * @filter:     of which cells
 * @keep:       leave script and data beside the output
 */
struct plot_options {
	const char *output;
	int *picture_fd;
	struct canvas canvas;
	bool published;
	struct side_list sides;
	struct statistic_list statistics;
	struct filter filter;
	bool keep;
};

/**
 * struct plot_kind - one kind
 * @name:  of the argument, and of its script
 * @write: the data; gives EXIT_DONE, or another code after saying why
 * @write_comparison: in its place, of a kind that shows kernels compared
 * @has_published, @has_statistic: what of the options it takes
 * @most_sides: that it takes; 0: it has none
 * @by_size: its x axis has sizes
 * @any_file: a file may be left without cells that were asked for
 */
struct plot_kind {
	const char *name;
	enum exit_code (*write)(const struct result_list *results,
				const struct plot_options *options,
				struct plot_file *file);
	enum exit_code (*write_comparison)(const struct comparison *comparison,
					   struct plot_file *file);
	bool has_published;
	bool has_statistic;
	size_t most_sides;
	bool by_size;
	bool any_file;
};

extern const struct plot_kind plot_cost;
extern const struct plot_kind plot_kernels;
extern const struct plot_kind plot_distribution;
extern const struct plot_kind plot_heat;
extern const struct plot_kind plot_scaling;
extern const struct plot_kind plot_pattern;
extern const struct plot_kind plot_waste;
extern const struct plot_kind plot_max;
extern const struct plot_kind plot_forest;

/**
 * plot_draw_results() - draw a kind of plot
 *
 * Return: EXIT_DONE, or another code after saying why.
 */
enum exit_code plot_draw_results(const struct plot_kind *kind,
				 const struct result_list *results,
				 const struct plot_options *options);

/**
 * plot_draw_comparison() - draw a kind that shows a comparison; likewise
 */
enum exit_code plot_draw_comparison(const struct plot_kind *kind,
				    const struct comparison *comparison,
				    const struct plot_options *options);

/**
 * plot_one_way() - the one way in which all cells were taken
 * @published: it must be the one that has published costs
 * @way:       lives as long as the results
 *
 * Return: EXIT_DONE, or another code after saying that there are several, or why the
 * costs cannot stand side by side.
 */
enum exit_code plot_one_way(const struct result_list *results, bool published,
			    const struct way **way);

/**
 * plot_no_memory() - EXIT_TOOL_FAILURE after saying so
 */
enum exit_code plot_no_memory(void);

/**
 * waste_is_known() - has plot waste a point for a cell? A block has what was asked for
 */
bool waste_is_known(const struct cell *cell);

#endif
