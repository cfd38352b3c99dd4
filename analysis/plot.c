// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot: its options, and the list of plots.
 */
#include <argp.h>
#include <string.h>

#include "arguments.h"
#include "commands.h"
#include "plot.h"

static const struct {
	const char *name;
	enum exit_code (*draw)(const struct result_list *results,
			       const struct plot_options *options);
} kinds[] = {
	{ "cost", plot_cost },
};

static const char *name_of(size_t kind)
{
	return kind < sizeof(kinds) / sizeof(kinds[0]) ? kinds[kind].name : NULL;
}

struct request {
	struct plot_options options;
	struct arguments arguments;
};

enum { OPTION_PUBLISHED = 256, OPTION_SIDE, OPTION_STATISTIC, OPTION_KEEP };

static const struct argp_option option_table[] = {
	{ "output", 'o', "FILE", 0, "Where to: FILE.svg or FILE.png", 0 },
	{ "published", OPTION_PUBLISHED, NULL, 0, "Show the published numbers too", 0 },
	{ "side", OPTION_SIDE, "SIDE", 0, "What to draw: alloc, free or touch (alloc)",
	  0 },
	{ "stat", OPTION_STATISTIC, "STAT", 0,
	  "What to draw of it, one of p50 p95 p99 min mean middle (p50)", 0 },
	{ "keep", OPTION_KEEP, NULL, 0,
	  "Leave the script and the data beside the plot, as FILE.gp and FILE.dat", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &request->options.filter;
		return 0;
	case 'o':
		request->options.output = value;
		if (!plot_terminal_of(value))
			argp_error(state, "-o %s: the name must end in .svg or .png",
				   value);
		return 0;
	case OPTION_PUBLISHED:
		request->options.published = true;
		return 0;
	case OPTION_SIDE:
		request->options.side = side_named(value);
		if (!request->options.side)
			argp_error(state, "--side=%s: neither alloc, free nor touch",
				   value);
		return 0;
	case OPTION_STATISTIC:
		if (statistic_list_parse(value, &request->options.statistics) ||
		    request->options.statistics.count != 1)
			argp_error(state, "--stat=%s: not one of p50 p95 p99 min mean middle",
				   value);
		return 0;
	case OPTION_KEEP:
		request->options.keep = true;
		return 0;
	case ARGP_KEY_ARGS:
	case ARGP_KEY_NO_ARGS:
		arguments_take(state, "plot", name_of, &request->arguments);
		return 0;
	case ARGP_KEY_SUCCESS:
		if (!request->options.output)
			argp_error(state, "where to? (-o FILE.svg or -o FILE.png)");
		if (request->options.published && request->options.side != side_default)
			argp_error(state, "--published is of alloc, not of --side=%s",
				   request->options.side->name);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int plot(int argc, char **argv)
{
	static const struct argp_child children[] = {
		{ &filter_argp, 0, "Only these cells:", 2 },
		{ 0 },
	};
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "cost FILE... -o OUTPUT",
		.doc = "Draw results with gnuplot: what one allocation costs, by size (cost), "
		       "of cells that were all taken in one way.",
		.children = children,
	};
	struct request request = {
		.options.side = side_default,
		.options.statistics = { { statistic_default }, 1 },
	};
	struct result_list results;
	enum exit_code code;

	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	code = result_list_load(request.arguments.paths, request.arguments.path_count,
				&results);
	if (code == EXIT_DONE)
		code = result_list_select(&results, &request.options.filter);
	if (code == EXIT_DONE)
		code = kinds[request.arguments.kind].draw(&results, &request.options);
	result_list_free(&results);
	filter_free(&request.options.filter);
	return code;
}

const struct command plot_command = {
	.name = "plot",
	.run = plot,
	.help = "draw what allocations cost, by size",
};
