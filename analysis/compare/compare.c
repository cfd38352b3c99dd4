// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat compare: kernels against a base, from stored results.
 */
#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/arguments.h"
#include "analysis/commands.h"
#include "analysis/message.h"
#include "analysis/page_options.h"
#include "compare_page.h"
#include "compare_records.h"
#include "comparison_request.h"
#include "report_files.h"
#include "results/cleanup.h"

struct request {
	struct comparison_request comparison;
	struct filter filter;
	const char *report_paths[REPORT_COUNT];
	struct page_options page;
	bool only_changed;
};

enum {
	OPTION_SIDES = 256,
	OPTION_CHANGED,
	OPTION_REPORT,
};

static const struct argp_option option_table[] = {
	{ "side", OPTION_SIDES, "LIST", 0,
	  "Of alloc free touch, separated by commas (all that were timed)", 0 },
	{ "changed", OPTION_CHANGED, NULL, 0, "Leave out the cells that are the same",
	  0 },
	{ "verdict-file", OPTION_REPORT + REPORT_JSON, "FILE", 0,
	  "All that was found, as JSON", 0 },
	{ "junit", OPTION_REPORT + REPORT_JUNIT, "FILE", 0, "The same as JUnit's XML",
	  0 },
	{ "ktap", OPTION_REPORT + REPORT_KTAP, "FILE", 0, "The same as KTAP", 0 },
	{ "markdown", OPTION_REPORT + REPORT_MARKDOWN, "FILE", 0,
	  "What has changed, as Markdown", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &request->filter;
		state->child_inputs[1] = &request->comparison;
		state->child_inputs[2] = &request->page;
		return 0;
	case OPTION_SIDES:
		arguments_take_sides(state, value, &request->comparison.options.sides);
		return 0;
	case OPTION_CHANGED:
		request->only_changed = true;
		return 0;
	case OPTION_REPORT + REPORT_JSON:
	case OPTION_REPORT + REPORT_JUNIT:
	case OPTION_REPORT + REPORT_KTAP:
	case OPTION_REPORT + REPORT_MARKDOWN:
		request->report_paths[key - OPTION_REPORT] = value;
		return 0;
	case ARGP_KEY_ARGS:
		groups_set_base(&request->comparison.groups, state->argv + state->next,
				state->argc - state->next);
		return 0;
	case ARGP_KEY_SUCCESS:
		if (!groups_are_whole(&request->comparison.groups))
			argp_error(state, "which files against which? compare BASE... -- "
					  "NEW...");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static enum exit_code write_files(const struct final_verdict *verdict,
				  const struct request *request)
{
	enum exit_code code = EXIT_DONE;

	for (size_t i = 0; i < REPORT_COUNT; i++) {
		const char *path = request->report_paths[i];
		int error = path ? report_write(verdict, (enum report)i, path) : 0;

		if (!error)
			continue;
		message_error("%s: cannot be written: %s", path, strerror(-error));
		code = EXIT_TOOL_FAILURE;
	}
	return code;
}

static int print_page(const struct final_verdict *verdict, const struct request *request)
{
	struct page page = page_options_page(&request->page);
	int error = page_begin(&page, "allocbench: kernels compared");

	if (!error)
		error = compare_page_print(verdict, request->only_changed, &page);
	page_end(&page);
	return error;
}

/* As JSON it is the verdict file's. */
static int print(const struct final_verdict *verdict, const struct request *request)
{
	if (!request->page.has_records)
		return print_page(verdict, request);
	if (request->page.format == RECORDS_JSON)
		return report_json(verdict, stdout);
	return compare_records_write(verdict, RECORDS_CSV, stdout);
}

/* What could not even be loaded has a verdict too. */
static enum exit_code give_up(const struct request *request, enum exit_code code)
{
	char summary[64];
	const struct final_verdict verdict = {
		.options = &request->comparison.options,
		.code = code,
		.summary = summary,
	};

	snprintf(summary, sizeof(summary), "%s: a result cannot be used, see above",
		 exit_code_name(code));
	if (print(&verdict, request))
		return EXIT_TOOL_FAILURE;
	return exit_code_worst(write_files(&verdict, request), code);
}

static enum exit_code deliver(const struct request *request,
			      const struct final_verdict *verdict)
{
	int error = print(verdict, request);

	if (error) {
		message_error("%s", page_error(error));
		return EXIT_TOOL_FAILURE;
	}
	return exit_code_worst(write_files(verdict, request), verdict->code);
}

static int compare(int argc, char **argv)
{
	static const struct argp_child children[] = {
		{ &filter_argp, 0, "Only these cells:", 2 },
		{ &comparison_argp, 0, "How kernels are compared:", 3 },
		{ &page_options_argp, 0, "How it looks:", 4 },
		{ 0 },
	};
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "BASE... -- NEW... [-- NEW...]",
		.doc = "Compare kernels with a base: each file is the result of one boot. "
		       "Exit code 0: nothing slower; 3: slower, or the new kernel died, "
		       "lost a cell or shrank a largest block; 4: inconclusive, where asked "
		       "for; 5: not comparable; 1: the base died, or this program failed.",
		.children = children,
	};
	struct request request = { .comparison = COMPARISON_REQUEST_DEFAULT };
	struct judged_kernels judged;
	enum exit_code code;

	argc = groups_split(&request.comparison.groups, argc, argv);
	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	code = judged_kernels_load(&request.comparison, &request.filter, &judged);
	code = code == EXIT_DONE ? deliver(&request, &judged.verdict)
				 : give_up(&request, code);
	judged_kernels_free(&judged);
	comparison_request_free(&request.comparison);
	filter_free(&request.filter);
	return code;
}

const struct command compare_command = {
	.name = "compare",
	.run = compare,
	.help = "compare kernels with a base, with a verdict",
};
