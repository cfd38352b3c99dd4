// SPDX-License-Identifier: GPL-2.0-or-later
/* How a histogram stands in a record: [[value, count], ...], there and back. */
#include "results/record.h"

#include <errno.h>

/* A histogram's bins are written as they lie in memory: pairs of numbers. */
_Static_assert(sizeof(struct value_count) == 2 * sizeof(uint64_t),
	       "value_count is not a pair of numbers");
_Static_assert(offsetof(struct value_count, count) == sizeof(uint64_t),
	       "value_count does not begin with its value");

struct record_series record_series_of(const char *name, const struct histogram *histogram)
{
	return (struct record_series){
		.name = name,
		.width = 2,
		.count = histogram->bin_count,
		.values = (const uint64_t *)histogram->bins,
	};
}

static uint64_t number_at(const json_t *row, size_t column)
{
	return (uint64_t)json_integer_value(json_array_get(row, column));
}

int record_histogram(const json_t *record, const char *field, struct histogram *histogram)
{
	const json_t *rows = json_object_get(record, field), *row;
	size_t i, room = 0;

	*histogram = (struct histogram){ NULL, 0, 0 };
	if (!json_is_array(rows))
		return -ENOENT;
	json_array_foreach (rows, i, row) {
		struct value_count bin = { number_at(row, 0), number_at(row, 1) };

		if (histogram_append(histogram, &room, bin)) {
			histogram_free(histogram);
			return -ENOMEM;
		}
	}
	histogram_fit(histogram);
	return 0;
}
