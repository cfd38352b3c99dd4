// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat table: its options, and the list of tables.
 */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "commands.h"
#include "message.h"
#include "page_options.h"
#include "table_records.h"

static const struct {
	const char *name;
	bool has_published;
	bool has_cells;
	bool has_times;
	bool has_history;
	enum exit_code (*print)(const struct result_list *results,
				const struct table_options *options, struct page *page);
	const struct table_records *records;
} kinds[] = {
	{ "max",     true,  false, false, false, table_max,     &max_records },
	{ "cost",    true,  true,  true,  false, table_cost,    &cost_records },
	{ "threads", false, true,  true,  false, table_threads, &threads_records },
	{ "path",    false, true,  false, false, table_path,    &path_records },
	{ "usable",  false, true,  false, false, table_usable,  &usable_records },
	{ "history", false, true,  true,  true,  table_history, &history_records },
};

static const char *name_of(size_t kind)
{
	return kind < sizeof(kinds) / sizeof(kinds[0]) ? kinds[kind].name : NULL;
}

struct request {
	struct table_options options;
	struct page_options page;
	struct arguments arguments;
};

enum {
	OPTION_PUBLISHED = 256,
	OPTION_STATISTICS,
	OPTION_SIDES,
	OPTION_LARGEST,
	OPTION_RANGES,
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
		state->child_inputs[1] = &request->page;
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
		arguments_take_sides(state, value, &request->options.sides);
		return 0;
	case OPTION_LARGEST:
		if (size_parse(value, &request->options.largest) ||
		    !request->options.largest)
			argp_error(state, "--largest=%s: not a number of rows", value);
		return 0;
	case OPTION_RANGES:
		request->options.ranges = true;
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

/* The clock's own cost must be known, as for a page. */
static enum exit_code write_records(const struct result_list *results,
				    const struct request *request)
{
	const struct table_records *kind = kinds[request->arguments.kind].records;
	enum exit_code code = EXIT_DONE;
	struct records records;

	for (size_t i = 0; i < results->count && code == EXIT_DONE; i++)
		if (kinds[request->arguments.kind].has_times)
			code = result_check_calibrations(results->items[i]);
	if (code != EXIT_DONE)
		return code;
	records_begin(&records, stdout, request->page.format, kind->names);
	kind->write(results, &request->options, &records);
	if (!records_end(&records))
		return EXIT_DONE;
	message_error("%s", strerror(ENOMEM));
	return EXIT_TOOL_FAILURE;
}

static enum exit_code print_page(const struct result_list *results,
				 const struct request *request)
{
	struct page page = page_options_page(&request->page);
	enum exit_code code = EXIT_TOOL_FAILURE;
	int error = page_begin(&page, "allocbench");

	if (error)
		message_error("%s", page_error(error));
	else
		code = kinds[request->arguments.kind].print(results, &request->options,
							    &page);
	page_end(&page);
	return code;
}

/* A comparison is a table too, with a command of its own. */
static bool is_comparison(int argc, char **argv)
{
	return argc > 1 && !strcmp(argv[1], compare_command.name);
}

static int table(int argc, char **argv)
{
	static const struct argp_child children[] = {
		{ &filter_argp, 0, "Only these cells:", 2 },
		{ &page_options_argp, 0, "How it looks:", 3 },
		{ 0 },
	};
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "max|cost|threads|path|usable|history FILE...\n"
			    "compare BASE... -- NEW...",
		.doc = "Print a table of results: the largest blocks (max), what one "
		       "allocation and one free cost (cost), that for each thread of a "
		       "crowd (threads), what the kernel and the CPU counted (path), "
		       "what of a block can be used (usable), what cells cost on one "
		       "kernel after another (history), or what kernels differ by (compare: as "
		       "allocstat compare).",
		.children = children,
	};
	struct request request = { 0 };
	struct result_list results;
	enum exit_code code;

	if (is_comparison(argc, argv)) {
		argv[1] = (char *)"allocstat compare";
		return compare_command.run(argc - 1, argv + 1);
	}
	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	code = result_list_load(request.arguments.paths, request.arguments.path_count,
				&results);
	if (code == EXIT_DONE)
		code = select_cells(&results, &request);
	if (code == EXIT_DONE)
		code = request.page.has_records ? write_records(&results, &request)
						: print_page(&results, &request);
	result_list_free(&results);
	filter_free(&request.options.filter);
	return code;
}

const struct command table_command = {
	.name = "table",
	.run = table,
	.help = "print largest blocks, costs, waste, what was counted, or the history of kernels",
};
