// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Comparisons as a page for people. The tables of cells are in compare_table.c.
 */
#include "compare_page.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "analysis/cost_facts.h"
#include "compare_table.h"
#include "results/cleanup.h"

static int print_kernel(const char *name, const struct kernel_boots *boots,
			struct page *page)
{
	const struct result *first = kernel_boots_first(boots);
	size_t deaths = kernel_boots_deaths(boots);
	char died[64] = "";

	if (deaths)
		snprintf(died, sizeof(died), ", of which %zu died", deaths);
	if (!first)
		return page_fact(page, name, "%s, %zu boots%s", boots->label,
				 boots->count, died);

	_cleanup_free_ char *release = result_fact(first, "kernel.release");
	_cleanup_free_ char *version = result_fact(first, "kernel.version");

	if (!release || !version)
		return -ENOMEM;
	return page_fact(page, name, "%s: %s %s, %zu boot%s%s", boots->label, release,
			 version, boots->count, boots->count == 1 ? "" : "s", died);
}

static int print_head(const struct comparison *comparison, struct page *page)
{
	const struct result *first = kernel_boots_first(comparison->base);
	int error = page_heading(page, "%s against %s", comparison->new->label,
				 comparison->base->label);

	if (!error)
		error = print_kernel("base", comparison->base, page);
	if (!error)
		error = print_kernel("new", comparison->new, page);
	return error || !first ? error : cost_facts_print_machine(first, page);
}

static void put_sizes(struct text_table *table, const struct maximum_range *range)
{
	if (!range->boots)
		text_table_cell(table, "-");
	else if (range->least_exact == range->most_exact)
		text_table_cell(table, "%" PRIu64, range->most_exact);
	else
		text_table_cell(table, "%" PRIu64 "..%" PRIu64, range->least_exact,
				range->most_exact);
	if (range->boots)
		text_table_cell(table, "%" PRIu64, range->most_doubling);
	else
		text_table_cell(table, "-");
}

static int print_maxima(const struct comparison *comparison, struct page *page)
{
	static const char *const headings[] = { "base", "by doubling", "new",
						"by doubling" };
	struct text_table table = { 0 };
	int error;

	if (!comparison->maximum_count)
		return 0;
	error = page_heading(page, "Largest block, bytes");
	text_table_key(&table, "allocator", SIDE_LEFT);
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++)
		text_table_column(&table, NULL, headings[i], SIDE_RIGHT);
	text_table_column(&table, NULL, "verdict", SIDE_LEFT);
	for (size_t i = 0; i < comparison->maximum_count; i++) {
		const struct compared_maximum *maximum = &comparison->maxima[i];

		text_table_cell(&table, "%s", maximum->allocator);
		put_sizes(&table, &maximum->base);
		put_sizes(&table, &maximum->new);
		compare_table_put_verdict(&table, &maximum->judged, 0);
	}
	if (!error)
		error = page_table(page, &table);
	text_table_free(&table);
	return error;
}

static int print_deaths(const char *which, const struct kernel_boots *boots,
			struct page *page)
{
	int error = 0;

	for (size_t i = 0; i < boots->count && !error; i++)
		if (boots->boots[i].death)
			error = page_note(page, "A boot of %s died: %s.", which,
					  boots->boots[i].death);
	return error;
}

static int print_notes(const struct comparison *comparison, struct page *page)
{
	int error = print_deaths("the base", comparison->base, page);

	if (!error)
		error = print_deaths("the new kernel", comparison->new, page);
	if (!error && comparison->differences)
		error = page_note(page,
				  "Not comparable: %s. What may differ must be said: "
				  "--vary KEY.",
				  comparison->differences);
	if (!error && comparison->shared_perturbation)
		error = page_note(
			page,
			"Both sides have a boot with perturbation %" PRIu64
			": what a layout does to both alike does not show. Boot "
			"the sides with different ones.",
			comparison->shared_perturbation);
	return error;
}

static int print_comparison(const struct comparison *comparison, bool only_changed,
			    struct page *page)
{
	int error = print_head(comparison, page);

	if (!error)
		error = compare_table_print(comparison, only_changed, page);
	if (!error)
		error = print_maxima(comparison, page);
	return error ? error : print_notes(comparison, page);
}

static int print_unmet(const struct expected *expected, struct page *page)
{
	int error = 0;

	for (size_t i = 0; i < expected->count && !error; i++)
		if (!expected->items[i].met)
			error = page_note(page,
					  "Expected, but not seen: line %zu of the file "
					  "of expected changes (%s %s).",
					  expected->items[i].line,
					  expected->items[i].allocator,
					  outcome_name(expected->items[i].outcome));
	return error;
}

int compare_page_print(const struct final_verdict *verdict, bool only_changed,
		       struct page *page)
{
	int error = 0;

	for (size_t i = 0; i < verdict->count && !error; i++)
		error = print_comparison(&verdict->comparisons[i], only_changed, page);
	if (!error && verdict->count)
		error = print_unmet(&verdict->options->expected, page);
	return error ? error : page_line(page, "verdict: %s", verdict->summary);
}
