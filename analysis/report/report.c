// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat report: one page of HTML that needs nothing besides: verdict, tables, plots,
 * what was measured, what may mislead, how to do it again.
 */
#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/commands.h"
#include "analysis/compare/comparison_request.h"
#include "analysis/message.h"
#include "analysis/output_file.h"
#include "report_page.h"
#include "results/cleanup.h"

struct request {
	struct comparison_request comparison;
	struct filter filter;
	const char *output;
};

static const struct argp_option option_table[] = {
	{ "output", 'o', "FILE", 0, "Where to: FILE.html", 0 },
	{ 0 },
};

static void check(const struct request *request, struct argp_state *state)
{
	const struct groups *groups = &request->comparison.groups;

	if (!groups->counts[0])
		argp_error(state, "which result files?");
	if (groups->count > 1 && !groups_are_whole(groups))
		argp_error(state, "which files against which? report BASE... -- NEW...");
	if (groups->count == 1 && request->comparison.is_asked)
		argp_error(state, "one of these options is of comparisons, and there is "
				  "nothing to compare: report BASE... -- NEW...");
	if (!request->output)
		argp_error(state, "where to? (-o FILE.html)");
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &request->filter;
		state->child_inputs[1] = &request->comparison;
		return 0;
	case 'o':
		request->output = value;
		return 0;
	case ARGP_KEY_ARGS:
		groups_set_base(&request->comparison.groups, state->argv + state->next,
				state->argc - state->next);
		return 0;
	case ARGP_KEY_SUCCESS:
		check(request, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Beside its name, and renamed when it is whole. */
static enum exit_code write_report(const struct report *report, const char *output)
{
	struct output_file file;
	int error = output_file_begin(&file, output);
	enum exit_code code = EXIT_TOOL_FAILURE;
	FILE *stream;

	if (error) {
		message_error("%s: %s", output, strerror(-error));
		return code;
	}
	stream = fdopen(dup(file.fd), "w");
	if (stream)
		code = report_page_write(report, stream);
	if (!stream || (fclose(stream) && code == EXIT_DONE)) {
		message_error("%s: %s", output, strerror(errno));
		code = EXIT_TOOL_FAILURE;
	}
	if (code != EXIT_DONE) {
		output_file_abandon(&file);
		return code;
	}
	error = output_file_finish(&file);
	if (error)
		message_error("%s: %s", output, strerror(-error));
	return error ? EXIT_TOOL_FAILURE : EXIT_DONE;
}

static int report_begin(struct report *report, size_t kernels, size_t results)
{
	report->kernels = calloc(kernels + 1, sizeof(*report->kernels));
	report->results.items = calloc(results + 1, sizeof(*report->results.items));
	report->shown.items = calloc(REPORT_SHOWN_LIMIT, sizeof(*report->shown.items));
	return report->kernels && report->results.items && report->shown.items ? 0
									       : -ENOMEM;
}

static void report_free(struct report *report)
{
	for (size_t i = 0; i < report->kernel_count; i++)
		free(report->kernels[i].label);
	free(report->kernels);
	free(report->results.items);
	free(report->shown.items);
}

/* Takes @label. */
static int add_kernel(struct report *report, char *label)
{
	if (!label)
		return -ENOMEM;
	report->kernels[report->kernel_count++] =
		(struct report_kernel){ .label = label };
	return 0;
}

/* The first boot is shown: another is as good, but the first may have the searches too.
 */
static void add_boot(struct report *report, struct report_kernel *kernel,
		     struct result *result)
{
	kernel->boots++;
	if (!result)
		return;
	report->results.items[report->results.count++] = result;
	if (kernel->first)
		return;
	kernel->first = result;
	if (report->shown.count < REPORT_SHOWN_LIMIT)
		report->shown.items[report->shown.count++] = result;
}

static int add_kernel_boots(struct report *report, const struct kernel_boots *boots)
{
	int error = add_kernel(report, strdup(boots->label));

	for (size_t i = 0; i < boots->count && !error; i++)
		add_boot(report, &report->kernels[report->kernel_count - 1],
			 boots->boots[i].result);
	return error;
}

static int of_comparison(struct report *report, const struct judged_kernels *judged)
{
	size_t boots = 0;
	int error;

	for (size_t i = 0; i < judged->kernels.count; i++)
		boots += judged->kernels.items[i].count;
	report->verdict = &judged->verdict;
	error = report_begin(report, judged->kernels.count, boots);
	for (size_t i = 0; i < judged->kernels.count && !error; i++)
		error = add_kernel_boots(report, &judged->kernels.items[i]);
	return error;
}

static struct report_kernel *kernel_labelled(struct report *report, const char *label)
{
	for (size_t i = 0; i < report->kernel_count; i++)
		if (!strcmp(report->kernels[i].label, label))
			return &report->kernels[i];
	return NULL;
}

static int add_result(struct report *report, struct result *result)
{
	_cleanup_free_ char *label = kernel_label(result);
	struct report_kernel *kernel = label ? kernel_labelled(report, label) : NULL;

	if (!kernel) {
		if (!label || add_kernel(report, strdup(label)))
			return -ENOMEM;
		kernel = &report->kernels[report->kernel_count - 1];
	}
	add_boot(report, kernel, result);
	return 0;
}

static int of_results(struct report *report, const struct result_list *results)
{
	int error = report_begin(report, results->count, results->count);

	for (size_t i = 0; i < results->count && !error; i++)
		error = add_result(report, results->items[i]);
	return error;
}

static enum exit_code report_results(const struct request *request)
{
	const struct groups *groups = &request->comparison.groups;
	struct report report = { 0 };
	struct result_list results;
	enum exit_code code =
		result_list_load(groups->paths[0], groups->counts[0], &results);

	if (code == EXIT_DONE)
		code = result_list_select_any(&results, &request->filter);
	if (code == EXIT_DONE && of_results(&report, &results)) {
		message_error("%s", strerror(ENOMEM));
		code = EXIT_TOOL_FAILURE;
	}
	if (code == EXIT_DONE)
		code = write_report(&report, request->output);
	report_free(&report);
	result_list_free(&results);
	return code;
}

static enum exit_code report_comparison(struct request *request)
{
	struct report report = { 0 };
	struct judged_kernels judged;
	enum exit_code code =
		judged_kernels_load(&request->comparison, &request->filter, &judged);

	if (code == EXIT_DONE && of_comparison(&report, &judged)) {
		message_error("%s", strerror(ENOMEM));
		code = EXIT_TOOL_FAILURE;
	}
	if (code == EXIT_DONE)
		code = write_report(&report, request->output);
	report_free(&report);
	judged_kernels_free(&judged);
	return code;
}

static int report(int argc, char **argv)
{
	static const struct argp_child children[] = {
		{ &filter_argp, 0, "Only these cells:", 2 },
		{ &comparison_argp, 0, "How kernels are compared:", 3 },
		{ 0 },
	};
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "FILE... -o OUTPUT\nBASE... -- NEW... [-- NEW...] -o OUTPUT",
		.doc = "Write a report: one page of HTML with verdict, tables, plots, what was "
		       "measured, what may mislead, and how to do it again. Exit code 0: it "
		       "is written, whatever the verdict.",
		.children = children,
	};
	struct request request = { .comparison = COMPARISON_REQUEST_DEFAULT };
	enum exit_code code;

	argc = groups_split(&request.comparison.groups, argc, argv);
	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	if (request.comparison.groups.count > 1)
		code = report_comparison(&request);
	else
		code = report_results(&request);
	comparison_request_free(&request.comparison);
	filter_free(&request.filter);
	return code;
}

const struct command report_command = {
	.name = "report",
	.run = report,
	.help = "write one page of HTML with everything",
};
