// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The rows of the terminal's tables.
 */
#include <errno.h>
#include <inttypes.h>

#include "report.h"
#include "results/size.h"

#define COST_TEXT_LENGTH 80

struct report report_begin(enum clock_kind clock)
{
	return (struct report){ .clock = clock };
}

static int add_cell_heading(struct report *report)
{
	if (report->cells.row_count)
		return 0;
	return text_table_add(&report->cells, "allocator\tsize\tgfp\tpattern\tcontext\t"
					      "alloc\tp95\tfree\tmarked\tfailed");
}

static const char *gfp_of(const struct point *point)
{
	return *point->gfp ? point->gfp : "-";
}

static void size_text(const struct point *point, char text[static SIZE_TEXT_LENGTH])
{
	if (point->row->size_means == SIZE_MEANS_BYTES)
		size_print(point->size, text);
	else
		snprintf(text, SIZE_TEXT_LENGTH, "%" PRIu64, point->size);
}

/* A cell without an undisturbed sample has no cost. */
static void cost_text(const struct cell *cell, const struct cell *none,
		      char text[static COST_TEXT_LENGTH])
{
	double clock = histogram_median(&none->alloc);

	snprintf(text, COST_TEXT_LENGTH, "?\t?\t?");
	if (cell->alloc.total)
		snprintf(text, COST_TEXT_LENGTH, "%.10g\t%.10g\t%.10g",
			 histogram_median(&cell->alloc) - clock,
			 histogram_quantile(&cell->alloc, 0.95) - clock,
			 histogram_median(&cell->free) - histogram_median(&none->free));
}

int report_cell(struct report *report, const struct point *point, const struct cell *cell,
		const struct cell *none)
{
	char size[SIZE_TEXT_LENGTH], cost[COST_TEXT_LENGTH];

	if (add_cell_heading(report))
		return -ENOMEM;
	size_text(point, size);
	cost_text(cell, none, cost);
	return text_table_add(&report->cells, "%s\t%s\t%s\t%s\t%s\t%s\t%zu\t%" PRIu64,
			      point->row->name, size, gfp_of(point), point->pattern,
			      point->context, cost, cell->marked.count, cell->failures);
}

int report_maximum(struct report *report, const struct point *point,
		   const struct maximum *maximum, const char *limit)
{
	if (!report->maxima.row_count &&
	    text_table_add(&report->maxima,
			   "allocator\tdoubling\texact\tresolution\tlimit\tprobes"))
		return -ENOMEM;
	return text_table_add(&report->maxima,
			      "%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%s\t%" PRIu64,
			      point->row->name, maximum->doubling, maximum->exact,
			      maximum->resolution, limit, maximum->probes);
}

void report_print(const struct report *report, FILE *stream)
{
	size_t width = text_table_width();

	if (report->cells.row_count) {
		fprintf(stream,
			"Cost in %s: medians less those of none, the clock's own\n\n",
			clock_unit(report->clock));
		text_table_print(&report->cells, width, stream);
	}
	if (report->maxima.row_count) {
		fprintf(stream, "%sLargest block in bytes\n\n",
			report->cells.row_count ? "\n" : "");
		text_table_print(&report->maxima, width, stream);
	}
}

void report_free(struct report *report)
{
	text_table_free(&report->cells);
	text_table_free(&report->maxima);
}
