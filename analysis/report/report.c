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
#include "analysis/compare/compare_page.h"
#include "analysis/compare/groups.h"
#include "analysis/data_file.h"
#include "analysis/escape.h"
#include "analysis/explain/explain.h"
#include "analysis/message.h"
#include "analysis/output_file.h"
#include "analysis/table.h"
#include "facts.h"
#include "pictures.h"
#include "results/cleanup.h"

struct request {
	struct filter filter;
	struct groups groups;
	const char *output;
};

/* Kernels whose tables and plots a reader can take in. */
#define KERNEL_LIMIT 6

/**
 * struct kernel - the boots of one kernel
 * @first: the boot that tables and plots show
 */
struct kernel {
	char *label;
	const struct result *first;
	size_t boots;
};

/**
 * struct report - what the page is made of
 * @results: of all files
 * @kernels: @kernel_count, in the order of their first files
 * @shown:   the first boots of the first kernels
 * @verdict: of a comparison; NULL where there is none
 */
struct report {
	struct result_list results;
	struct kernel *kernels;
	size_t kernel_count;
	struct result_list shown;
	const struct final_verdict *verdict;
	struct page page;
};

static const struct argp_option option_table[] = {
	{ "output", 'o', "FILE", 0, "Where to: FILE.html", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &request->filter;
		return 0;
	case 'o':
		request->output = value;
		return 0;
	case ARGP_KEY_ARGS:
		groups_set_base(&request->groups, state->argv + state->next,
				state->argc - state->next);
		return 0;
	case ARGP_KEY_SUCCESS:
		if (!request->groups.counts[0])
			argp_error(state, "which result files?");
		if (request->groups.count > 1 && !groups_are_whole(&request->groups))
			argp_error(state, "which files against which? report BASE... -- "
					  "NEW...");
		if (!request->output)
			argp_error(state, "where to? (-o FILE.html)");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static void begin_section(struct report *report, const char *id, const char *title)
{
	fprintf(report->page.stream, "<section id=\"%s\">\n<h2>%s</h2>\n", id, title);
	report->page.last = PAGE_NOTHING;
}

/* Lists are closed: the next part may stand in another section. */
static void end_section(struct report *report)
{
	if (report->page.last == PAGE_FACT)
		fputs("</dl>\n", report->page.stream);
	if (report->page.last == PAGE_NOTE)
		fputs("</ul>\n", report->page.stream);
	report->page.last = PAGE_NOTHING;
	fputs("</section>\n", report->page.stream);
}

static const char *tone_of(enum exit_code code)
{
	switch (code) {
	case EXIT_DONE:
		return "good";
	case EXIT_REGRESSION:
		return "bad";
	default:
		return "unsure";
	}
}

static int put_summary_line(struct report *report)
{
	_cleanup_free_ char *verdict = NULL;

	if (!report->verdict)
		return 0;
	verdict = escape_xml(report->verdict->summary);
	if (!verdict)
		return -ENOMEM;
	fprintf(report->page.stream, "<p class=\"verdict %s\">%s</p>\n",
		tone_of(report->verdict->code), verdict);
	return 0;
}

static int put_kernel(const struct kernel *kernel, FILE *stream)
{
	const struct result *result = kernel->first;
	_cleanup_free_ char *release = result_fact(result, "kernel.release");
	_cleanup_free_ char *cpu = result_fact(result, "cpu.model");
	_cleanup_free_ char *text = NULL, *harmless = NULL;

	if (!release || !cpu ||
	    asprintf(&text, "%s: Linux %s on %s, clock %s; %zu boot%s; the first, %s, has %zu "
			    "cells and %zu largest blocks",
		     kernel->label, release, cpu, clock_name(result->clock), kernel->boots,
		     kernel->boots == 1 ? "" : "s", result->path, result->cell_count,
		     result->maximum_count) < 0) {
		text = NULL;
		return -ENOMEM;
	}
	harmless = escape_xml(text);
	if (!harmless)
		return -ENOMEM;
	fprintf(stream, "<li>%s</li>\n", harmless);
	return 0;
}

static int put_kernels(struct report *report)
{
	int error = 0;

	fputs("<ul>\n", report->page.stream);
	for (size_t i = 0; i < report->kernel_count && !error; i++)
		error = put_kernel(&report->kernels[i], report->page.stream);
	fputs("</ul>\n", report->page.stream);
	if (report->shown.count < report->kernel_count)
		fprintf(report->page.stream,
			"<p>Tables and plots show the first %zu kernels.</p>\n",
			report->shown.count);
	return error;
}

static int put_header(struct report *report)
{
	FILE *stream = report->page.stream;
	int error;

	fputs("<header>\n<h1>allocbench: what the kernel's memory allocators cost</h1>\n",
	      stream);
	error = put_summary_line(report);
	if (!error)
		error = put_kernels(report);
	fputs("<nav aria-label=\"Sections\">", stream);
	if (report->verdict)
		fputs("<a href=\"#comparison\">Comparison</a>", stream);
	fputs("<a href=\"#tables\">Tables</a><a href=\"#plots\">Plots</a>"
	      "<a href=\"#why\">Why</a><a href=\"#measured\">What was measured</a>"
	      "<a href=\"#mislead\">What may mislead</a><a href=\"#again\">Again</a>"
	      "</nav>\n</header>\n",
	      stream);
	return error;
}

static enum exit_code put_comparison(struct report *report)
{
	enum exit_code code = EXIT_DONE;

	if (!report->verdict)
		return EXIT_DONE;
	begin_section(report, "comparison", "Comparison");
	if (compare_page_print(report->verdict, false, &report->page))
		code = EXIT_TOOL_FAILURE;
	for (size_t i = 0; i < report->verdict->count && code == EXIT_DONE; i++)
		code = pictures_of_comparison(&report->verdict->comparisons[i],
					      report->page.stream);
	end_section(report);
	return code;
}

static bool has_maxima(const struct result_list *results)
{
	for (size_t i = 0; i < results->count; i++)
		if (results->items[i]->maximum_count)
			return true;
	return false;
}

/* Beside the published numbers, where the cells were taken as those were. */
static enum exit_code put_tables(struct report *report)
{
	struct table_options options = {
		.published = true,
		.statistics = { { statistic_default }, 1 },
	};
	enum exit_code code = EXIT_DONE;

	begin_section(report, "tables", "Tables");
	if (has_maxima(&report->shown))
		code = table_max(&report->shown, &options, &report->page);
	if (code == EXIT_DONE && report->shown.items[0]->cell_count)
		code = table_cost(&report->shown, &options, &report->page);
	end_section(report);
	return code;
}

static enum exit_code put_plots(struct report *report)
{
	enum exit_code code;

	begin_section(report, "plots", "Plots");
	code = pictures_of_results(&report->shown, report->page.stream);
	end_section(report);
	return code;
}

static int explain_result(const struct result *result, struct page *page)
{
	static const struct side_list all;
	int error = page_heading(page, "%s", result->path);

	if (!error)
		error = explain_blocks(result, page);
	if (!error && result->cell_count)
		error = explain_costs(result, &all, page);
	return error;
}

/* For each kernel what stands in @print. */
static int put_each(struct report *report, const char *id, const char *title,
		    int (*print)(const struct result *result, struct page *page))
{
	int error = 0;

	begin_section(report, id, title);
	for (size_t i = 0; i < report->shown.count && !error; i++)
		error = print(report->shown.items[i], &report->page);
	end_section(report);
	return error;
}

static int put_warnings(struct report *report)
{
	int error;

	begin_section(report, "mislead", "What may mislead");
	error = facts_warnings(&report->results, &report->page);
	end_section(report);
	return error;
}

static int put_script(FILE *stream)
{
	_cleanup_free_ char *path = NULL;
	int error = data_file_find("report/script.js", &path);

	if (error)
		return error;
	fputs("<script>\n", stream);
	error = output_file_append(path, stream);
	fputs("</script>\n", stream);
	return error;
}

static enum exit_code put_sections(struct report *report)
{
	enum exit_code code = put_comparison(report);
	int error = 0;

	if (code == EXIT_DONE)
		code = put_tables(report);
	if (code == EXIT_DONE)
		code = put_plots(report);
	if (code != EXIT_DONE)
		return code;
	error = put_each(report, "why", "Why", explain_result);
	if (!error)
		error = put_each(report, "measured", "What was measured", facts_environment);
	if (!error)
		error = put_warnings(report);
	if (!error)
		error = put_each(report, "again", "To measure it again", facts_command);
	if (!error)
		error = put_script(report->page.stream);
	if (error)
		message_error("%s", strerror(-error));
	return error ? EXIT_TOOL_FAILURE : EXIT_DONE;
}

static enum exit_code write_page(struct report *report)
{
	enum exit_code code = EXIT_TOOL_FAILURE;
	int error = page_begin(&report->page, "allocbench report");

	if (!error)
		error = put_header(report);
	if (error)
		message_error("report: %s", strerror(-error));
	else
		code = put_sections(report);
	page_end(&report->page);
	return code;
}

/* Beside its name, and renamed when it is whole. */
static enum exit_code write_report(struct report *report, const char *output)
{
	struct output_file file;
	int error = output_file_begin(&file, output);
	enum exit_code code = EXIT_TOOL_FAILURE;

	if (error) {
		message_error("%s: %s", output, strerror(-error));
		return code;
	}
	report->page = (struct page){ .stream = fdopen(dup(file.fd), "w"),
				      .style = &page_html };
	if (report->page.stream) {
		code = write_page(report);
		if (fclose(report->page.stream) && code == EXIT_DONE) {
			message_error("%s: %s", output, strerror(errno));
			code = EXIT_TOOL_FAILURE;
		}
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

/* The files of all groups, in the order of the command line. */
static enum exit_code load_all(const struct request *request, struct result_list *results)
{
	const struct groups *groups = &request->groups;
	char **paths;
	size_t count = 0;
	enum exit_code code;

	for (size_t i = 0; i < groups->count; i++)
		count += groups->counts[i];
	paths = calloc(count + 1, sizeof(*paths));
	if (!paths) {
		message_error("%s", strerror(ENOMEM));
		return EXIT_TOOL_FAILURE;
	}
	count = 0;
	for (size_t i = 0; i < groups->count; i++)
		for (size_t j = 0; j < groups->counts[i]; j++)
			paths[count++] = groups->paths[i][j];
	code = result_list_load(paths, count, results);
	free(paths);
	if (code == EXIT_DONE)
		code = result_list_select_any(results, &request->filter);
	return code;
}

static enum exit_code compare_and_write(struct report *report, const struct request *request)
{
	struct comparison_options options = { .margin = -1 };
	struct kernel_list kernels = { 0 };
	struct final_verdict verdict;
	enum exit_code code = kernel_list_load(&request->groups, &request->filter, &kernels);

	if (code == EXIT_DONE &&
	    final_verdict_make(&kernels.items[0], &kernels.items[1], kernels.count - 1,
			       &options, &verdict)) {
		message_error("%s", strerror(ENOMEM));
		code = EXIT_TOOL_FAILURE;
	} else if (code == EXIT_DONE) {
		report->verdict = &verdict;
		code = write_report(report, request->output);
		final_verdict_free(&verdict);
	}
	kernel_list_free(&kernels);
	return code;
}

static struct kernel *kernel_of(struct report *report, const char *label)
{
	for (size_t i = 0; i < report->kernel_count; i++)
		if (!strcmp(report->kernels[i].label, label))
			return &report->kernels[i];
	return NULL;
}

static int add_result(struct report *report, struct result *result)
{
	char *label = kernel_label(result);
	struct kernel *kernel = label ? kernel_of(report, label) : NULL;

	if (!label)
		return -ENOMEM;
	if (kernel) {
		free(label);
		kernel->boots++;
		return 0;
	}
	report->kernels[report->kernel_count++] = (struct kernel){ label, result, 1 };
	if (report->shown.count < KERNEL_LIMIT)
		report->shown.items[report->shown.count++] = result;
	return 0;
}

/* A boot is as good as another of its kernel: the first has the searches too. */
static enum exit_code find_kernels(struct report *report)
{
	size_t count = report->results.count;
	int error = 0;

	report->kernels = calloc(count + 1, sizeof(*report->kernels));
	report->shown.items = calloc(KERNEL_LIMIT, sizeof(*report->shown.items));
	if (!report->kernels || !report->shown.items)
		error = -ENOMEM;
	for (size_t i = 0; i < count && !error; i++)
		error = add_result(report, report->results.items[i]);
	if (error)
		message_error("%s", strerror(-error));
	return error ? EXIT_TOOL_FAILURE : EXIT_DONE;
}

static void report_free(struct report *report)
{
	for (size_t i = 0; i < report->kernel_count; i++)
		free(report->kernels[i].label);
	free(report->kernels);
	free(report->shown.items);
	result_list_free(&report->results);
}

static int report(int argc, char **argv)
{
	static const struct argp_child children[] = {
		{ &filter_argp, 0, "Only these cells:", 2 },
		{ 0 },
	};
	static const struct argp argp = {
		.options = option_table,
		.parser = take_option,
		.args_doc = "FILE... -o OUTPUT\nBASE... -- NEW... -o OUTPUT",
		.doc = "Write a report: one page of HTML with verdict, tables, plots, what was "
		       "measured, what may mislead, and how to do it again.",
		.children = children,
	};
	struct request request = { 0 };
	struct report page = { 0 };
	enum exit_code code;

	argc = groups_split(&request.groups, argc, argv);
	if (argp_parse(&argp, argc, argv, 0, NULL, &request))
		return EXIT_USAGE;
	code = load_all(&request, &page.results);
	if (code == EXIT_DONE)
		code = find_kernels(&page);
	if (code == EXIT_DONE && request.groups.count > 1)
		code = compare_and_write(&page, &request);
	else if (code == EXIT_DONE)
		code = write_report(&page, request.output);
	report_free(&page);
	filter_free(&request.filter);
	return code;
}

const struct command report_command = {
	.name = "report",
	.run = report,
	.help = "write one page of HTML with everything",
};
