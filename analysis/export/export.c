// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat export: its options, and the list of formats.
 */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "analysis/commands.h"
#include "analysis/message.h"
#include "export.h"
#include "results/cleanup.h"

static const struct export_format *const formats[] = {
	&export_benchfmt, &export_csv, &export_bmf, &export_gha, &export_openmetrics,
};

#define FORMAT_COUNT (sizeof(formats) / sizeof(formats[0]))

struct request {
	const struct export_format *format;
	struct filter filter;
	char **paths;
	size_t path_count;
};

static const struct argp_option option_table[] = {
	{ "to", 't', "FORMAT", 0,
	  "benchfmt (for benchstat), csv, bmf (Bencher), gha (github-action-benchmark) or "
	  "openmetrics (Prometheus)",
	  0 },
	{ 0 },
};

static const struct export_format *format_named(const char *name)
{
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (!strcmp(formats[i]->name, name))
			return formats[i];
	return NULL;
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &request->filter;
		return 0;
	case 't':
		request->format = format_named(value);
		if (!request->format)
			argp_error(state,
				   "--to=%s: not one of benchfmt csv bmf gha openmetrics",
				   value);
		return 0;
	case ARGP_KEY_ARGS:
		request->paths = state->argv + state->next;
		request->path_count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_SUCCESS:
		if (!request->format)
			argp_error(state, "into which format? (--to=FORMAT)");
		if (!request->path_count)
			argp_error(state, "which result files?");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Names are those of cells: two kernels would have the same ones. */
static enum exit_code check_kernels(const struct result_list *results,
				    const struct export_format *format)
{
	_cleanup_free_ char *first = result_fact(results->items[0], "kernel.release");

	for (size_t i = 1; i < results->count && !format->many; i++) {
		_cleanup_free_ char *release =
			result_fact(results->items[i], "kernel.release");

		if (first && release && !strcmp(first, release))
			continue;
		message_error(
			"%s: of another kernel than %s; in this format boots of one "
			"kernel make a file",
			results->items[i]->path, results->items[0]->path);
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

static enum exit_code write_results(const struct result_list *results,
				    const struct export_format *format)
{
	enum exit_code code = result_list_check_costs(results);
	int error;

	if (code == EXIT_DONE)
		code = check_kernels(results, format);
	if (code != EXIT_DONE)
		return code;
	error = format->write(results, stdout);
	if (!error)
		return EXIT_DONE;
	message_error("%s", strerror(-error));
	return EXIT_TOOL_FAILURE;
}

static int export(int argc, char **argv)
{
	static const struct argp_child children[] = {
		{ &filter_argp, 0, "Only these cells:", 2 },
		{ 0 },
	};
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "FILE...",
		.doc = "Write costs in the format of another program: medians less the median "
		       "of an empty call, of each boot (benchfmt, csv) or over the boots of "
		       "one kernel (the others).",
		.children = children,
	};
	struct request request = { 0 };
	struct result_list results;
	enum exit_code code;

	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	code = result_list_load(request.paths, request.path_count, &results);
	if (code == EXIT_DONE)
		code = result_list_select(&results, &request.filter);
	if (code == EXIT_DONE)
		code = write_results(&results, request.format);
	result_list_free(&results);
	filter_free(&request.filter);
	return code;
}

const struct command export_command = {
	.name = "export",
	.run = export,
	.help = "write costs in the formats of benchstat, Bencher, Prometheus and others",
};
