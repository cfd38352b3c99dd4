// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the counters of a record to rates.
 */
#include "counted.h"

#define RATE_SAMPLES 1000.0

const struct counted_kind counted_kinds[COUNTED_KIND_COUNT] = {
	{ "path",     false },
	{ "hardware", true },
};

struct counted counted_of(const json_t *record)
{
	struct counted counted = {
		.sample_count = (uint64_t)json_integer_value(
			json_object_get(record, "samples")),
	};

	for (size_t i = 0; i < COUNTED_KIND_COUNT; i++)
		counted.changes[i] =
			json_incref(json_object_get(record, counted_kinds[i].name));
	return counted;
}

void counted_free(struct counted *counted)
{
	for (size_t i = 0; i < COUNTED_KIND_COUNT; i++)
		json_decref(counted->changes[i]);
}

bool counted_rate(const struct counted *counted, size_t kind, const char *name,
		  double *rate)
{
	const json_t *change = json_object_get(counted->changes[kind], name);

	if (!json_is_integer(change) || !counted->sample_count)
		return false;
	*rate = RATE_SAMPLES * (double)json_integer_value(change) /
		(double)counted->sample_count;
	return true;
}
