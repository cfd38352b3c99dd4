// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat table: its options, and the list of tables.
 */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "commands.h"
#include "table.h"

static const struct {
	const char *name;
	bool has_published;
	bool has_cells;
	bool has_times;
	bool has_history;
	enum exit_code (*print)(const struct result_list *results,
				const struct table_options *options, struct page *page);
} kinds[] = {
	{ "max",     true,  false, false, false, table_max },
	{ "cost",    true,  true,  true,  false, table_cost },
	{ "threads", false, true,  true,  false, table_threads },
	{ "path",    false, true,  false, false, table_path },
	{ "usable",  false, true,  false, false, table_usable },
	{ "history", false, true,  true,  true,  table_history },
};

static const char *name_of(size_t kind)
{
	return kind < sizeof(kinds) / sizeof(kinds[0]) ? kinds[kind].name : NULL;
}

struct request {
	struct table_options options;
	struct arguments arguments;
};

enum {
	OPTION_PUBLISHED = 256,
	OPTION_STATISTICS,
	OPTION_SIDES,
	OPTION_LARGEST,
	OPTION_RANGES,
	OPTION_FORMAT,
};

static const struct argp_option option_table[] = {
	{ "published", OPTION_PUBLISHED, NULL, 0, "Show the published numbers too", 0 },
	{ "stat", OPTION_STATISTICS, "LIST", 0,
	  "What to show of a cell's samples, of p50 p95 p99 min mean middle, separated "
	  "by commas (p50)", 0 },
	{ "side", OPTION_SIDES, "LIST", 0,
	  "Of alloc free touch, separated by commas (all that were timed)", 0 },
	{ "largest", OPTION_LARGEST, "N", 0,
	  "Of a history: what changed most from the first kernel to the last, N rows", 0 },
	{ "ranges", OPTION_RANGES, NULL, 0,
	  "Of a history: the range over the boots beside each cost", 0 },
	{ "format", OPTION_FORMAT, "FORMAT", 0, "text or markdown (text)", 0 },
	{ 0 },
};

static void check_history(struct argp_state *state, const struct request *request)
{
	const struct table_options *options = &request->options;

	if (!kinds[request->arguments.kind].has_history) {
		if (options->largest || options->ranges)
			argp_error(state, "--largest and --ranges are of the table history");
	} else if (options->statistics.count > 1) {
		argp_error(state, "the table history has one statistic: choose one --stat");
	}
}

static void check(struct argp_state *state, struct request *request)
{
	struct statistic_list *statistics = &request->options.statistics;
	const struct table_options *options = &request->options;
	const char *name = kinds[request->arguments.kind].name;

	if ((statistics->count || options->sides.count ||
	     !filter_is_empty(&options->filter)) &&
	    !kinds[request->arguments.kind].has_cells)
		argp_error(state,
			   "the table %s has no cells, of which --stat, --side and the "
			   "options that choose cells are",
			   name);
	if ((statistics->count || options->sides.count) &&
	    !kinds[request->arguments.kind].has_times)
		argp_error(state,
			   "the table %s has no times, of which --stat and --side are",
			   name);
	if (options->published && !kinds[request->arguments.kind].has_published)
		argp_error(state, "of the table %s nothing was published", name);
	if (options->published && options->sides.count &&
	    !side_list_has(&options->sides, side_default))
		argp_error(state, "--published is of alloc, which --side leaves out");
	check_history(state, request);
	if (!statistics->count)
		statistics->items[statistics->count++] = statistic_default;
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &request->options.filter;
		return 0;
	case OPTION_PUBLISHED:
		request->options.published = true;
		return 0;
	case OPTION_STATISTICS:
		if (statistic_list_parse(value, &request->options.statistics))
			argp_error(state,
				   "--stat=%s: not a list of p50 p95 p99 min mean middle, "
				   "each once, separated by commas",
				   value);
		return 0;
	case OPTION_SIDES:
		if (side_list_parse(value, &request->options.sides))
			argp_error(state,
				   "--side=%s: not a list of alloc free touch, each once, "
				   "separated by commas",
				   value);
		return 0;
	case OPTION_LARGEST:
		if (size_parse(value, &request->options.largest) ||
		    !request->options.largest)
			argp_error(state, "--largest=%s: not a number of rows", value);
		return 0;
	case OPTION_RANGES:
		request->options.ranges = true;
		return 0;
	case OPTION_FORMAT:
		if (page_format_parse(value, &request->options.format))
			argp_error(state, "--format=%s: neither text nor markdown",
				   value);
		return 0;
	case ARGP_KEY_ARGS:
	case ARGP_KEY_NO_ARGS:
		arguments_take(state, "table", name_of, &request->arguments);
		return 0;
	case ARGP_KEY_SUCCESS:
		check(state, request);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* A kernel of a history need not have all that was asked for. */
static enum exit_code select_cells(const struct result_list *results,
				   const struct request *request)
{
	if (kinds[request->arguments.kind].has_history)
		return result_list_select_any(results, &request->options.filter);
	return result_list_select(results, &request->options.filter);
}

static int table(int argc, char **argv)
{
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "max|cost|threads|path|usable|history FILE...",
		.doc = "Print a table of results: the largest blocks (max), what one "
		       "allocation and one free cost (cost), that for each thread of a "
		       "crowd (threads), what the kernel and the CPU counted (path), "
		       "what of a block can be used (usable), or what cells cost on one "
		       "kernel after another (history).",
		.children = filter_options,
	};
	struct request request = { 0 };
	struct page page = { .stream = stdout };
	struct result_list results;
	enum exit_code code;

	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	page.format = request.options.format;
	code = result_list_load(request.arguments.paths, request.arguments.path_count,
				&results);
	if (code == EXIT_DONE)
		code = select_cells(&results, &request);
	if (code == EXIT_DONE)
		code = kinds[request.arguments.kind].print(&results, &request.options,
							   &page);
	result_list_free(&results);
	filter_free(&request.options.filter);
	return code;
}

const struct command table_command = {
	.name = "table",
	.run = table,
	.help = "print largest blocks, costs, waste, what was counted, or the history of kernels",
};
