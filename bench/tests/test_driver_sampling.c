// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The whole driver against the fake module: how many samples a cell gets, and at what
 * cost.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "driver.h"

#define KMALLOC "run --alloc kmalloc --sizes 64 --no-max "

#define MIB ((size_t)1 << 20)

/* A million samples in the order taken are 24 MB; the rest is the driver and the fake. */
#define RAW_BOUND (48 * MIB)

/**
 * struct expected - of the cell kmalloc of 64 bytes
 * @least, @most: samples
 */
struct expected {
	const char *faults;
	const char *command;
	const char *stop;
	json_int_t least;
	json_int_t most;
	json_int_t warmup;
};

static void check(const struct expected *expected)
{
	struct outcome outcome = driver_run(expected->faults, expected->command);
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);
	json_int_t samples = driver_integer(cell, "samples");

	if (strcmp(driver_string(cell, "stop"), expected->stop) ||
	    samples < expected->least || samples > expected->most ||
	    driver_integer(cell, "warmup") != expected->warmup)
		fail_msg("%s: %s, %lld samples, warm-up %lld", expected->command,
			 driver_string(cell, "stop"), (long long)samples,
			 (long long)driver_integer(cell, "warmup"));
	json_decref(records);
}

static void sampling_ends_for_a_reason(void **state)
{
	static const struct expected rows[] = {
		{ "", KMALLOC, "precise", 1024, 1024, 256 },
		{ "noisy", KMALLOC "--seed 1", "precise", 65536, 262144, 1024 },
		{ "noisy", KMALLOC "--max-samples 20000", "max_samples", 20000, 20000,
		  1024 },
		{ "noisy", KMALLOC "--max-samples 100", "max_samples", 100, 100, 1024 },
		{ "", KMALLOC "--samples 40000", "count", 40000, 40000, 256 },
		{ "", KMALLOC "--samples 7 --warmup 5", "count", 7, 7, 5 },
		{ "", KMALLOC "--warmup 0", "precise", 1024, 1024, 0 },
		{ "", "run --preset book --alloc kmalloc --sizes 64 --no-max", "count",
		  1024, 1024, 64 },
		/* A cell that has no median does not wait for one. */
		{ "marked", KMALLOC, "count", 1024, 1024, 256 },
		{ "slow=300", KMALLOC, "precise", 1024, 1024, 512 },
		{ "slow=5000", KMALLOC "--samples 10", "count", 10, 10, 1024 },
		/* Of a crowd each thread. */
		{ "", KMALLOC "--pattern crowd --cpus 0-2", "precise", 3072, 3072, 256 },
		{ "", KMALLOC "--pattern crowd --cpus 0-2 --samples 40000", "count", 120000,
		  120000, 256 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i]);
}

