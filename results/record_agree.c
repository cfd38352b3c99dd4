// SPDX-License-Identifier: GPL-2.0-or-later
/* What must agree among the fields of one record, whose kinds are right already. */
#include "results/record_agree.h"

#include <errno.h>
#include <inttypes.h>

#include "results/clock.h"
#include "results/record_rows.h"
#include "results/record_validate.h"

static int64_t integer_of(const json_t *record, const char *field)
{
	return json_integer_value(json_object_get(record, field));
}

static int check_total(const json_t *record, const struct histogram *histogram,
		       const char *field, struct complaint *complaint)
{
	if (histogram->total <= INT64_MAX)
		return 0;
	return complain(complaint, -EBADMSG, "%s: the counts of %s pass 64 bits",
			record_type_of(record)->name, field);
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

/* A side that is timed counts the samples that alloc counts. */
static int check_side(const json_t *record, const struct record_rows *rows,
		      const struct histogram *side, const char *field,
		      struct complaint *complaint)
{
	int error = check_total(record, side, field, complaint);

	if (error || side->total == rows->alloc.total || side->total == 0)
		return error;
	return complain(
		complaint, -EBADMSG, "%s: alloc counts %" PRIu64 " samples, %s %" PRIu64,
		record_type_of(record)->name, rows->alloc.total, field, side->total);
}

int record_agree_samples(const json_t *record, const struct record_rows *rows,
			 struct complaint *complaint)
{
	int error = check_total(record, &rows->alloc, "alloc", complaint);

	if (!error)
		error = check_sum(record, (int64_t)rows->alloc.total, complaint);
	if (!error)
		error = check_side(record, rows, &rows->free, "free", complaint);
	if (!error)
		error = check_side(record, rows, &rows->touch, "touch", complaint);
	return error;
}

static int check_trace(const json_t *record, const struct record_rows *rows,
		       struct complaint *complaint)
{
	int64_t samples = integer_of(record, "samples");

	if ((int64_t)rows->trace_count <= samples)
		return 0;
	return complain(complaint, -EBADMSG,
			"cell: trace has %zu rows of only %" PRId64 " samples",
			rows->trace_count, samples);
}

/* Only failures that nothing disturbed have their ticks kept. */
static int check_failed(const json_t *record, const struct record_rows *rows,
			struct complaint *complaint)
{
	int64_t failures = integer_of(record, "failures");
	int error = check_total(record, &rows->failed, "failed", complaint);

	if (error || (int64_t)rows->failed.total <= failures)
		return error;
	return complain(complaint, -EBADMSG,
			"cell: failures is %" PRId64 ", but failed counts %" PRIu64,
			failures, rows->failed.total);
}

/* @width: of a row; @plain: of one without a touch. */
static int check_width(const struct record_rows *rows, const char *field, size_t width,
		       size_t plain, struct complaint *complaint)
{
	bool has_touch = rows->touch.bin_count > 0;
	bool is_wide = width > plain;

	/* A cell without any clean sample may have rows of either width. */
	if (!width || !rows->alloc.bin_count || is_wide == has_touch)
		return 0;
	return complain(complaint, -EBADMSG, "cell: touch is %s, but the rows of %s %s",
			has_touch ? "timed" : "empty", field,
			is_wide ? "have one" : "have none");
}

int record_agree_cell(const json_t *record, const struct record_rows *rows,
		      struct complaint *complaint)
{
	/* All rows have the width of the first; 0 without rows. */
	size_t marked_width =
		json_array_size(json_array_get(json_object_get(record, "marked"), 0));
	int error = record_agree_samples(record, rows, complaint);

	if (!error)
		error = check_failed(record, rows, complaint);
	if (!error)
		error = check_trace(record, rows, complaint);
	if (!error)
		error = check_width(rows, "trace", rows->trace_width, 2, complaint);
	if (!error)
		error = check_width(rows, "marked", marked_width, 3, complaint);
	return error ? error : record_agree_threads(record, rows, complaint);
}

int record_agree_max(const json_t *record, const struct record_rows *rows,
		     struct complaint *complaint)
{
	int64_t doubling = integer_of(record, "doubling");
	int64_t exact = integer_of(record, "exact");

	if (exact >= doubling)
		return 0;
	return complain(complaint, -EBADMSG,
			"max: exact is %" PRId64 ", less than doubling, %" PRId64, exact,
			doubling);
}

int record_agree_allocator(const json_t *record, const struct record_rows *rows,
			   struct complaint *complaint)
{
	static const char *const lists[] = { "flags", "contexts", "patterns" };
	bool takes_some = integer_of(record, "smallest") || integer_of(record, "largest");

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		takes_some |= json_array_size(json_object_get(record, lists[i])) > 0;
	if (!takes_some || json_is_null(json_object_get(record, "absent")))
		return 0;
	return complain(complaint, -EBADMSG,
			"allocator: %.60s is absent, but takes sizes, flags, contexts or "
			"patterns",
			json_string_value(json_object_get(record, "name")));
}

int record_agree_clock(const json_t *record, const struct record_rows *rows,
		       struct complaint *complaint)
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
