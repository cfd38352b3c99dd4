// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot: its options, and the list of plots.
 */
#include <argp.h>
#include <string.h>

#include "analysis/arguments.h"
#include "analysis/commands.h"
#include "analysis/compare/comparison_request.h"
#include "analysis/message.h"
#include "plot.h"

static const struct plot_kind *const kinds[] = {
	&plot_cost,    &plot_kernels, &plot_distribution, &plot_heat,	&plot_scaling,
	&plot_pattern, &plot_waste,   &plot_max,	  &plot_forest,
};

#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

static const char *name_of(size_t kind)
{
	return kind < KIND_COUNT ? kinds[kind]->name : NULL;
}

struct request {
	struct plot_options options;
	struct arguments arguments;
	struct comparison_request comparison;
	const char *terminal;
};

enum {
	OPTION_PUBLISHED = 256,
	OPTION_SIDE,
	OPTION_STATISTIC,
	OPTION_KEEP,
	OPTION_TERMINAL,
	OPTION_SIZE,
	OPTION_FONT,
};

static const struct argp_option option_table[] = {
	{ "output", 'o', "FILE", 0, "Where to: FILE.svg, .png, .pdf or .eps", 0 },
	{ "published", OPTION_PUBLISHED, NULL, 0, "Show the published numbers too", 0 },
	{ "side", OPTION_SIDE, "LIST", 0,
	  "Of alloc free touch, separated by commas: a panel each (what the plot shows by "
	  "itself)",
	  0 },
	{ "stat", OPTION_STATISTIC, "STAT", 0,
	  "What to draw of the samples, one of p50 p95 p99 min mean middle (p50)", 0 },
	{ "size", OPTION_SIZE, "WxH", 0,
	  "Of the plot, in CSS pixels, 96 of which are an inch; a PNG has two by two for each "
	  "(900x600)",
	  0 },
	{ "font", OPTION_FONT, "NAME[,SIZE]", 0,
	  "Of all words; its size in CSS pixels (DejaVu Sans,12)", 0 },
	{ "terminal", OPTION_TERMINAL, "NAME", 0,
	  "svg, png, pdf or eps, where FILE's name does not say so", 0 },
	{ "keep", OPTION_KEEP, NULL, 0,
	  "Leave the script and the data beside the plot, as FILE.gp and FILE.dat", 0 },
	{ 0 },
};

