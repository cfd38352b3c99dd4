// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The rows of the terminal's tables.
 */
#include <errno.h>
#include <inttypes.h>

#include "report.h"
#include "results/size.h"

struct report report_begin(enum clock_kind clock, const struct cell *none)
{
	return (struct report){
		.clock = clock,
		.none = { histogram_median(&none->alloc), histogram_median(&none->free) },
	};
}

static int add_cell_heading(struct report *report)
{
	if (report->cells.row_count)
		return 0;
	return text_table_add(&report->cells,
			      "allocator\tsize\tgfp\talloc\tp95\tfree\tmarked\tfailed");
}

static const char *gfp_of(const struct point *point)
{
	return *point->gfp ? point->gfp : "-";
}

/* A cell without an undisturbed sample has no cost. */
static int add_costless(struct report *report, const struct point *point,
			const struct cell *cell, const char *size)
{
	return text_table_add(&report->cells, "%s\t%s\t%s\t?\t?\t?\t%zu\t%" PRIu64,
			      point->row->name, size, gfp_of(point),
			      json_array_size(cell->marked), cell->failures);
}

static void size_text(const struct point *point, char text[static SIZE_TEXT_LENGTH])
{
	if (point->row->size_means == SIZE_MEANS_BYTES)
		size_print(point->size, text);
	else
		snprintf(text, SIZE_TEXT_LENGTH, "%" PRIu64, point->size);
}

int report_cell(struct report *report, const struct point *point, const struct cell *cell)
{
	char size[SIZE_TEXT_LENGTH];

	if (add_cell_heading(report))
		return -ENOMEM;
	size_text(point, size);
	if (!cell->alloc.total)
		return add_costless(report, point, cell, size);
	return text_table_add(&report->cells,
			      "%s\t%s\t%s\t%.10g\t%.10g\t%.10g\t%zu\t%" PRIu64,
			      point->row->name, size, gfp_of(point),
			      histogram_median(&cell->alloc) - report->none[0],
			      histogram_quantile(&cell->alloc, 0.95) - report->none[0],
			      histogram_median(&cell->free) - report->none[1],
			      json_array_size(cell->marked), cell->failures);
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
			"Cost in %s: medians less the clock's own (none: %.10g and %.10g)\n\n",
			clock_unit(report->clock), report->none[0], report->none[1]);
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
