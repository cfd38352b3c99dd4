// SPDX-License-Identifier: GPL-2.0-or-later
/* A large result is written and read without waiting: nothing grows with the square. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "results/cleanup.h"
#include "results/record.h"
#include "results/tests/outcome.h"

#define BINS 100000

/* CPU seconds; the machine may be busy with other things, and a sanitizer is slow. */
#define LIMIT 5.0

static struct value_count bins[BINS];

static struct record_reader *open_good(void)
{
	struct record_reader *reader;

	assert_int_equal(record_reader_open(corpus_path("good.jsonl"), &reader), 0);
	return reader;
}

/* The cell that was read, with a histogram of its own. */
static void enlarge(json_t *cell, const struct histogram *histogram,
		    struct record_writer *writer)
{
	const struct record_series series[] = { record_series_of("alloc", histogram),
						record_series_of("free", histogram) };

	json_object_del(cell, "alloc");
	json_object_del(cell, "free");
	json_object_set_new(cell, "marked", json_array());
	json_object_set_new(cell, "samples", json_integer((json_int_t)histogram->total));
	assert_int_equal(record_write(writer, cell, series, 2), 0);
}

/* Of a cell without failures and threads, the histograms may be anything. */
static bool is_large(const json_t *record)
{
	const char *pattern = json_string_value(json_object_get(record, "pattern"));
	bool is_cell = json_object_get(record, "failures") != NULL;

	return is_cell && strcmp(pattern, "pair") == 0;
}

static void write_large(const struct histogram *histogram)
{
	FILE *stream = fopen(scratch_path(), "w");
	struct record_writer *writer = record_writer_new(stream);
	struct record_reader *reader = open_good();
	json_t *record;

	while (record_read(reader, &record) == 1) {
		if (is_large(record))
			enlarge(record, histogram, writer);
		else
			assert_int_equal(record_write(writer, record, NULL, 0), 0);
		json_decref(record);
	}
	record_reader_free(reader);
	record_writer_free(writer);
	assert_int_equal(fclose(stream), 0);
}

static void a_hundred_thousand_bins_are_quick(void **state)
{
	struct histogram histogram = { bins, BINS, 0 };

	for (size_t i = 0; i < BINS; i++) {
		bins[i] = (struct value_count){ 1000 + 3 * i, 1 + i % 7 };
		histogram.total += bins[i].count;
	}

	clock_t begin = clock();
	write_large(&histogram);
	struct outcome outcome = outcome_of(scratch_path());
	double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;

	assert_string_equal(outcome.message, "");
	assert_true(outcome.complete);
	printf("# 4 cells of 2 * %d bins: %.2f s of CPU time\n", BINS, seconds);
	assert_true(seconds < LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hundred_thousand_bins_are_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
