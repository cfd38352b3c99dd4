// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A verdict as JSON.
 */
#include <errno.h>
#include <jansson.h>
#include <math.h>

#include "cases.h"
#include "report_files.h"
#include "results/cleanup.h"
#include "results/json_text.h"
#include "way_json.h"

static json_t *number_or_null(bool known, double value)
{
	return known && isfinite(value) ? json_real(value) : json_null();
}

static json_t *medians_json(const struct boot_medians *medians)
{
	json_t *values = json_array();

	for (size_t i = 0; i < medians->count; i++)
		json_array_append_new(values, json_real(medians->values[i]));
	return json_pack(
		"{s:o, s:o}", "median",
		number_or_null(medians->count, medians->count ? case_median(medians) : 0),
		"boots", values);
}

static json_t *judged_json(const struct judged *judged)
{
	return json_pack("{s:s, s:i, s:b, s:i}", "outcome", outcome_name(judged->outcome),
			 "direction", judged->direction, "expected", judged->expected,
			 "exit_code", judged->code);
}

/* What decided: of an exact clock a gap, of one that measures time a ratio. */
static json_t *measure_json(const struct compared_cell *cell, bool is_exact)
{
	const struct ratio *ratio = &cell->timed.ratio;

	if (!cell->has_ratio)
		return json_null();
	if (is_exact)
		return json_pack("{s:f, s:f}", "gap", cell->counted.gap, "margin",
				 cell->counted.margin);
	return json_pack("{s:f, s:o, s:o, s:f, s:f, s:f}", "ratio", ratio->estimate,
			 "low", number_or_null(ratio_is_bounded(ratio), ratio->low),
			 "high", number_or_null(ratio_is_bounded(ratio), ratio->high),
			 "p", cell->timed.p, "adjusted_p", cell->adjusted_p, "margin",
			 cell->margin);
}

static json_t *cell_json(const struct compared_cell *cell, bool is_exact)
{
	json_t *object = judged_json(&cell->judged);
	json_t *key = json_pack(
		"{s:s, s:I, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "allocator",
		cell->key->allocator, "size", (json_int_t)cell->key->size, "side",
		cell->side ? cell->side->name : "failures", "way",
		way_json(&cell->key->way), "base", medians_json(&cell->base), "new",
		medians_json(&cell->new), "measure", measure_json(cell, is_exact),
		"change", json_null(), "boots_needed",
		cell->boots_needed ? json_integer((json_int_t)cell->boots_needed)
				   : json_null());
	double change;

	if (key && case_change(cell, is_exact, &change))
		json_object_set_new(key, "change", number_or_null(true, change));
	if (!object || json_object_update_new(key, object)) {
		json_decref(key);
		return NULL;
	}
	return key;
}

static json_t *range_json(const struct maximum_range *range)
{
	if (!range->boots)
		return json_null();
	return json_pack(
		"{s:I, s:[I, I], s:[I, I], s:I, s:s}", "boots", (json_int_t)range->boots,
		"doubling", (json_int_t)range->least_doubling,
		(json_int_t)range->most_doubling, "exact", (json_int_t)range->least_exact,
		(json_int_t)range->most_exact, "resolution",
		(json_int_t)range->resolution, "limit", range->limit);
}

static json_t *maximum_json(const struct compared_maximum *maximum)
{
	json_t *object =
		json_pack("{s:s, s:o, s:o}", "allocator", maximum->allocator, "base",
			  range_json(&maximum->base), "new", range_json(&maximum->new));
	json_t *judged = judged_json(&maximum->judged);

	if (!judged || json_object_update_new(object, judged)) {
		json_decref(object);
		return NULL;
	}
	return object;
}

static json_t *boots_json(const struct kernel_boots *boots)
{
	json_t *array = json_array();

	for (size_t i = 0; i < boots->count; i++)
		json_array_append_new(array, json_pack("{s:s, s:s?}", "file",
						       boots->boots[i].path, "death",
						       boots->boots[i].death));
	return json_pack("{s:s, s:o}", "label", boots->label, "boots", array);
}

static json_t *keys_json(comparable_set set)
{
	json_t *keys = json_array();

	for (size_t i = 0; comparable_key(i); i++)
		if (set & (1u << i))
			json_array_append_new(keys, json_string(comparable_key(i)));
	return keys;
}

static json_t *tally_json(const struct comparison *comparison)
{
	json_t *tally = json_object();

	for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++)
		if (comparison->tally[outcome] && outcome != OUTCOME_ENDED)
			json_object_set_new(
				tally, outcome_name((enum outcome)outcome),
				json_integer((json_int_t)comparison->tally[outcome]));
	return tally;
}

static json_t *comparison_json(const struct comparison *comparison)
{
	json_t *cells = json_array(), *maxima = json_array();

	for (size_t i = 0; i < comparison->cell_count; i++)
		json_array_append_new(
			cells, cell_json(&comparison->cells[i], comparison->is_exact));
	for (size_t i = 0; i < comparison->maximum_count; i++)
		json_array_append_new(maxima, maximum_json(&comparison->maxima[i]));
	return json_pack("{s:o, s:i, s:s, s:s?, s:o, s:I, s:o, s:o, s:o}", "new",
			 boots_json(comparison->new), "exit_code", comparison->code,
			 "verdict", exit_code_name(comparison->code), "differences",
			 comparison->differences, "varied", keys_json(comparison->varied),
			 "expected", (json_int_t)comparison->expected_count, "tally",
			 tally_json(comparison), "cells", cells, "maxima", maxima);
}

int report_json(const struct final_verdict *verdict, FILE *stream)
{
	const struct result *first =
		verdict->base ? kernel_boots_first(verdict->base) : NULL;
	json_t *comparisons = json_array();

	for (size_t i = 0; i < verdict->count; i++)
		json_array_append_new(comparisons,
				      comparison_json(&verdict->comparisons[i]));

	_cleanup_json_ json_t *root = json_pack(
		"{s:s, s:i, s:s, s:s, s:s?, s:o, s:o}", "schema", VERDICT_SCHEMA, "exit_code",
		verdict->code, "verdict", exit_code_name(verdict->code), "summary",
		verdict->summary, "clock", first ? clock_name(first->clock) : NULL,
		"base", verdict->base ? boots_json(verdict->base) : json_null(),
		"comparisons", comparisons);

	if (!root || json_array_size(comparisons) != verdict->count)
		return -ENOMEM;
	return json_text_print(root, stream, JSON_INDENT(1) | JSON_ENSURE_ASCII);
}
