// SPDX-License-Identifier: GPL-2.0-or-later
/* What must agree between a cell and the threads that took its samples. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "results/cleanup.h"
#include "results/record_agree.h"
#include "results/record_rows.h"
#include "results/record_validate.h"

static int64_t integer_of(const json_t *object, const char *field)
{
	return json_integer_value(json_object_get(object, field));
}

/* Kinds are right already: a sum of integers of 63 bits may still pass 64. */
static int check_count(const json_t *cell, const char *field, struct complaint *complaint)
{
	int64_t whole = integer_of(cell, field), sum = 0;
	bool fits = true;
	size_t i;
	json_t *thread;

	json_array_foreach (json_object_get(cell, "threads"), i, thread)
		fits &= !__builtin_add_overflow(sum, integer_of(thread, field), &sum);
	if (fits && sum == whole)
		return 0;
	return complain(complaint, -EBADMSG,
			"cell: %s is %" PRId64 ", but its threads' do not add up to that",
			field, whole);
}

static struct value_count bin_of(const json_t *row)
{
	return (struct value_count){
		(uint64_t)json_integer_value(json_array_get(row, 0)),
		(uint64_t)json_integer_value(json_array_get(row, 1)),
	};
}

/* Return: the sum of a histogram's counts, or UINT64_MAX where it is beyond. */
static uint64_t total_of(const json_t *thread, const char *side)
{
	uint64_t total = 0;
	size_t i;
	json_t *row;

	json_array_foreach (json_object_get(thread, side), i, row)
		if (__builtin_add_overflow(total, bin_of(row).count, &total))
			total = UINT64_MAX;
	return total;
}

static int check_thread(const json_t *thread, size_t i, struct complaint *complaint)
{
	int64_t samples = integer_of(thread, "samples");
	int64_t failures = integer_of(thread, "failures");
	uint64_t alloc = total_of(thread, "alloc"), freed = total_of(thread, "free");

	if (alloc > INT64_MAX || freed > INT64_MAX)
		return complain(complaint, -EBADMSG,
				"cell: the counts of threads[%zu] pass 64 bits", i);
	if (failures > samples || (int64_t)alloc > samples - failures)
		return complain(complaint, -EBADMSG,
				"cell: threads[%zu]: samples is %" PRId64
				", but alloc has %" PRIu64 ", failures %" PRId64,
				i, samples, alloc, failures);
	if (freed != alloc && freed != 0)
		return complain(complaint, -EBADMSG,
				"cell: threads[%zu]: alloc counts %" PRIu64
				" samples, free %" PRIu64,
				i, alloc, freed);
	return 0;
}

static int compare_bins(const void *one, const void *other)
{
	uint64_t a = ((const struct value_count *)one)->value;
	uint64_t b = ((const struct value_count *)other)->value;

	return (a > b) - (a < b);
}

/* All bins of all threads, ascending. @bins has room for bin_count_of() them. */
static void gather(const json_t *cell, const char *side, struct value_count *bins)
{
	size_t count = 0, i, j;
	json_t *thread, *row;

	json_array_foreach (json_object_get(cell, "threads"), i, thread)
		json_array_foreach (json_object_get(thread, side), j, row)
			bins[count++] = bin_of(row);
	qsort(bins, count, sizeof(*bins), compare_bins);
}

static size_t bin_count_of(const json_t *cell, const char *side)
{
	size_t count = 0, i;
	json_t *thread;

	json_array_foreach (json_object_get(cell, "threads"), i, thread)
		count += json_array_size(json_object_get(thread, side));
	return count;
}

/* Return: bins that have the value of the first, their counts in @sum. */
static size_t sum_up(const struct value_count *bins, size_t count,
		     struct value_count *sum)
{
	size_t used = 0;

	*sum = (struct value_count){ bins[0].value, 0 };
	for (; used < count && bins[used].value == sum->value; used++)
		if (__builtin_add_overflow(sum->count, bins[used].count, &sum->count))
			sum->count = UINT64_MAX;
	return used;
}

static bool adds_up(const struct histogram *whole, const struct value_count *bins,
		    size_t count)
{
	for (size_t i = 0; i < whole->bin_count; i++) {
		struct value_count sum;

		if (!count)
			return false;
		size_t used = sum_up(bins, count, &sum);
		if (sum.value != whole->bins[i].value ||
		    sum.count != whole->bins[i].count)
			return false;
		bins += used;
		count -= used;
	}
	return count == 0;
}

static int check_side(const json_t *cell, const struct histogram *whole, const char *side,
		      struct complaint *complaint)
{
	size_t count = bin_count_of(cell, side);
	_cleanup_free_ struct value_count *bins = calloc(count + 1, sizeof(*bins));

	if (!bins)
		return complain(complaint, -ENOMEM, "out of memory");
	gather(cell, side, bins);
	if (adds_up(whole, bins, count))
		return 0;
	return complain(complaint, -EBADMSG,
			"cell: the %s of its threads do not add up to its own", side);
}

int record_agree_threads(const json_t *record, const struct record_rows *rows,
			 struct complaint *complaint)
{
	const json_t *threads = json_object_get(record, "threads");
	size_t count = json_array_size(threads);
	int error = 0;

	if (!count)
		return integer_of(record, "start_skew") == 0
			       ? 0
			       : complain(complaint, -EBADMSG,
					  "cell: start_skew is not 0, but there are no "
					  "threads");
	for (size_t i = 0; i < count && !error; i++)
		error = check_thread(json_array_get(threads, i), i, complaint);
	if (!error)
		error = check_count(record, "samples", complaint);
	if (!error)
		error = check_count(record, "failures", complaint);
	if (!error)
		error = check_side(record, &rows->alloc, "alloc", complaint);
	return error ? error : check_side(record, &rows->free, "free", complaint);
}
