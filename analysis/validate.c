// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat validate: is a file a whole and valid result?
 */
#include <argp.h>
#include <stdbool.h>
#include <stdio.h>

#include "commands.h"
#include "escape.h"
#include "message.h"
#include "result.h"
#include "results/cleanup.h"
#include "results/verdict.h"

struct validate_options {
	bool quiet;
	char **paths;
	int path_count;
};

static const struct argp_option option_table[] = {
	{ "quiet", 'q', NULL, 0, "Print nothing about files that are valid", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct validate_options *options = state->input;

	switch (key) {
	case 'q':
		options->quiet = true;
		return 0;
	case ARGP_KEY_ARGS:
		options->paths = state->argv + state->next;
		options->path_count = state->argc - state->next;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "which result file?");
		return EINVAL;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static void print_valid(const struct result *result)
{
	_cleanup_free_ char *path = escape_terminal(result->path);

	printf("%s: ok, %s, %zu records\n", path ? path : "?",
	       result->interrupted ? "interrupted" : "complete", result->record_count);
}

static enum exit_code validate_file(const char *path, bool quiet)
{
	struct result *result;
	_cleanup_free_ char *message = NULL;
	enum exit_code code = EXIT_DONE;

	if (result_load(path, &result, &message)) {
		message_error("%s", message ? message : "out of memory");
		return EXIT_TOOL_FAILURE;
	}
	if (result->truncation) {
		message_error("%s; %zu records are good", result->truncation,
			      result->record_count);
		code = EXIT_TOOL_FAILURE;
	} else if (!quiet) {
		print_valid(result);
	}
	result_free(result);
	return code;
}

static int validate(int argc, char **argv)
{
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "FILE...",
		.doc = "Read result files and say whether each is whole and valid. Exit code "
		       "0 when all are, else 1.",
	};
	struct validate_options options = { 0 };
	enum exit_code code = EXIT_DONE;

	if (argp_parse(&argp, argc, argv, 0, NULL, &options))
		return EXIT_USAGE;
	for (int i = 0; i < options.path_count; i++)
		if (validate_file(options.paths[i], options.quiet))
			code = EXIT_TOOL_FAILURE;
	return code;
}

const struct command validate_command = {
	.name = "validate",
	.run = validate,
	.help = "say whether result files are whole and valid",
};