static void a_cell_that_is_spread_has_sixteen_parts(void **state)
{
	static const struct {
		const char *faults, *command;
		size_t parts;
	} rows[] = {
		{ "", KMALLOC "--samples 1024 --spread 1", 16 },
		{ "", KMALLOC "--samples 1001 --spread 1", 16 },
		{ "", KMALLOC "--samples 3 --spread 1", 3 },
		{ "", KMALLOC "--samples 1024", 0 },
		/* Where the precision decides there is no sixteenth. */
		{ "", KMALLOC "--spread 1", 0 },
		{ "marked", KMALLOC "--samples 1024 --spread 1", 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct outcome outcome = driver_run(rows[i].faults, rows[i].command);
		json_t *records = driver_records(outcome.output, NULL);
		const json_t *cell = driver_record(records, "cell", "kmalloc", 64);
		const json_t *parts = json_object_get(cell, "parts");
		size_t j;
		json_t *part;

		assert_int_equal(json_array_size(parts), rows[i].parts);
		assert_int_equal(parts != NULL, rows[i].parts > 0);
		json_array_foreach (parts, j, part) {
			assert_true(json_number_value(json_object_get(part, "alloc")) > 0);
			assert_true(json_number_value(json_object_get(part, "free")) > 0);
			assert_null(json_object_get(part, "touch"));
		}
		json_decref(records);
	}
}

static double part_of(const json_t *records, size_t cell, size_t part)
{
	const json_t *parts = json_object_get(json_array_get(records, cell), "parts");

	return json_number_value(json_object_get(json_array_get(parts, part), "alloc"));
}

/* Each request is dearer than the one before: the numbers tell the order. */
static void cells_that_are_spread_take_turns(void **state)
{
	const size_t parts = 16, cells = 33, at_once = 32;
	struct outcome outcome = driver_run("drift", "run --alloc kmalloc --sizes 1..33+1 "
						     "--samples 160 --warmup 8 --spread 1 "
						     "--no-max");
	json_t *records = driver_records(outcome.output, NULL);
	size_t first = 0;
	double before = 0;

	driver_assert_footer(records, true, (json_int_t)cells, 0);
	while (strcmp(driver_string(json_array_get(records, first), "type"), "cell") != 0)
		first++;
	for (size_t begin = 0; begin < cells; begin += at_once) {
		for (size_t i = 0; i < parts * at_once; i++) {
			size_t cell = begin + i % at_once;
			double now = cell < cells ? part_of(records, first + cell,
							    i / at_once)
						  : before + 1;

			assert_true(now > before);
			before = now;
		}
	}
	for (size_t i = 0; i < cells; i++) {
		const json_t *cell = json_array_get(records, first + i);

		assert_int_equal(driver_integer(cell, "size"), i + 1);
		assert_int_equal(driver_integer(cell, "samples"), 160);
		assert_int_equal(driver_integer(cell, "warmup"), 16 * 8);
		assert_string_equal(driver_string(cell, "stop"), "count");
	}
	json_decref(records);
}

/* Of three cells in turns the last part of the second fails. */
static void an_error_in_turns_leaves_the_cells_that_are_whole(void **state)
{
	struct outcome outcome =
		driver_run("deny=52", "run --alloc kmalloc --sizes 1,2,3 --samples 160 "
				      "--warmup 8 --spread 1 --no-max");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_not_equal(outcome.exit_code, 0);
	driver_assert_footer(records, false, 1, 0);
	assert_string_equal(driver_string(driver_record(records, "cell", "kmalloc", 1),
					  "stop"),
			    "count");
	json_decref(records);
}

/* The calibration is requests 1 to 5, the warm-up 6 and 7. */
static void a_signal_in_a_later_round_keeps_the_rounds_before(void **state)
{
	static const struct {
		const char *fault;
		json_int_t samples;
	} rows[] = {
		{ "noisy,stop=16", 2048 + 1024 },
		{ "noisy,early=16", 2048 },
	};

	for (size_t i = 0; i < 2; i++) {
		struct outcome outcome = driver_run(rows[i].fault, KMALLOC);
		json_t *records = driver_records(outcome.output, NULL);
		const json_t *cell = driver_record(records, "cell", "kmalloc", 64);

		assert_int_equal(outcome.exit_code, 130);
		assert_string_equal(driver_string(cell, "stop"), "interrupted");
		assert_int_equal(driver_integer(cell, "samples"), rows[i].samples);
		driver_assert_footer(records, false, 1, 0);
		json_decref(records);
	}
}

static void a_signal_in_the_warm_up_leaves_no_cell(void **state)
{
	struct outcome outcome = driver_run("stop=7", KMALLOC);
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 130);
	driver_assert_footer(records, false, 0, 0);
	json_decref(records);
}

/* The module has ended the cell: a round that would go on with it begins anew. */
static void a_suspended_round_is_taken_again(void **state)
{
	static const char *const faults[] = { "suspend=6", "suspend=7", "suspend=8",
					      "noisy,suspend=17", "eintr" };

	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct outcome outcome = driver_run(faults[i], KMALLOC);
		json_t *records = driver_records(outcome.output, NULL);

		assert_int_equal(outcome.exit_code, 0);
		assert_string_equal(
			driver_string(driver_record(records, "cell", "kmalloc", 64),
				      "stop"),
			"precise");
		json_decref(records);
	}
}

