// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A verdict as KTAP, the kernel's own form of TAP (Documentation/dev-tools/ktap.rst).
 */
#include <errno.h>
#include <string.h>

#include "analysis/escape.h"
#include "cases.h"
#include "report_files.h"
#include "results/cleanup.h"

struct subtest {
	FILE *stream;
	size_t count;
};

static int count_case(const struct comparison_case *item, void *context)
{
	struct subtest *subtest = context;

	subtest->count++;
	return 0;
}

/* A '#' in a name would begin a directive. */
static char *description(const char *text)
{
	char *harmless = escape_terminal(text);

	for (char *at = harmless; at && *at; at++)
		if (*at == '#')
			*at = ' ';
	return harmless;
}

static int put_case(const struct comparison_case *item, void *context)
{
	struct subtest *subtest = context;
	_cleanup_free_ char *name = description(item->name);
	_cleanup_free_ char *detail = description(item->detail);
	bool is_skipped = case_is_skipped(item);

	if (!name || !detail)
		return -ENOMEM;
	fprintf(subtest->stream, "    # %s: %s%s\n    %s %zu %s%s%s\n",
		outcome_name(item->judged->outcome), detail,
		item->judged->expected ? " (expected)" : "",
		item->judged->code == EXIT_DONE ? "ok" : "not ok", ++subtest->count, name,
		is_skipped ? " # SKIP " : "",
		is_skipped ? outcome_name(item->judged->outcome) : "");
	return 0;
}

static int put_comparison(const struct comparison *comparison, size_t number,
			  FILE *stream)
{
	struct subtest subtest = { .stream = stream };
	_cleanup_free_ char *label = description(comparison->new->label);
	_cleanup_free_ char *why =
		description(comparison->differences ? comparison->differences : "");
	int error = cases_visit(comparison, count_case, &subtest);

	if (!label || !why)
		return -ENOMEM;
	fprintf(stream, "    KTAP version 1\n    # Subtest: %s\n    1..%zu\n", label,
		subtest.count);
	subtest.count = 0;
	if (*why)
		fprintf(stream, "    # not comparable: %s\n", why);
	if (!error)
		error = cases_visit(comparison, put_case, &subtest);
	fprintf(stream, "%s %zu %s\n", comparison->code == EXIT_DONE ? "ok" : "not ok",
		number, label);
	return error;
}

int report_ktap(const struct final_verdict *verdict, FILE *stream)
{
	int error = 0;

	fprintf(stream, "KTAP version 1\n1..%zu\n", verdict->count);
	for (size_t i = 0; i < verdict->count && !error; i++)
		error = put_comparison(&verdict->comparisons[i], i + 1, stream);
	return error;
}
