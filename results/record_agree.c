// SPDX-License-Identifier: GPL-2.0-or-later
/* What must agree among the fields of one record, whose kinds are right already. */
#include "results/record_agree.h"

#include <errno.h>
#include <inttypes.h>

#include "results/clock.h"
#include "results/record_validate.h"

static int64_t integer_of(const json_t *record, const char *field)
{
	return json_integer_value(json_object_get(record, field));
}

/* Return: 0, or -EBADMSG where the counts of a histogram pass 64 bits. */
static int total_of(const json_t *record, const char *field, int64_t *total,
		    struct complaint *complaint)
{
	const json_t *rows = json_object_get(record, field);
	size_t i;
	json_t *row;

	*total = 0;
	json_array_foreach (rows, i, row) {
		int64_t count = json_integer_value(json_array_get(row, 1));

		if (__builtin_add_overflow(*total, count, total))
			return complain(complaint, -EBADMSG,
					"%s: the counts of %s pass 64 bits",
					record_type_of(record)->name, field);
	}
	return 0;
}

static int check_sum(const json_t *record, int64_t alloc, struct complaint *complaint)
{
	const char *type = record_type_of(record)->name;
	int64_t samples = integer_of(record, "samples");
	int64_t failures = integer_of(record, "failures");
	int64_t marked = (int64_t)json_array_size(json_object_get(record, "marked"));
	int64_t sum;

	if (!__builtin_add_overflow(alloc, marked, &sum) &&
	    !__builtin_add_overflow(sum, failures, &sum) && sum == samples)
		return 0;
	return complain(complaint, -EBADMSG,
			"%s: samples is %" PRId64 ", but alloc has %" PRId64
			", marked %" PRId64 ", failures %" PRId64,
			type, samples, alloc, marked, failures);
}

int record_agree_samples(const json_t *record, struct complaint *complaint)
{
	const char *type = record_type_of(record)->name;
	int64_t alloc, freed;
	int error = total_of(record, "alloc", &alloc, complaint);

	if (!error)
		error = total_of(record, "free", &freed, complaint);
	if (!error)
		error = check_sum(record, alloc, complaint);
	if (!error && freed != alloc && freed != 0)
		error = complain(complaint, -EBADMSG,
				 "%s: alloc counts %" PRId64 " samples, free %" PRId64,
				 type, alloc, freed);
	return error;
}

int record_agree_cell(const json_t *record, struct complaint *complaint)
{
	size_t rows = json_array_size(json_object_get(record, "trace"));
	int64_t samples = integer_of(record, "samples");

	if ((int64_t)rows > samples)
		return complain(complaint, -EBADMSG,
				"cell: trace has %zu rows of only %" PRId64 " samples",
				rows, samples);
	return record_agree_samples(record, complaint);
}

int record_agree_max(const json_t *record, struct complaint *complaint)
{
	int64_t doubling = integer_of(record, "doubling");
	int64_t exact = integer_of(record, "exact");

	if (exact >= doubling)
		return 0;
	return complain(complaint, -EBADMSG,
			"max: exact is %" PRId64 ", less than doubling, %" PRId64, exact,
			doubling);
}

int record_agree_clock(const json_t *record, struct complaint *complaint)
{
	const json_t *clock = json_object_get(record, "clock");
	const char *kind = json_string_value(json_object_get(clock, "kind"));
	enum clock_kind known;

	if (!kind || clock_from_name(kind, &known) == 0)
		return 0;
	return complain(
		complaint, -EBADMSG,
		"environment: clock.kind is \"%.60s\", which this version does not "
		"know; read it with a newer allocbench",
		kind);
}
