// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The whole driver against the fake module: what it measures and records.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "driver.h"
#include "results/record.h"

static const char *clock_kind_of(const json_t *records)
{
	const json_t *environment = driver_record(records, "environment", NULL, -1);

	return driver_string(json_object_get(environment, "clock"), "kind");
}

static void assert_maximum(const json_t *records, const char *allocator,
			   json_int_t doubling, json_int_t exact, json_int_t resolution,
			   const char *limit)
{
	const json_t *record = driver_record(records, "max", allocator, -1);

	assert_int_equal(driver_integer(record, "doubling"), doubling);
	assert_int_equal(driver_integer(record, "exact"), exact);
	assert_int_equal(driver_integer(record, "resolution"), resolution);
	assert_string_equal(driver_string(record, "limit"), limit);
}

static void the_book_gives_24_cells_and_3_maxima(void **state)
{
	struct outcome outcome = driver_run("", "run --preset book --budget 3699376128");
	bool is_complete;
	json_t *records = driver_records(outcome.output, &is_complete);

	assert_int_equal(outcome.exit_code, 0);
	assert_true(is_complete);
	assert_int_equal(driver_count(records, "calibration"), 5);
	assert_int_equal(driver_count(records, "cell"), 24);
	driver_assert_footer(records, true, 24, 3);
	assert_maximum(records, "kmalloc", 4194304, 4194304, 0, "kmalloc_max_size");
	assert_maximum(records, "__get_free_pages", 4194304, 4194304, 0, "largest_order");
	assert_maximum(records, "vmalloc", 2147483648, 3699376128, 0, "budget");
	json_decref(records);
}

static void a_cell_counts_every_sample(void **state)
{
	struct outcome outcome =
		driver_run("", "run --preset book --alloc kmalloc --sizes 64 --no-max");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);
	const json_t *marked = json_object_get(cell, "marked");

	assert_int_equal(driver_integer(cell, "samples"), 1024);
	assert_int_equal(json_array_size(marked), 10);
	assert_string_equal(
		json_string_value(json_array_get(json_array_get(marked, 1), 2)),
		"local_irq|switch");
	assert_int_equal(json_array_size(json_object_get(cell, "trace")), 1024);
	assert_string_equal(driver_string(cell, "stop"), "count");
	json_decref(records);
}

static void the_trace_has_4096_pairs_or_all_with_raw(void **state)
{
	static const struct {
		const char *command;
		size_t length;
	} rows[] = {
		{ "run --preset book --alloc kmalloc --sizes 64 --no-max --samples 5000", 4096 },
		{ "run --preset book --alloc kmalloc --sizes 64 --no-max --samples 5000 --raw", 5000 },
	};

	for (size_t i = 0; i < 2; i++) {
		struct outcome outcome = driver_run("", rows[i].command);
		json_t *records = driver_records(outcome.output, NULL);
		const json_t *cell = driver_record(records, "cell", "kmalloc", 64);

		assert_int_equal(json_array_size(json_object_get(cell, "trace")),
				 rows[i].length);
		json_decref(records);
	}
}

static void failures_are_data(void **state)
{
	struct outcome outcome = driver_run(
		"fail", "run --preset book --alloc kmalloc --sizes 64 --no-max");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);
	struct histogram failed;

	assert_int_equal(outcome.exit_code, 0);
	assert_int_equal(driver_integer(cell, "failures"), 341);
	/* Of places 2, 5, 8 ... 34 end in 3 and take 5 more, 3 end in 99: marked. */
	assert_int_equal(record_histogram(cell, "failed", &failed), 0);
	assert_int_equal(failed.bin_count, 2);
	assert_int_equal(failed.bins[0].value, 1161);
	assert_int_equal(failed.bins[0].count, 341 - 34 - 3);
	assert_int_equal(failed.bins[1].value, 1166);
	assert_int_equal(failed.bins[1].count, 34);
	histogram_free(&failed);
	json_decref(records);
}

static void a_cell_of_failures_only_has_no_usable_size(void **state)
{
	struct outcome outcome = driver_run(
		"fail_all", "run --preset book --alloc kmalloc --sizes 64 --no-max");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);

	assert_int_equal(outcome.exit_code, 0);
	assert_int_equal(driver_integer(cell, "failures"), 1024);
	assert_true(json_is_null(json_object_get(cell, "usable_size")));
	assert_string_equal(
		driver_string(json_object_get(cell, "unknown"), "usable_size"),
		"no allocation worked that could be asked");
	json_decref(records);
}

static void a_cell_of_marked_samples_only_is_kept(void **state)
{
	struct outcome outcome = driver_run(
		"marked", "run --preset book --alloc kmalloc --sizes 64 --no-max");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);

	assert_int_equal(outcome.exit_code, 0);
	assert_int_equal(json_array_size(json_object_get(cell, "marked")), 1024);
	assert_int_equal(json_array_size(json_object_get(cell, "alloc")), 0);
	assert_true(json_is_null(json_array_get(json_object_get(cell, "eighths"), 0)));
	json_decref(records);
}