static void the_time_limit_leaves_cells_out(void **state)
{
	struct outcome outcome = driver_run(
		"sleep=60", "run --alloc kmalloc --sizes 1..40+1 --time-limit 1 "
			    "--samples 10 --warmup 0");
	json_t *records = driver_records(outcome.output, NULL);
	size_t cells = driver_count(records, "cell");

	assert_int_equal(outcome.exit_code, 130);
	assert_in_range(cells, 1, 12);
	driver_assert_footer(records, false, cells, 0);
	assert_non_null(strstr(outcome.messages, "of 40 cells and 0 of 1 searches"));
	json_decref(records);

	/* A cell that waits for its precision waits no longer. */
	outcome = driver_run("noisy,sleep=150",
			     "run --alloc kmalloc --sizes 64 --time-limit 1 --warmup 0");
	records = driver_records(outcome.output, NULL);
	assert_int_equal(outcome.exit_code, 130);
	assert_string_equal(
		driver_string(driver_record(records, "cell", "kmalloc", 64), "stop"),
		"time_limit");
	driver_assert_footer(records, false, 1, 0);
	json_decref(records);
}

static void a_run_within_its_time_is_complete(void **state)
{
	struct outcome outcome =
		driver_run("", "run --alloc kmalloc --sizes 64 --time-limit 100");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 0);
	driver_assert_footer(records, true, 1, 1);
	json_decref(records);
}

/* Without --raw a cell of a million takes what one of a thousand takes. */
static void memory_is_bounded(void **state)
{
	struct outcome small = driver_run("noisy", KMALLOC "--samples 1000");
	struct outcome large = driver_run("noisy", KMALLOC "--samples 1000000");
	struct outcome raw = driver_run("noisy", KMALLOC "--samples 1000000 --raw");
	json_t *records = driver_records(raw.output, NULL);

	print_message("peak: %zu KiB, %zu KiB, with --raw %zu KiB\n",
		      small.peak_bytes / 1024, large.peak_bytes / 1024,
		      raw.peak_bytes / 1024);
	assert_int_equal(large.exit_code, 0);
	assert_int_equal(raw.exit_code, 0);
	assert_true(large.peak_bytes < small.peak_bytes + 8 * MIB);
	assert_true(raw.peak_bytes < RAW_BOUND);
	assert_int_equal(json_array_size(json_object_get(
				 driver_record(records, "cell", "kmalloc", 64), "trace")),
			 1000000);
	json_decref(records);
}

static void what_memory_does_not_hold_is_refused(void **state)
{
	static const struct {
		const char *command, *message;
	} rows[] = {
		{ KMALLOC "--raw --samples 1500001", "a record has room for 1500000" },
		{ KMALLOC "--raw --pattern crowd --cpus 0-1", "a record has room" },
		{ KMALLOC "--raw --samples 100000 --budget 2M", "beyond the budget" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct outcome outcome = driver_run("", rows[i].command);

		assert_int_equal(outcome.exit_code, 2);
		if (!strstr(outcome.messages, rows[i].message))
			fail_msg("%s: %s", rows[i].command, outcome.messages);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sampling_ends_for_a_reason),
		cmocka_unit_test(a_cell_that_is_spread_has_sixteen_parts),
		cmocka_unit_test(cells_that_are_spread_take_turns),
		cmocka_unit_test(an_error_in_turns_leaves_the_cells_that_are_whole),
		cmocka_unit_test(a_signal_in_a_later_round_keeps_the_rounds_before),
		cmocka_unit_test(a_signal_in_the_warm_up_leaves_no_cell),
		cmocka_unit_test(a_suspended_round_is_taken_again),
		cmocka_unit_test(the_time_limit_leaves_cells_out),
		cmocka_unit_test(a_run_within_its_time_is_complete),
		cmocka_unit_test(memory_is_bounded),
		cmocka_unit_test(what_memory_does_not_hold_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
