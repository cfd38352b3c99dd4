// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The tables of a comparison's cells: a row for each time of a cell.
 */
#include "compare_table.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>

#include "analysis/summary.h"
#include "cases.h"
#include "results/cleanup.h"

static enum text_table_tone tone_of(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_SLOWER:
	case OUTCOME_LOST:
	case OUTCOME_FAILS_MORE:
	case OUTCOME_SHRANK:
	case OUTCOME_DIED:
		return TONE_BAD;
	case OUTCOME_FASTER:
	case OUTCOME_FAILS_LESS:
	case OUTCOME_GREW:
		return TONE_GOOD;
	case OUTCOME_SHIFTED:
	case OUTCOME_INCONCLUSIVE:
	case OUTCOME_ABSENT:
		return TONE_UNSURE;
	default:
		return TONE_PLAIN;
	}
}

void compare_table_put_verdict(struct text_table *table, const struct judged *judged,
			       size_t boots_needed)
{
	bool has_way = judged->outcome == OUTCOME_SHIFTED ||
		       judged->outcome == OUTCOME_INCONCLUSIVE;
	const char *way = "";
	char boots[48] = "";

	if (has_way && judged->direction)
		way = judged->direction > 0 ? " up" : " down";
	if (boots_needed)
		snprintf(boots, sizeof(boots), ": needs %zu boots", boots_needed);
	text_table_cell(table, "%s%s%s%s", outcome_name(judged->outcome), way, boots,
			judged->expected ? ", expected" : "");
	text_table_tone(table, judged->expected ? TONE_PLAIN : tone_of(judged->outcome));
}

/* "279", or of boots that differ "278 (277..279)". */
static void put_range(struct text_table *table, const struct boot_medians *medians)
{
	char least_text[SUMMARY_TEXT_LENGTH], most_text[SUMMARY_TEXT_LENGTH];
	char text[SUMMARY_TEXT_LENGTH];
	double least, most;

	if (!medians->count) {
		text_table_cell(table, "-");
		return;
	}
	least = most = medians->values[0];
	for (size_t i = 1; i < medians->count; i++) {
		least = fmin(least, medians->values[i]);
		most = fmax(most, medians->values[i]);
	}
	summary_print(least, least_text);
	summary_print(most, most_text);
	summary_print(case_median(medians), text);
	if (least < most)
		text_table_cell(table, "%s (%s..%s)", text, least_text, most_text);
	else
		text_table_cell(table, "%s", text);
}

static void put_cost(struct text_table *table, const struct boot_medians *medians)
{
	char text[SUMMARY_TEXT_LENGTH] = "-";

	if (medians->count)
		summary_print(case_median(medians), text);
	text_table_cell(table, "%s", text);
}

static void put_change(struct text_table *table, const struct compared_cell *cell,
		       bool is_exact)
{
	double change;

	if (case_change(cell, is_exact, &change))
		text_table_cell(table, "%.4f", 1 + change);
	else
		text_table_cell(table, "-");
}

static void put_counted(struct text_table *table, const struct compared_cell *cell)
{
	put_range(table, &cell->base);
	put_range(table, &cell->new);
	put_change(table, cell, true);
	if (cell->side && cell->base.count && cell->new.count) {
		char text[SUMMARY_TEXT_LENGTH];

		summary_print(case_median(&cell->new) - case_median(&cell->base), text);
		text_table_cell(table, "%s%s",
				text[0] == '-' || text[0] == '0' ? "" : "+", text);
	} else {
		text_table_cell(table, "-");
	}
}

static void put_timed(struct text_table *table, const struct compared_cell *cell)
{
	const struct ratio *ratio = &cell->timed.ratio;

	put_cost(table, &cell->base);
	put_cost(table, &cell->new);
	put_change(table, cell, false);
	if (cell->has_ratio && ratio_is_bounded(ratio))
		text_table_cell(table, "%.4f..%.4f", ratio->low, ratio->high);
	else
		text_table_cell(table, "-");
	if (!cell->has_ratio)
		text_table_cell(table, "-");
	else if (cell->adjusted_p < 0.0001)
		text_table_cell(table, "below 0.0001");
	else
		text_table_cell(table, "%.4f", cell->adjusted_p);
}

static void add_columns(struct text_table *table, bool is_exact)
{
	text_table_key(table, "allocator", SIDE_LEFT);
	text_table_key(table, "size", SIDE_RIGHT);
	text_table_key(table, "", SIDE_LEFT);
	text_table_column(table, NULL, "base", SIDE_RIGHT);
	text_table_column(table, NULL, "new", SIDE_RIGHT);
	text_table_column(table, NULL, "ratio", SIDE_RIGHT);
	text_table_column(table, NULL, is_exact ? "difference" : "95 % interval",
			  SIDE_RIGHT);
	if (!is_exact)
		text_table_column(table, NULL, "p, adjusted", SIDE_RIGHT);
	text_table_column(table, NULL, "verdict", SIDE_LEFT);
}

static void add_row(struct text_table *table, const struct compared_cell *cell,
		    bool is_exact)
{
	text_table_cell(table, "%s", cell->key->allocator);
	text_table_cell(table, "%" PRIu64, cell->key->size);
	text_table_cell(table, "%s", cell->side ? cell->side->name : "failing");
	(is_exact ? put_counted : put_timed)(table, cell);
	compare_table_put_verdict(table, &cell->judged, cell->boots_needed);
}

static int print_way(const struct comparison *comparison, size_t first, size_t end,
		     bool only_changed, struct page *page)
{
	const struct result *result = kernel_boots_first(comparison->new);
	_cleanup_free_ char *way = way_text(&comparison->cells[first].key->way);
	struct text_table table = { 0 };
	size_t row_count = 0;
	int error;

	if (!result)
		result = kernel_boots_first(comparison->base);
	error = way ? page_heading(page, "%s: %s, %s less none", way, result_unit(result),
				   comparison->is_exact ? statistic_default->meaning
							: statistic_timed->meaning)
		    : -ENOMEM;
	add_columns(&table, comparison->is_exact);
	for (size_t i = first; i < end; i++) {
		const struct compared_cell *cell = &comparison->cells[i];

		if (only_changed && cell->judged.outcome == OUTCOME_SAME)
			continue;
		add_row(&table, cell, comparison->is_exact);
		row_count++;
	}
	if (!error && row_count)
		error = page_table(page, &table);
	else if (!error)
		error = page_note(page, "All %zu are the same.", end - first);
	text_table_free(&table);
	return error;
}

int compare_table_print(const struct comparison *comparison, bool only_changed,
			struct page *page)
{
	size_t first = 0, end;
	int error = 0;

	for (; first < comparison->cell_count && !error; first = end) {
		const struct way *way = &comparison->cells[first].key->way;

		for (end = first + 1; end < comparison->cell_count; end++)
			if (!way_equal(way, &comparison->cells[end].key->way))
				break;
		error = print_way(comparison, first, end, only_changed, page);
	}
	return error;
}
