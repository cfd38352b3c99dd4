// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A comparison as a list of cases in words.
 */
#include "cases.h"

#include <errno.h>
#include <gsl/gsl_statistics_double.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "results/cleanup.h"

bool case_is_skipped(const struct comparison_case *item)
{
	return item->judged->code == EXIT_DONE &&
	       (item->judged->outcome == OUTCOME_ABSENT ||
		item->judged->outcome == OUTCOME_INCONCLUSIVE);
}

double case_median(const struct boot_medians *medians)
{
	_cleanup_free_ double *copy = calloc(medians->count, sizeof(*copy));

	if (!copy)
		return medians->values[0];
	memcpy(copy, medians->values, medians->count * sizeof(*copy));
	return gsl_stats_median(copy, 1, medians->count);
}

bool case_change(const struct compared_cell *cell, bool is_exact, double *change)
{
	if (!cell->side || !cell->has_ratio)
		return false;
	if (is_exact) {
		double base = case_median(&cell->base);

		*change = case_median(&cell->new) / base - 1;
		return base > 0;
	}
	*change = cell->timed.ratio.estimate - 1;
	return true;
}

const struct compared_cell *case_worst_cell(const struct comparison *comparison,
					    enum outcome outcome)
{
	const struct compared_cell *worst = NULL;
	double most = -INFINITY, change;

	for (size_t i = 0; i < comparison->cell_count; i++) {
		const struct compared_cell *cell = &comparison->cells[i];

		if (cell->judged.outcome != outcome || cell->judged.expected ||
		    !case_change(cell, comparison->is_exact, &change) ||
		    fabs(change) <= most)
			continue;
		worst = cell;
		most = fabs(change);
	}
	return worst;
}

struct visitor {
	int (*visit)(const struct comparison_case *item, void *context);
	void *context;
};

static int tell(const struct visitor *visitor, const char *name, const char *detail,
		const struct judged *judged)
{
	const struct comparison_case item = { name, detail, judged };

	return name && detail ? visitor->visit(&item, visitor->context) : -ENOMEM;
}

static int visit_boot(const struct comparison *comparison, size_t i,
		      const struct visitor *visitor)
{
	const struct boot *boot = &comparison->new->boots[i];
	_cleanup_free_ char *name = NULL;

	if (asprintf(&name, "boot %zu", i + 1) < 0)
		name = NULL;
	return tell(visitor, name, boot->death ? boot->death : boot->path,
		    &comparison->boots[i]);
}

static void print_values(FILE *stream, const struct boot_medians *medians)
{
	char text[SUMMARY_TEXT_LENGTH];

	if (!medians->count) {
		fputs("nothing", stream);
		return;
	}
	summary_print(case_median(medians), text);
	fputs(text, stream);
}

static char *cell_detail(const struct comparison *comparison,
			 const struct compared_cell *cell)
{
	char *text = NULL;
	size_t length;
	double change;
	FILE *stream = open_memstream(&text, &length);

	if (!stream)
		return NULL;
	print_values(stream, &cell->base);
	fputs(" in the base, ", stream);
	print_values(stream, &cell->new);
	fputs(" in the new kernel", stream);
	if (case_change(cell, comparison->is_exact, &change))
		fprintf(stream, ", %+.2f %%", change * 100);
	if (cell->boots_needed)
		fprintf(stream, "; %zu boots a side would settle it", cell->boots_needed);
	if (fclose(stream)) {
		free(text);
		return NULL;
	}
	return text;
}

static int visit_cell(const struct comparison *comparison, size_t i,
		      const struct visitor *visitor)
{
	const struct compared_cell *cell = &comparison->cells[i];
	_cleanup_free_ char *way = way_text(&cell->key->way);
	_cleanup_free_ char *detail = cell_detail(comparison, cell);
	_cleanup_free_ char *name = NULL;

	if (!way || asprintf(&name, "%s %" PRIu64 " %s, %s", cell->key->allocator,
			     cell->key->size, cell->side ? cell->side->name : "failures",
			     way) < 0)
		name = NULL;
	return tell(visitor, name, detail, &cell->judged);
}

static int visit_maximum(const struct comparison *comparison, size_t i,
			 const struct visitor *visitor)
{
	const struct compared_maximum *maximum = &comparison->maxima[i];
	_cleanup_free_ char *name = NULL;
	_cleanup_free_ char *detail = NULL;

	if (asprintf(&name, "%s largest block", maximum->allocator) < 0)
		name = NULL;
	if (asprintf(&detail,
		     "%" PRIu64 " bytes in the base, %" PRIu64 " in the new kernel",
		     maximum->base.most_exact, maximum->new.most_exact) < 0)
		detail = NULL;
	return tell(visitor, name, detail, &maximum->judged);
}

int cases_visit(const struct comparison *comparison,
		int (*visit)(const struct comparison_case *item, void *context),
		void *context)
{
	const struct visitor visitor = { visit, context };
	const struct {
		size_t count;
		int (*visit)(const struct comparison *comparison, size_t i,
			     const struct visitor *visitor);
	} parts[] = {
		{ comparison->boots ? comparison->new->count : 0, visit_boot },
		{ comparison->cell_count, visit_cell },
		{ comparison->maximum_count, visit_maximum },
	};
	int error = 0;

	for (size_t part = 0; part < sizeof(parts) / sizeof(parts[0]); part++)
		for (size_t i = 0; i < parts[part].count && !error; i++)
			error = parts[part].visit(comparison, i, &visitor);
	return error;
}
