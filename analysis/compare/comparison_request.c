// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The options of every command that compares.
 */
#include "comparison_request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/message.h"
#include "results/cleanup.h"

enum {
	OPTION_MARGIN = 512,
	OPTION_FAIL_ON,
	OPTION_ALLOW,
	OPTION_FLOOR,
	OPTION_VARY,
	OPTION_LABEL,
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
	{ "label", OPTION_LABEL, "NAME", 0,
	  "A kernel's name: the base's first, repeated for the others", 0 },
	{ 0 },
};

static void take_margin(const char *text, struct comparison_options *options,
			struct argp_state *state)
{
	char *end;

	options->margin = strtod(text, &end) / 100;
	if (end == text || (*end && strcmp(end, "%")) ||
	    !(options->margin >= 0 && options->margin < 10))
		argp_error(state, "--margin=%s: not a percentage from 0 to 1000", text);
}

static void take_fail_on(const char *list, struct comparison_options *options,
			 struct argp_state *state)
{
	if (outcome_set_parse(list, &options->fail_on))
		argp_error(state,
			   "--fail-on=%s: not a list of shifted inconclusive absent, "
			   "separated by commas",
			   list);
}

static void take_expected(const char *path, struct comparison_options *options,
			  struct argp_state *state)
{
	_cleanup_free_ char *message = NULL;

	expected_free(&options->expected);
	if (expected_read(path, &options->expected, &message))
		argp_error(state, "--allow=%s: %s", path,
			   message ? message : strerror(ENOMEM));
}

static void take_floor(const char *path, struct comparison_options *options,
		       struct argp_state *state)
{
	_cleanup_free_ char *message = NULL;

	floor_free(&options->floor);
	if (floor_read(path, &options->floor, &message))
		argp_error(state, "--floor=%s", message ? message : strerror(ENOMEM));
}

static void take_vary(const char *key, struct comparison_options *options,
		      struct argp_state *state)
{
	char keys[256] = "";

	if (!comparable_parse(key, &options->vary))
		return;
	for (size_t i = 0; comparable_key(i); i++)
		snprintf(keys + strlen(keys), sizeof(keys) - strlen(keys), " %s",
			 comparable_key(i));
	argp_error(state, "--vary=%s: none of%s", key, keys);
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct comparison_request *request = state->input;
	struct comparison_options *options = &request->options;

	switch (key) {
	case OPTION_MARGIN:
		take_margin(value, options, state);
		break;
	case OPTION_FAIL_ON:
		take_fail_on(value, options, state);
		break;
	case OPTION_ALLOW:
		take_expected(value, options, state);
		break;
	case OPTION_FLOOR:
		take_floor(value, options, state);
		break;
	case OPTION_VARY:
		take_vary(value, options, state);
		break;
	case OPTION_LABEL:
		if (groups_label(&request->groups, value))
			argp_error(state, "--label=%s: more labels than kernels", value);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	request->is_asked = true;
	return 0;
}

const struct argp comparison_argp = { .options = option_table, .parser = take_option };

void comparison_request_free(struct comparison_request *request)
{
	expected_free(&request->options.expected);
	floor_free(&request->options.floor);
}

enum exit_code judged_kernels_load(struct comparison_request *request,
				   const struct filter *filter,
				   struct judged_kernels *judged)
{
	struct kernel_list *kernels = &judged->kernels;
	enum exit_code code;

	*judged = (struct judged_kernels){ 0 };
	code = kernel_list_load(&request->groups, filter, kernels);
	if (code == EXIT_DONE &&
	    final_verdict_make(&kernels->items[0], &kernels->items[1], kernels->count - 1,
			       &request->options, &judged->verdict)) {
		message_error("%s", strerror(ENOMEM));
		code = EXIT_TOOL_FAILURE;
	}
	return code;
}

void judged_kernels_free(struct judged_kernels *judged)
{
	final_verdict_free(&judged->verdict);
	kernel_list_free(&judged->kernels);
}
