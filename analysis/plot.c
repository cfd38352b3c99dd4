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

enum { OPTION_PUBLISHED = 256, OPTION_KEEP };

static const struct argp_option option_table[] = {
	{ "output", 'o', "FILE", 0, "Where to: FILE.svg or FILE.png", 0 },
	{ "published", OPTION_PUBLISHED, NULL, 0, "Show the published numbers too", 0 },
	{ "keep", OPTION_KEEP, NULL, 0,
	  "Leave the script and the data beside the plot, as FILE.gp and FILE.dat", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;

	switch (key) {
	case 'o':
		request->options.output = value;
		if (!plot_terminal_of(value))
			argp_error(state, "-o %s: the name must end in .svg or .png",
				   value);
		return 0;
	case OPTION_PUBLISHED:
		request->options.published = true;
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
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int plot(int argc, char **argv)
{
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "cost FILE... -o OUTPUT",
		.doc = "Draw results with gnuplot: what one allocation costs, by size (cost).",
	};
	struct request request = { 0 };
	struct result_list results;
	enum exit_code code;

	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	code = result_list_load(request.arguments.paths, request.arguments.path_count,
				&results);
	if (code == EXIT_DONE)
		code = kinds[request.arguments.kind].draw(&results, &request.options);
	result_list_free(&results);
	return code;
}

const struct command plot_command = {
	.name = "plot",
	.run = plot,
	.help = "draw what allocations cost, by size",
};
