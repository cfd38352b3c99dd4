// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat compare: kernels against a base, from stored results.
 */
#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/commands.h"
#include "analysis/message.h"
#include "analysis/page_options.h"
#include "compare_page.h"
#include "compare_records.h"
#include "groups.h"
#include "report_files.h"
#include "results/cleanup.h"

struct request {
	struct comparison_options options;
	struct filter filter;
	struct groups groups;
	const char *report_paths[REPORT_COUNT];
	struct page_options page;
	bool only_changed;
};

enum {
	OPTION_MARGIN = 256,
	OPTION_FAIL_ON,
	OPTION_ALLOW,
	OPTION_FLOOR,
	OPTION_VARY,
	OPTION_SIDES,
	OPTION_LABEL,
	OPTION_CHANGED,
	OPTION_REPORT,
};

static const struct argp_option option_table[] = {
	{ "margin", OPTION_MARGIN, "PERCENT", 0,
	  "What a cost may change by (1 of instructions, 3 of a clock that measures time)",
	  0 },
	{ "fail-on", OPTION_FAIL_ON, "LIST", 0,
	  "Of shifted inconclusive absent, separated by commas: what else fails", 0 },
	{ "allow", OPTION_ALLOW, "FILE", 0, "Expected changes, which do not fail", 0 },
	{ "floor", OPTION_FLOOR, "FILE", 0,
	  "Verdict file of one kernel against itself: a margin is at least what it shows",
	  0 },
	{ "vary", OPTION_VARY, "KEY", 0,
	  "What may differ between the sides, such as init_on_alloc; may be repeated",
	  0 },
	{ "side", OPTION_SIDES, "LIST", 0,
	  "Of alloc free touch, separated by commas (all that were timed)", 0 },
	{ "label", OPTION_LABEL, "NAME", 0,
	  "A kernel's name: the base's first, repeated for the others", 0 },
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

static void take_margin(const char *text, struct request *request,
			struct argp_state *state)
{
	char *end;

	request->options.margin = strtod(text, &end) / 100;
	if (end == text || (*end && strcmp(end, "%")) ||
	    !(request->options.margin >= 0 && request->options.margin < 10))
		argp_error(state, "--margin=%s: not a percentage from 0 to 1000", text);
}

static void take_expected(const char *path, struct request *request,
			  struct argp_state *state)
{
	_cleanup_free_ char *message = NULL;

	expected_free(&request->options.expected);
	if (expected_read(path, &request->options.expected, &message))
		argp_error(state, "--allow=%s: %s", path,
			   message ? message : strerror(ENOMEM));
}

static void take_floor(const char *path, struct request *request,
		       struct argp_state *state)
{
	_cleanup_free_ char *message = NULL;

	floor_free(&request->options.floor);
	if (floor_read(path, &request->options.floor, &message))
		argp_error(state, "--floor=%s", message ? message : strerror(ENOMEM));
}

static void take_vary(const char *key, struct request *request, struct argp_state *state)
{
	char keys[256] = "";

	if (!comparable_parse(key, &request->options.vary))
		return;
	for (size_t i = 0; comparable_key(i); i++)
		snprintf(keys + strlen(keys), sizeof(keys) - strlen(keys), " %s",
			 comparable_key(i));
	argp_error(state, "--vary=%s: none of%s", key, keys);
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &request->filter;
		state->child_inputs[1] = &request->page;
		return 0;
	case OPTION_MARGIN:
		take_margin(value, request, state);
		return 0;
	case OPTION_FAIL_ON:
		if (outcome_set_parse(value, &request->options.fail_on))
			argp_error(state,
				   "--fail-on=%s: not a list of shifted inconclusive "
				   "absent, separated by commas",
				   value);
		return 0;
	case OPTION_ALLOW:
		take_expected(value, request, state);
		return 0;
	case OPTION_FLOOR:
		take_floor(value, request, state);
		return 0;
	case OPTION_VARY:
		take_vary(value, request, state);
		return 0;
	case OPTION_SIDES:
		if (side_list_parse(value, &request->options.sides))
			argp_error(
				state,
				"--side=%s: not a list of alloc free touch, each once, "
				"separated by commas",
				value);
		return 0;
	case OPTION_LABEL:
		if (groups_label(&request->groups, value))
			argp_error(state, "--label=%s: more labels than kernels", value);
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
		groups_set_base(&request->groups, state->argv + state->next,
				state->argc - state->next);
		return 0;
	case ARGP_KEY_SUCCESS:
		if (!groups_are_whole(&request->groups))
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
		.options = &request->options,
		.code = code,
		.summary = summary,
	};

	snprintf(summary, sizeof(summary), "%s: a result cannot be used, see above",
		 exit_code_name(code));
	if (print(&verdict, request))
		return EXIT_TOOL_FAILURE;
	return exit_code_worst(write_files(&verdict, request), code);
}

static enum exit_code judge(struct request *request, const struct kernel_list *kernels)
{
	struct final_verdict verdict;
	enum exit_code code;
	int error = final_verdict_make(&kernels->items[0], &kernels->items[1],
				       kernels->count - 1, &request->options, &verdict);

	if (!error)
		error = print(&verdict, request);
	code = error ? EXIT_TOOL_FAILURE
		     : exit_code_worst(write_files(&verdict, request), verdict.code);
	final_verdict_free(&verdict);
	if (error)
		message_error("%s", strerror(-error));
	return code;
}

static int compare(int argc, char **argv)
{
	static const struct argp_child children[] = {
		{ &filter_argp, 0, "Only these cells:", 2 },
		{ &page_options_argp, 0, "How it looks:", 3 },
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
	struct request request = { .options.margin = -1 };
	struct kernel_list kernels = { 0 };
	enum exit_code code;

	argc = groups_split(&request.groups, argc, argv);
	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	code = kernel_list_load(&request.groups, &request.filter, &kernels);
	code = code == EXIT_DONE ? judge(&request, &kernels) : give_up(&request, code);
	kernel_list_free(&kernels);
	filter_free(&request.filter);
	expected_free(&request.options.expected);
	floor_free(&request.options.floor);
	return code;
}

const struct command compare_command = {
	.name = "compare",
	.run = compare,
	.help = "compare kernels with a base, with a verdict",
};
