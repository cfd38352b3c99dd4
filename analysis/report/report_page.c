// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The page of a report: what stands in its sections, and in which order.
 */
#include "report_page.h"

#include <errno.h>
#include <string.h>

#include "analysis/compare/compare_page.h"
#include "analysis/data_file.h"
#include "analysis/escape.h"
#include "analysis/explain/explain.h"
#include "analysis/message.h"
#include "analysis/output_file.h"
#include "analysis/page.h"
#include "analysis/table.h"
#include "facts.h"
#include "pictures.h"
#include "results/cleanup.h"
#include "warnings.h"

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

static int put_verdict(const struct final_verdict *verdict, FILE *stream)
{
	_cleanup_free_ char *summary = verdict ? escape_xml(verdict->summary) : NULL;

	if (!verdict)
		return 0;
	if (!summary)
		return -ENOMEM;
	fprintf(stream, "<p class=\"verdict %s\">%s</p>\n", tone_of(verdict->code), summary);
	return 0;
}

/* What of a kernel one would say first; NULL without memory. */
static char *kernel_text(const struct report_kernel *kernel)
{
	const struct result *result = kernel->first;
	const char *plural = kernel->boots == 1 ? "" : "s";
	_cleanup_free_ char *release = NULL, *cpu = NULL;
	char *text = NULL;
	int length;

	if (!result) {
		length = asprintf(&text, "%s: %zu boot%s, and none gave a result",
				  kernel->label, kernel->boots, plural);
		return length < 0 ? NULL : text;
	}
	release = result_fact(result, "kernel.release");
	cpu = result_fact(result, "cpu.model");
	if (!release || !cpu)
		return NULL;
	length = asprintf(&text,
			  "%s: Linux %s on %s, clock %s; %zu boot%s; the first, %s, has %zu "
			  "cells and %zu largest blocks",
			  kernel->label, release, cpu, clock_name(result->clock),
			  kernel->boots, plural, result->path, result->cell_count,
			  result->maximum_count);
	return length < 0 ? NULL : text;
}

static int put_kernels(const struct report *report, FILE *stream)
{
	fputs("<ul>\n", stream);
	for (size_t i = 0; i < report->kernel_count; i++) {
		_cleanup_free_ char *text = kernel_text(&report->kernels[i]);
		_cleanup_free_ char *harmless = text ? escape_xml(text) : NULL;

		if (!harmless)
			return -ENOMEM;
		fprintf(stream, "<li>%s</li>\n", harmless);
	}
	fputs("</ul>\n", stream);
	if (report->kernel_count > REPORT_SHOWN_LIMIT)
		fprintf(stream, "<p>Tables and plots show %zu of these kernels.</p>\n",
			report->shown.count);
	return 0;
}

static enum exit_code put_comparison(const struct report *report, struct page *page)
{
	enum exit_code code = EXIT_DONE;

	for (size_t i = 0; i < report->verdict->count && code == EXIT_DONE; i++)
		code = pictures_of_comparison(&report->verdict->comparisons[i],
					      page->stream);
	if (code == EXIT_DONE && compare_page_print(report->verdict, false, page))
		code = EXIT_TOOL_FAILURE;
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
static enum exit_code put_tables(const struct report *report, struct page *page)
{
	struct table_options options = {
		.published = true,
		.statistics = { { statistic_default }, 1 },
	};
	enum exit_code code = EXIT_DONE;

	if (has_maxima(&report->shown))
		code = table_max(&report->shown, &options, page);
	if (code == EXIT_DONE && report->shown.items[0]->cell_count)
		code = table_cost(&report->shown, &options, page);
	return code;
}

static enum exit_code put_plots(const struct report *report, struct page *page)
{
	return pictures_of_results(&report->shown, page->stream);
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

static int put_command(const struct result *result, struct page *page)
{
	int error = page_heading(page, "%s", result->path);

	return error ? error : facts_command(result, page);
}

/* Of each kernel what @put puts. */
static enum exit_code put_each(const struct report *report, struct page *page,
			       int (*put)(const struct result *result, struct page *page))
{
	int error = 0;

	for (size_t i = 0; i < report->shown.count && !error; i++)
		error = put(report->shown.items[i], page);
	return error ? EXIT_TOOL_FAILURE : EXIT_DONE;
}

static enum exit_code put_why(const struct report *report, struct page *page)
{
	return put_each(report, page, explain_result);
}

static enum exit_code put_environment(const struct report *report, struct page *page)
{
	return put_each(report, page, facts_environment);
}

static enum exit_code put_warnings(const struct report *report, struct page *page)
{
	return warnings_put(&report->results, page) ? EXIT_TOOL_FAILURE : EXIT_DONE;
}

static enum exit_code put_commands(const struct report *report, struct page *page)
{
	return put_each(report, page, put_command);
}

/**
 * struct section - a part of the page that has a name
 * @of_verdict: only of a comparison
 * @of_results: only where a boot gave a result
 */
static const struct section {
	const char *id;
	const char *title;
	enum exit_code (*put)(const struct report *report, struct page *page);
	bool of_verdict;
	bool of_results;
} sections[] = {
	{ "comparison", "Comparison",          put_comparison,  true,  false },
	{ "tables",     "Tables",              put_tables,      false, true },
	{ "plots",      "Plots",               put_plots,       false, true },
	{ "why",        "Why",                 put_why,         false, true },
	{ "measured",   "What was measured",   put_environment, false, true },
	{ "mislead",    "What may mislead",    put_warnings,    false, true },
	{ "again",      "To measure it again", put_commands,    false, true },
};

#define SECTION_COUNT (sizeof(sections) / sizeof(sections[0]))

static bool has_section(const struct report *report, const struct section *section)
{
	return (report->verdict || !section->of_verdict) &&
	       (report->shown.count || !section->of_results);
}

static int put_header(const struct report *report, FILE *stream)
{
	int error;

	fputs("<header>\n<h1>allocbench: what the kernel's memory allocators cost</h1>\n",
	      stream);
	error = put_verdict(report->verdict, stream);
	if (!error)
		error = put_kernels(report, stream);
	fputs("<nav aria-label=\"Sections\">\n", stream);
	for (size_t i = 0; i < SECTION_COUNT; i++)
		if (has_section(report, &sections[i]))
			fprintf(stream, "<a href=\"#%s\">%s</a>\n", sections[i].id,
				sections[i].title);
	fputs("</nav>\n</header>\n", stream);
	return error;
}

static enum exit_code put_section(const struct section *section,
				  const struct report *report, struct page *page)
{
	enum exit_code code;

	fprintf(page->stream, "<section id=\"%s\">\n<h2>%s</h2>\n", section->id,
		section->title);
	code = section->put(report, page);
	page_close(page);
	fputs("</section>\n", page->stream);
	return code;
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

enum exit_code report_page_write(const struct report *report, FILE *stream)
{
	struct page page = { .stream = stream, .style = &page_html, .is_within = true };
	enum exit_code code = EXIT_DONE;
	int error = page_begin(&page, "allocbench report");

	if (!error)
		error = put_header(report, stream);
	for (size_t i = 0; i < SECTION_COUNT && !error && code == EXIT_DONE; i++)
		if (has_section(report, &sections[i]))
			code = put_section(&sections[i], report, &page);
	if (!error && code == EXIT_DONE)
		error = put_script(stream);
	page_end(&page);
	if (error)
		message_error("%s", page_error(error));
	return error ? EXIT_TOOL_FAILURE : code;
}
