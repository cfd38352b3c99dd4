// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat explain: why the largest blocks are what they are, and what costs consist of.
 */
#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/arguments.h"
#include "analysis/commands.h"
#include "analysis/cost_facts.h"
#include "analysis/message.h"
#include "analysis/page_options.h"
#include "explain.h"
#include "results/cleanup.h"

struct request {
	struct page_options page;
	struct filter filter;
	struct side_list sides;
	char **paths;
	size_t path_count;
	bool published;
};

enum { OPTION_PUBLISHED = 256, OPTION_SIDES };

static const struct argp_option option_table[] = {
	{ "published", OPTION_PUBLISHED, NULL, 0, "Explain the published machines too",
	  0 },
	{ "side", OPTION_SIDES, "LIST", 0,
	  "Of alloc free touch, separated by commas (all that were timed)", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &request->filter;
		state->child_inputs[1] = &request->page;
		return 0;
	case OPTION_PUBLISHED:
		request->published = true;
		return 0;
	case OPTION_SIDES:
		arguments_take_sides(state, value, &request->sides);
		return 0;
	case ARGP_KEY_ARGS:
		request->paths = state->argv + state->next;
		request->path_count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_SUCCESS:
		if (!request->path_count && !request->published)
			argp_error(state, "which result file?");
		if (request->page.has_records)
			argp_error(state, "an explanation has no --format=csv or json");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int explain_result(const struct result *result, const struct request *request,
			  bool with_path, struct page *page)
{
	int error = cost_facts_print_result(result, with_path, page);

	if (!error)
		error = explain_blocks(result, page);
	if (!error && result->cell_count)
		error = explain_costs(result, &request->sides, page);
	return error;
}

static enum exit_code print(const struct result_list *results,
			    const struct request *request)
{
	struct page page = page_options_page(&request->page);
	_cleanup_free_ char *message = NULL;
	int error = page_begin(&page, "allocbench: explained");

	for (size_t i = 0; i < results->count && !error; i++)
		error = explain_result(results->items[i], request, results->count > 1,
				       &page);
	if (!error && request->published)
		error = explain_published(&page, &message);
	page_end(&page);
	if (!error)
		return EXIT_DONE;
	message_error("%s", message ? message : page_error(error));
	return EXIT_TOOL_FAILURE;
}

static enum exit_code check(const struct result_list *results)
{
	enum exit_code code = EXIT_DONE;

	for (size_t i = 0; i < results->count && code == EXIT_DONE; i++)
		code = result_check_calibrations(results->items[i]);
	return code;
}

static int explain(int argc, char **argv)
{
	static const struct argp_child children[] = {
		{ &filter_argp, 0, "Only these cells:", 2 },
		{ &page_options_argp, 0, "How it looks:", 3 },
		{ 0 },
	};
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "FILE...",
		.doc = "Explain results: which rule of the kernel limits the largest blocks, "
		       "predicted and measured; and what costs consist of: a fixed part, one "
		       "for each page, and what happens where they change.",
		.children = children,
	};
	struct request request = { 0 };
	struct result_list results = { 0 };
	enum exit_code code;

	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	code = result_list_load(request.paths, request.path_count, &results);
	if (code == EXIT_DONE && !filter_is_empty(&request.filter))
		code = result_list_select(&results, &request.filter);
	if (code == EXIT_DONE)
		code = check(&results);
	if (code == EXIT_DONE)
		code = print(&results, &request);
	result_list_free(&results);
	filter_free(&request.filter);
	return code;
}

const struct command explain_command = {
	.name = "explain",
	.run = explain,
	.help = "say why the largest blocks and the costs are what they are",
};