static void check(struct argp_state *state, struct request *request)
{
	const struct plot_kind *kind = kinds[request->arguments.kind];
	struct plot_options *options = &request->options;

	if (!options->output)
		argp_error(state, "where to? (-o FILE.svg, .png, .pdf or .eps)");
	if (canvas_terminal(&options->canvas, options->output, request->terminal))
		argp_error(state,
			   "-o %s: the name must end in .svg, .png, .pdf or .eps, or "
			   "--terminal say one of these",
			   options->output);
	if (options->published && !kind->has_published)
		argp_error(state, "of the plot %s nothing was published", kind->name);
	if (options->statistics.count && !kind->has_statistic)
		argp_error(state, "the plot %s has no --stat", kind->name);
	if (options->sides.count > kind->most_sides)
		argp_error(state, "the plot %s shows %s", kind->name,
			   kind->most_sides ? "one --side" : "no --side");
	if (request->comparison.is_asked && !kind->write_comparison)
		argp_error(state,
			   "the plot %s compares nothing: leave out the options of "
			   "comparisons",
			   kind->name);
	if (groups_are_whole(&request->comparison.groups) !=
	    (kind->write_comparison != NULL))
		argp_error(
			state,
			kind->write_comparison
				? "which files against which? plot %s BASE... -- NEW..."
				: "the plot %s compares nothing: leave out \"--\"",
			kind->name);
	if (options->published && options->sides.count &&
	    options->sides.items[0] != side_default)
		argp_error(state, "--published is of alloc, not of --side=%s",
			   options->sides.items[0]->name);
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	struct plot_options *options = &request->options;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &options->filter;
		state->child_inputs[1] = &request->comparison;
		return 0;
	case 'o':
		options->output = value;
		return 0;
	case OPTION_PUBLISHED:
		options->published = true;
		return 0;
	case OPTION_SIDE:
		arguments_take_sides(state, value, &options->sides);
		return 0;
	case OPTION_STATISTIC:
		if (statistic_list_parse(value, &options->statistics) ||
		    options->statistics.count != 1)
			argp_error(state,
				   "--stat=%s: not one of p50 p95 p99 min mean middle",
				   value);
		return 0;
	case OPTION_SIZE:
		if (canvas_size(&options->canvas, value))
			argp_error(state,
				   "--size=%s: not two numbers from 100 to 10000, "
				   "as in 900x600",
				   value);
		return 0;
	case OPTION_FONT:
		if (canvas_font(&options->canvas, value))
			argp_error(
				state,
				"--font=%s: not a font's name of letters, digits, blanks "
				"and dashes, and a size from 4 to 100, as in "
				"\"DejaVu Sans,12\"",
				value);
		return 0;
	case OPTION_TERMINAL:
		request->terminal = value;
		return 0;
	case OPTION_KEEP:
		options->keep = true;
		return 0;
	case ARGP_KEY_ARGS:
	case ARGP_KEY_NO_ARGS:
		arguments_take(state, "plot", name_of, &request->arguments);
		groups_set_base(&request->comparison.groups, request->arguments.paths,
				(int)request->arguments.path_count);
		return 0;
	case ARGP_KEY_SUCCESS:
		check(state, request);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static enum exit_code plot_verdict(const struct plot_kind *kind,
				   const struct final_verdict *verdict,
				   const struct plot_options *options)
{
	if (verdict->count != 1) {
		message_error(
			"the files are of %zu kernels besides the base, and the plot %s "
			"shows one",
			verdict->count, kind->name);
		return EXIT_USAGE;
	}
	return plot_draw_comparison(kind, &verdict->comparisons[0], options);
}

static enum exit_code plot_kernels_compared(struct request *request)
{
	struct judged_kernels judged;
	enum exit_code code;

	request->comparison.options.sides = request->options.sides;
	code = judged_kernels_load(&request->comparison, &request->options.filter,
				   &judged);
	if (code == EXIT_DONE)
		code = plot_verdict(kinds[request->arguments.kind], &judged.verdict,
				    &request->options);
	judged_kernels_free(&judged);
	return code;
}

static enum exit_code plot_results(const struct request *request)
{
	const struct plot_kind *kind = kinds[request->arguments.kind];
	const struct filter *filter = &request->options.filter;
	struct result_list results;
	enum exit_code code = result_list_load(request->arguments.paths,
					       request->arguments.path_count, &results);

	if (code == EXIT_DONE)
		code = kind->any_file ? result_list_select_any(&results, filter)
				      : result_list_select(&results, filter);
	if (code == EXIT_DONE)
		code = plot_draw_results(kind, &results, &request->options);
	result_list_free(&results);
	return code;
}

static int plot(int argc, char **argv)
{
	static const struct argp_child children[] = {
		{ &filter_argp, 0, "Only these cells:", 2 },
		{ &comparison_argp, 0, "How a forest's kernels are compared:", 3 },
		{ 0 },
	};
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "KIND FILE... -o OUTPUT",
		.doc = "Draw results with gnuplot.\vKIND is one of\n"
		       "  cost          cost by size, a line an allocator\n"
		       "  kernels       cost on one kernel after another\n"
		       "  distribution  how samples are spread: CDF and histogram\n"
		       "  heat          size by percentile, the colour is the cost\n"
		       "  scaling       cost by the number of CPUs that do the same at once\n"
		       "  pattern       cost by the number of blocks that are held\n"
		       "  waste         what blocks have over what was asked for\n"
		       "  max           the largest blocks, published and measured\n"
		       "  forest        the ratios of a comparison: BASE... -- NEW...",
		.children = children,
	};
	struct request request = { .options.canvas = canvas_default,
				   .comparison = COMPARISON_REQUEST_DEFAULT };
	enum exit_code code;

	argc = groups_split(&request.comparison.groups, argc, argv);
	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	if (kinds[request.arguments.kind]->write_comparison)
		code = plot_kernels_compared(&request);
	else
		code = plot_results(&request);
	comparison_request_free(&request.comparison);
	filter_free(&request.options.filter);
	return code;
}

const struct command plot_command = {
	.name = "plot",
	.run = plot,
	.help = "draw what allocations cost",
};
