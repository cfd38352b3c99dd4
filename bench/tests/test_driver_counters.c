// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The whole driver against the fake module: what of the counters comes into the records.
 * A request of n samples changes pgalloc_normal by 7 + n, nr_free_pages by -3 and
 * instructions by 100 + 50 n. The machine's /proc and /sys are empty.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "driver.h"

#define KMALLOC "run --alloc kmalloc --sizes 64 --no-max "

static void assert_counter(const json_t *record, const char *field, const char *name,
			   json_int_t change)
{
	const json_t *value = json_object_get(json_object_get(record, field), name);

	assert_true(json_is_integer(value));
	assert_int_equal(json_integer_value(value), change);
}

static void assert_unknown(const json_t *record, const char *field, const char *name,
			   const char *reason)
{
	const json_t *value = json_object_get(json_object_get(record, field), name);
	char key[64];

	assert_true(json_is_null(value));
	snprintf(key, sizeof(key), "%s.%s", field, name);
	assert_string_equal(json_string_value(json_object_get(
				    json_object_get(record, "unknown"), key)),
			    reason);
}

/* Rounds of at most 16,384 samples; those of the warm-up do not count. */
static void a_cell_has_the_sums_of_its_rounds(void **state)
{
	struct outcome outcome = driver_run("", KMALLOC "--samples 40000");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);

	assert_int_equal(driver_integer(cell, "samples"), 40000);
	assert_counter(cell, "path", "nr_free_pages", 3 * -3);
	assert_counter(cell, "path", "pgalloc_normal", 3 * 7 + 40000);
	assert_counter(cell, "hardware", "instructions", 3 * 100 + 50 * 40000);
	assert_int_equal(json_object_size(json_object_get(cell, "path")), 3 + 4);
	assert_int_equal(json_object_size(json_object_get(cell, "hardware")), 2);
	json_decref(records);
}

static void a_calibration_has_its_own(void **state)
{
	struct outcome outcome = driver_run("", KMALLOC);
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *none = driver_record(records, "calibration", "none", 0);

	assert_counter(none, "path", "pgalloc_normal", 7 + 2048);
	assert_counter(none, "path", "nr_free_pages", -3);
	assert_counter(none, "hardware", "instructions", 100 + 50 * 2048);
	assert_unknown(none, "hardware", "cache-misses",
		       "this CPU or hypervisor has no such counter");
	json_decref(records);
}

/* Requests 1 to 5 are the calibration, 6 and 7 the warm-up. */
static void a_counter_that_fails_in_one_round_is_unknown(void **state)
{
	struct outcome outcome = driver_run("busy=9", KMALLOC "--samples 40000");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);

	assert_unknown(cell, "hardware", "instructions",
		       "the counter was shared with others");
	assert_unknown(cell, "hardware", "cache-misses",
		       "this CPU or hypervisor has no such counter");
	assert_unknown(cell, "path", "compact_stall", "not in this kernel");
	assert_counter(cell, "path", "pgalloc_normal", 3 * 7 + 40000);
	json_decref(records);
}

static void a_crowd_has_no_hardware_counters(void **state)
{
	struct outcome outcome =
		driver_run("", KMALLOC "--pattern crowd --cpus 0-1 --samples 1000");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);

	assert_unknown(cell, "hardware", "instructions",
		       "the calls are not of one thread");
	assert_counter(cell, "path", "pgalloc_normal", 7 + 2000);
	json_decref(records);
}

static void counters_after_a_contract_of_others_are_refused(void **state)
{
	static const struct {
		const char *faults, *message;
	} rows[] = {
		{ "counters=65", "more counters than any module" },
		{ "rename=9", "the counters change from round to round" },
		{ "nameless=9", "a counter has no name" },
		{ "kindless=9", "a counter is of an unknown kind" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct outcome outcome =
			driver_run(rows[i].faults, KMALLOC "--samples 40000");

		if (outcome.exit_code != 1 ||
		    !strstr(outcome.messages, "the module broke the contract") ||
		    !strstr(outcome.messages, rows[i].message))
			fail_msg("%s: exit %d, %s", rows[i].faults, outcome.exit_code,
				 outcome.messages);
	}
}

static void as_many_counters_as_fit_are_taken(void **state)
{
	struct outcome outcome = driver_run("counters=64", KMALLOC "--samples 1000");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);

	assert_int_equal(outcome.exit_code, 0);
	assert_int_equal(json_object_size(json_object_get(cell, "path")) +
				 json_object_size(json_object_get(cell, "hardware")),
			 64 + 4);
	json_decref(records);
}

static void put_statistic(const char *text)
{
	static const char *const parts[] = { "/sys", "/kernel", "/slab", "/kmalloc-64" };
	char path[256];
	FILE *file;

	strcpy(path, driver_directory());
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		strcat(path, parts[i]);
		mkdir(path, 0700);
	}
	strcat(path, "/alloc_fastpath");
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void without_the_option_the_slab_statistics_are_null(void **state)
{
	struct outcome outcome = driver_run("", KMALLOC "--samples 1000");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);
	static const char *const names[] = { "slub/alloc_fastpath", "slub/alloc_slowpath",
					     "slub/free_fastpath", "slub/free_slowpath" };

	for (size_t i = 0; i < 4; i++)
		assert_unknown(cell, "path", names[i],
			       "kernel without CONFIG_SLUB_STATS");
	json_decref(records);
}

/* The fake kernel counts samples and what is forgotten before them in one request. */
static void slab_statistics_are_of_the_cell_alone(void **state)
{
	static const struct {
		const char *options;
		json_int_t change;
	} rows[] = {
		{ "--samples 40000", 40000 },
		{ "--samples 40000 --warmup 100", 40100 },
	};

	put_statistic("5000000 C0=5000000\n");
	for (size_t i = 0; i < 2; i++) {
		char command[128];
		struct outcome outcome;
		json_t *records;
		const json_t *cell;

		snprintf(
			command, sizeof(command),
			"run --alloc kmalloc,__get_free_pages --sizes 64,100 --no-max %s",
			rows[i].options);
		outcome = driver_run("", command);
		records = driver_records(outcome.output, NULL);
		cell = driver_record(records, "cell", "kmalloc", 64);
		assert_counter(cell, "path", "slub/alloc_fastpath", rows[i].change);
		assert_int_equal(json_object_size(json_object_get(cell, "path")), 3 + 1);
		cell = driver_record(records, "cell", "kmalloc", 100);
		assert_unknown(cell, "path", "slub/alloc_fastpath",
			       "not to be read in /sys/kernel/slab");
		cell = driver_record(records, "cell", "__get_free_pages", 64);
		assert_int_equal(json_object_size(json_object_get(cell, "path")), 3);
		json_decref(records);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_has_the_sums_of_its_rounds),
		cmocka_unit_test(a_calibration_has_its_own),
		cmocka_unit_test(a_counter_that_fails_in_one_round_is_unknown),
		cmocka_unit_test(a_crowd_has_no_hardware_counters),
		cmocka_unit_test(counters_after_a_contract_of_others_are_refused),
		cmocka_unit_test(as_many_counters_as_fit_are_taken),
		cmocka_unit_test(without_the_option_the_slab_statistics_are_null),
		cmocka_unit_test(slab_statistics_are_of_the_cell_alone),
	};

	setenv("ALLOCBENCH_ROOT", driver_directory(), 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
