// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A verdict as JUnit's XML, as CI systems show it.
 */
#include <errno.h>

#include "analysis/escape.h"
#include "cases.h"
#include "report_files.h"
#include "results/cleanup.h"

struct counts {
	size_t tests, failures, skipped;
};

static int count_case(const struct comparison_case *item, void *context)
{
	struct counts *counts = context;

	counts->tests++;
	counts->failures += item->judged->code != EXIT_DONE;
	counts->skipped += case_is_skipped(item);
	return 0;
}

static int put_case(const struct comparison_case *item, void *context)
{
	FILE *stream = context;
	_cleanup_free_ char *name = escape_xml(item->name);
	_cleanup_free_ char *detail = escape_xml(item->detail);
	const char *outcome = outcome_name(item->judged->outcome);

	if (!name || !detail)
		return -ENOMEM;
	fprintf(stream, "    <testcase classname=\"allocbench\" name=\"%s\">\n", name);
	if (item->judged->code != EXIT_DONE)
		fprintf(stream, "      <failure type=\"%s\" message=\"%s: %s\"/>\n",
			outcome, outcome, detail);
	else if (case_is_skipped(item))
		fprintf(stream, "      <skipped message=\"%s: %s\"/>\n", outcome, detail);
	fprintf(stream, "      <system-out>%s: %s%s</system-out>\n    </testcase>\n",
		outcome, detail, item->judged->expected ? " (expected)" : "");
	return 0;
}

/* Why nothing could be compared, or the base died: what no case of the new kernel says.
 */
static int put_error(const struct comparison *comparison, FILE *stream)
{
	_cleanup_free_ char *why =
		escape_xml(comparison->differences ? comparison->differences
						   : "a boot of the base died");

	if (!why)
		return -ENOMEM;
	fprintf(stream,
		"    <testcase classname=\"allocbench\" name=\"comparison\">\n"
		"      <error type=\"%s\" message=\"%s\"/>\n    </testcase>\n",
		exit_code_name(comparison->code), why);
	return 0;
}

static bool has_error(const struct comparison *comparison)
{
	return comparison->code == EXIT_NOT_COMPARABLE ||
	       comparison->code == EXIT_TOOL_FAILURE;
}

static int put_suite(const struct comparison *comparison, FILE *stream)
{
	_cleanup_free_ char *name = escape_xml(comparison->new->label);
	struct counts counts = { 0 };
	int error = cases_visit(comparison, count_case, &counts);

	if (!name)
		return -ENOMEM;
	fprintf(stream,
		"  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\" errors=\"%d\" "
		"skipped=\"%zu\">\n",
		name, counts.tests + has_error(comparison), counts.failures,
		has_error(comparison), counts.skipped);
	if (!error && has_error(comparison))
		error = put_error(comparison, stream);
	if (!error)
		error = cases_visit(comparison, put_case, stream);
	fputs("  </testsuite>\n", stream);
	return error;
}

int report_junit(const struct final_verdict *verdict, FILE *stream)
{
	int error = 0;

	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", stream);
	for (size_t i = 0; i < verdict->count && !error; i++)
		error = put_suite(&verdict->comparisons[i], stream);
	fputs("</testsuites>\n", stream);
	return error;
}
