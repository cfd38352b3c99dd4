// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A comparison as rows for programs: a row a cell and side, then a row a largest block.
 */
#include "compare_records.h"

#include <math.h>

#include "analysis/table_records.h"
#include "cases.h"

static const char *const names[] = {
	"base",	      "new",	     RECORDS_OF_CELL, "side",	   "unit",
	"base_boots", "base_median", "base_least",    "base_most", "new_boots",
	"new_median", "new_least",   "new_most",      "change",	   "low",
	"high",	      "p_adjusted",  "margin",	      "verdict",   "expected",
	NULL,
};

static void put_medians(struct records *records, const struct boot_medians *medians)
{
	double least = INFINITY, most = -INFINITY;

	records_integer(records, medians->count);
	for (size_t i = 0; i < medians->count; i++) {
		least = fmin(least, medians->values[i]);
		most = fmax(most, medians->values[i]);
	}
	records_number(records, medians->count ? case_median(medians) : NAN);
	records_number(records, least);
	records_number(records, most);
}

static void put_judged(struct records *records, const struct judged *judged)
{
	records_text(records, outcome_name(judged->outcome));
	records_integer(records, judged->expected);
}

/* Fractions of the base. The interval and the p-value are of a clock that measures time.
 */
static void put_measure(struct records *records, const struct compared_cell *cell,
			bool is_exact)
{
	const struct ratio *ratio = &cell->timed.ratio;
	bool is_timed = !is_exact && cell->has_ratio;
	bool has_interval = is_timed && ratio_is_bounded(ratio);
	double change;

	records_number(records, case_change(cell, is_exact, &change) ? change : NAN);
	records_number(records, has_interval ? ratio->low - 1 : NAN);
	records_number(records, has_interval ? ratio->high - 1 : NAN);
	records_number(records, is_timed ? cell->adjusted_p : NAN);
	if (is_timed)
		records_number(records, cell->margin);
	else
		records_number(records, cell->has_ratio ? cell->counted.margin /
								  case_median(&cell->base)
							: NAN);
}

static void write_cell(const struct comparison *comparison,
		       const struct compared_cell *cell, struct records *records)
{
	const struct result *result = kernel_boots_first(comparison->base);

	records_text(records, comparison->base->label);
	records_text(records, comparison->new->label);
	records_cell(records, cell->key);
	records_text(records, cell->side ? cell->side->name : "failures");
	records_text(records, cell->side && result ? result_unit(result) : NULL);
	put_medians(records, &cell->base);
	put_medians(records, &cell->new);
	put_measure(records, cell, comparison->is_exact);
	put_judged(records, &cell->judged);
}

static void put_range(struct records *records, const struct maximum_range *range)
{
	records_integer(records, range->boots);
	if (!range->boots) {
		for (int i = 0; i < 3; i++)
			records_none(records);
		return;
	}
	records_none(records);
	records_integer(records, range->least_exact);
	records_integer(records, range->most_exact);
}

/* It has neither size nor way, and no clock takes part. */
static void write_maximum(const struct comparison *comparison,
			  const struct compared_maximum *maximum, struct records *records)
{
	records_text(records, comparison->base->label);
	records_text(records, comparison->new->label);
	records_text(records, maximum->allocator);
	for (int i = 0; i < 1 + WAY_FIELD_COUNT; i++)
		records_none(records);
	records_text(records, "largest block");
	records_text(records, "bytes");
	put_range(records, &maximum->base);
	put_range(records, &maximum->new);
	for (int i = 0; i < 5; i++)
		records_none(records);
	put_judged(records, &maximum->judged);
}

int compare_records_write(const struct final_verdict *verdict, enum records_format format,
			  FILE *stream)
{
	struct records records;

	records_begin(&records, stream, format, names);
	for (size_t i = 0; i < verdict->count; i++) {
		const struct comparison *comparison = &verdict->comparisons[i];

		for (size_t j = 0; j < comparison->cell_count; j++)
			write_cell(comparison, &comparison->cells[j], &records);
		for (size_t j = 0; j < comparison->maximum_count; j++)
			write_maximum(comparison, &comparison->maxima[j], &records);
	}
	return records_end(&records);
}