static void the_clock_is_named_by_what_it_does(void **state)
{
	static const struct {
		const char *hypervisor, *faults, *kind;
		int exit_code;
	} rows[] = {
		{ "", "", "tsc", 0 },
		{ "KVMKVMKVM", "", "tsc", 0 },
		{ "TCGTCGTCGTCG", "", "icount", 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct outcome outcome;
		json_t *records;

		setenv("FAKE_HYPERVISOR", rows[i].hypervisor, 1);
		outcome = driver_run(rows[i].faults,
				     "run --preset book --alloc kmalloc --sizes 64");
		records = driver_records(outcome.output, NULL);
		assert_string_equal(clock_kind_of(records), rows[i].kind);
		assert_int_equal(outcome.exit_code, rows[i].exit_code);
		json_decref(records);
	}
	unsetenv("FAKE_HYPERVISOR");
}

static void an_emulated_clock_is_measured_kept_and_not_trusted(void **state)
{
	struct outcome outcome;
	json_t *records;

	setenv("FAKE_HYPERVISOR", "TCGTCGTCGTCG", 1);
	outcome = driver_run("wobble", "run --preset book --alloc kmalloc --sizes 64");
	unsetenv("FAKE_HYPERVISOR");
	records = driver_records(outcome.output, NULL);
	assert_int_equal(outcome.exit_code, 7);
	assert_string_equal(clock_kind_of(records), "emulated");
	assert_non_null(strstr(outcome.messages, "emulated"));
	driver_assert_footer(records, true, 1, 1);
	json_decref(records);
}

static void a_guest_leaves_the_host_its_fields_and_is_silent(void **state)
{
	struct outcome outcome;
	json_t *records;
	const json_t *header;

	setenv("ALLOCBENCH_GUEST", "1", 1);
	outcome = driver_run("", "run --preset book --alloc kmalloc --sizes 64");
	unsetenv("ALLOCBENCH_GUEST");
	records = driver_records(outcome.output, NULL);
	header = driver_record(records, "header", NULL, -1);
	assert_true(json_is_null(json_object_get(header, "run_id")));
	assert_string_equal(driver_string(json_object_get(header, "unknown"), "started"),
			    "filled in by allocvm");
	assert_string_equal(outcome.messages, "");
	json_decref(records);
}

static void progress_is_a_line_a_step(void **state)
{
	struct outcome outcome =
		driver_run("", "run --preset book --alloc kmalloc --sizes 64,65");

	assert_string_equal(
		outcome.messages,
		"allocbench: 1/3 kmalloc of 64 bytes, GFP_KERNEL, pair, task\n"
		"allocbench: 2/3 kmalloc of 65 bytes, GFP_KERNEL, pair, task\n"
		"allocbench: 3/3 kmalloc: largest block\n");
}

static void the_list_has_every_row(void **state)
{
	struct outcome outcome = driver_run("", "list");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *record;
	size_t i;

	assert_int_equal(outcome.exit_code, 0);
	assert_int_equal(driver_count(records, "allocator"), 9);
	driver_assert_footer(records, true, 0, 0);
	json_array_foreach (records, i, record) {
		const char *name = json_string_value(json_object_get(record, "name"));

		if (!name)
			continue;
		assert_int_equal(json_is_true(json_object_get(record, "bulk")),
				 !strcmp(name, "kmem_cache_alloc_bulk"));
		assert_int_equal(json_is_true(json_object_get(record, "node")),
				 !strcmp(name, "kmalloc_node"));
		if (strcmp(name, "alloc_pages_bulk"))
			assert_true(json_is_null(json_object_get(record, "absent")));
		else
			assert_string_equal(driver_string(record, "absent"),
					    "it came with Linux 5.13");
	}
	json_decref(records);
}

static void max_takes_the_rows_that_have_one(void **state)
{
	struct outcome outcome = driver_run("", "max");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 0);
	driver_assert_footer(records, true, 0, 3);
	json_decref(records);
	outcome = driver_run("", "max --alloc book_pages");
	assert_int_equal(outcome.exit_code, 2);
	assert_non_null(strstr(outcome.messages, "no largest block"));
}

static void a_selftest_passes_and_can_fail(void **state)
{
	struct outcome outcome = driver_run("", "selftest");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 0);
	assert_int_equal(driver_count(records, "check"), 8);
	json_decref(records);

	outcome = driver_run("drift", "selftest");
	records = driver_records(outcome.output, NULL);
	assert_int_equal(outcome.exit_code, 7);
	driver_assert_footer(records, true, 0, 0);
	json_decref(records);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_book_gives_24_cells_and_3_maxima),
		cmocka_unit_test(a_cell_counts_every_sample),
		cmocka_unit_test(the_trace_has_4096_pairs_or_all_with_raw),
		cmocka_unit_test(failures_are_data),
		cmocka_unit_test(a_cell_of_failures_only_has_no_usable_size),
		cmocka_unit_test(a_cell_of_marked_samples_only_is_kept),
		cmocka_unit_test(the_clock_is_named_by_what_it_does),
		cmocka_unit_test(an_emulated_clock_is_measured_kept_and_not_trusted),
		cmocka_unit_test(a_guest_leaves_the_host_its_fields_and_is_silent),
		cmocka_unit_test(progress_is_a_line_a_step),
		cmocka_unit_test(the_list_has_every_row),
		cmocka_unit_test(max_takes_the_rows_that_have_one),
		cmocka_unit_test(a_selftest_passes_and_can_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
