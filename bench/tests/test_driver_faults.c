// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The driver when the module, the user or the disk does not go along.
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

static void drop_varying(json_t *records)
{
	json_array_remove(records, 0);
	json_array_remove(records, 0);
}

static void interrupted_calls_and_short_reads_change_nothing(void **state)
{
	static const char command[] =
		"run --preset book --alloc kmalloc,vmalloc --sizes 64,4096";
	struct outcome plain = driver_run("", command);
	struct outcome rough = driver_run("eintr,trickle", command);
	json_t *expected = driver_records(plain.output, NULL);
	json_t *records = driver_records(rough.output, NULL);

	assert_int_equal(rough.exit_code, 0);
	drop_varying(expected);
	drop_varying(records);
	assert_true(json_equal(expected, records));
	json_decref(expected);
	json_decref(records);
}

/* Requests 1 to 5 are the calibration. */
static void a_signal_keeps_what_was_taken(void **state)
{
	struct outcome outcome = driver_run(
		"stop=8", "run --preset book --alloc kmalloc --sizes 1,2,3,4,5");
	bool is_complete;
	json_t *records = driver_records(outcome.output, &is_complete);
	const json_t *last = driver_record(records, "cell", "kmalloc", 3);

	assert_int_equal(outcome.exit_code, 130);
	assert_true(is_complete);
	driver_assert_footer(records, false, 3, 0);
	assert_string_equal(driver_string(last, "stop"), "interrupted");
	assert_int_equal(driver_integer(last, "samples"), 512);
	json_decref(records);
}

static void a_signal_in_the_last_cell_is_an_interruption(void **state)
{
	struct outcome outcome = driver_run(
		"stop=6", "run --preset book --alloc kmalloc --sizes 1 --no-max");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 130);
	driver_assert_footer(records, false, 1, 0);
	json_decref(records);
}

static void a_signal_before_the_first_sample_leaves_no_cell(void **state)
{
	struct outcome outcome = driver_run(
		"early=8", "run --preset book --alloc kmalloc --sizes 1,2,3,4");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 130);
	driver_assert_footer(records, false, 2, 0);
	json_decref(records);
}

static void a_signal_in_a_search_leaves_no_maximum(void **state)
{
	struct outcome outcome = driver_run("stop=9", "max --alloc kmalloc,vmalloc");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 130);
	driver_assert_footer(records, false, 0, 0);
	json_decref(records);
}

static void a_suspended_cell_is_taken_again(void **state)
{
	struct outcome outcome = driver_run(
		"suspend=7", "run --preset book --alloc kmalloc --sizes 1,2,3 --no-max");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 0);
	driver_assert_footer(records, true, 3, 0);
	assert_int_equal(
		driver_integer(driver_record(records, "cell", "kmalloc", 2), "samples"),
		1024);
	json_decref(records);
}

static void a_refusal_in_mid_run_keeps_the_cells_before(void **state)
{
	struct outcome outcome = driver_run(
		"deny=7",
		"run --preset book --alloc kmalloc,book_pages --sizes 4096 --no-max");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 2);
	assert_non_null(strstr(outcome.messages, "book_pages"));
	assert_non_null(strstr(outcome.messages, "--budget"));
	driver_assert_footer(records, false, 1, 0);
	json_decref(records);
}

static void a_bad_plan_is_refused_before_anything_is_created(void **state)
{
	static const struct {
		const char *arguments, *message;
	} rows[] = {
		{ "--alloc malloc", "no allocator malloc" },
		{ "--alloc kmalloc,,vmalloc", "a name is missing" },
		{ "--alloc kmalloc,kmalloc", "named twice" },
		{ "--alloc kmalloc --sizes 0", "from 1 to 4194304 bytes" },
		{ "--alloc kmalloc --sizes 8M", "from 1 to 4194304 bytes" },
		{ "--alloc kmalloc --sizes 64,x", "\"x\": not a size" },
		{ "--alloc vmalloc --gfp GFP_ATOMIC", "does not take \"GFP_ATOMIC\"" },
		{ "--alloc kmalloc --gfp GFP_KERNEL|", "does not take \"\"" },
		{ "--alloc kmalloc --budget 4096 --sizes 8192", "beyond the budget" },
		{ "--alloc book_pages --sizes 1048576 --budget 1M", "raise --budget" },
		{ "--alloc alloc_pages_bulk", "it came with Linux 5.13" },
		{ "--alloc kmalloc --cpu 8191", "--cpu 8191" },
		{ "--alloc kmalloc --pattern dance", "no pattern dance" },
		{ "--alloc kmalloc --set 8", "--set: no pattern" },
		{ "--alloc kmalloc --pattern hold --set 0", "1 or more" },
		{ "--alloc kmalloc --pattern crowd --cpus 0-", "not a list of CPUs" },
		{ "--alloc kmalloc --pattern crowd --cpus 1-100", "no such CPU" },
		{ "--alloc kmalloc --pattern crowd --cpus 9000", "no kernel has a CPU" },
		{ "--alloc kmalloc --pattern remote --cpus 0 --cpu 0", "driver's own" },
		{ "--alloc kmalloc --pattern remote --cpus 1-2 --cpu 0", "contradicts" },
		{ "--alloc kmalloc_node --node 2", "no such CPU or NUMA node" },
		{ "--alloc kmalloc_node --node 1024", "NUMA node, from 0" },
		{ "--alloc kmalloc --gfp GFP_KERNEL|GFP_ATOMIC", "contradicts" },
		{ "--alloc kmalloc --gfp GFP_KERNEL,,", "a name is missing" },
		{ "--alloc kmalloc --pattern hold --set 2000000", "smaller --set" },
		{ "--alloc kmalloc --pattern hold --set 1000 --sizes 4M", "--budget" },
		{ "--alloc vmalloc --pattern cold", "pattern cold" },
		{ "--samples 0", "1 or more" },
		{ "--preset none", "no such preset" },
		{ "kmalloc", "takes only options" },
		{ "--nonsense", "nonsense" },
	};
	char command[512], path[256];

	snprintf(path, sizeof(path), "%s/refused.jsonl", driver_directory());
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct outcome outcome;

		snprintf(command, sizeof(command), "run --preset book %s -o %s",
			 rows[i].arguments, path);
		outcome = driver_run("", command);
		if (outcome.exit_code != 2 || !strstr(outcome.messages, rows[i].message))
			fail_msg("%s: exit %d, %s", rows[i].arguments, outcome.exit_code,
				 outcome.messages);
		assert_int_not_equal(access(path, F_OK), 0);
	}
}

static void an_existing_file_is_kept_unless_forced(void **state)
{
	char command[512], path[256], beside[300];
	struct outcome outcome;
	json_t *records;
	FILE *file;

	snprintf(path, sizeof(path), "%s/kept.jsonl", driver_directory());
	snprintf(beside, sizeof(beside), "%s.partial", path);
	file = fopen(path, "w");
	fputs("precious", file);
	fclose(file);

	snprintf(command, sizeof(command),
		 "run --preset book --alloc kmalloc --sizes 64 -o %s", path);
	outcome = driver_run("", command);
	assert_int_equal(outcome.exit_code, 2);
	assert_non_null(strstr(outcome.messages, "--force"));
	file = fopen(path, "r");
	assert_non_null(fgets(command, sizeof(command), file));
	assert_string_equal(command, "precious");
	fclose(file);

	snprintf(command, sizeof(command),
		 "run --preset book --alloc kmalloc --sizes 64 -o %s --force", path);
	outcome = driver_run("", command);
	assert_int_equal(outcome.exit_code, 0);
	records = driver_records(path, NULL);
	driver_assert_footer(records, true, 1, 1);
	assert_int_not_equal(access(beside, F_OK), 0);
	json_decref(records);
}

static void a_forced_run_that_is_interrupted_replaces_nothing(void **state)
{
	char command[512], path[256], beside[300];
	struct outcome outcome;
	json_t *records;
	FILE *file;

	snprintf(path, sizeof(path), "%s/whole.jsonl", driver_directory());
	snprintf(beside, sizeof(beside), "%s.partial", path);
	file = fopen(path, "w");
	fputs("precious", file);
	fclose(file);

	snprintf(command, sizeof(command),
		 "run --preset book --alloc kmalloc --sizes 1,2,3,4,5 --force -o %s",
		 path);
	outcome = driver_run("stop=8", command);
	assert_int_equal(outcome.exit_code, 130);
	assert_non_null(strstr(outcome.messages, beside));
	file = fopen(path, "r");
	assert_non_null(fgets(command, sizeof(command), file));
	assert_string_equal(command, "precious");
	fclose(file);
	records = driver_records(beside, NULL);
	driver_assert_footer(records, false, 3, 0);
	json_decref(records);
}

static void a_full_disk_is_a_failure_with_its_cause(void **state)
{
	struct outcome outcome = driver_run(
		"", "run --preset book --alloc kmalloc --sizes 64 -o /dev/full");

	assert_int_equal(outcome.exit_code, 1);
	assert_non_null(
		strstr(outcome.messages, "/dev/full: cannot be written: No space"));
}

static void a_broken_contract_is_told(void **state)
{
	static const struct {
		const char *faults, *message;
		int exit_code;
	} rows[] = {
		{ "eperm", "CAP_SYS_ADMIN", 6 },
		{ "taken", "busy: another allocbench is measuring", 6 },
		{ "cut=7", "ends early", 1 },
		{ "version", "another version", 1 },
		{ "backwards", "backwards", 7 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct outcome outcome =
			driver_run(rows[i].faults,
				   "run --preset book --alloc kmalloc --sizes 64,65");

		if (outcome.exit_code != rows[i].exit_code ||
		    !strstr(outcome.messages, rows[i].message))
			fail_msg("%s: exit %d, %s", rows[i].faults, outcome.exit_code,
				 outcome.messages);
	}
}

static void a_missing_module_is_an_unfit_environment(void **state)
{
	static const char *const commands[] = { "list", "run", "max", "selftest" };
	char *before = strdup(getenv("ALLOCBENCH_DEBUGFS"));

	setenv("ALLOCBENCH_DEBUGFS", "/nonexistent", 1);
	for (size_t i = 0; i < 4; i++) {
		struct outcome outcome = driver_run("", commands[i]);

		assert_int_equal(outcome.exit_code, 6);
		assert_non_null(strstr(outcome.messages, "/nonexistent/info: not found"));
	}
	setenv("ALLOCBENCH_DEBUGFS", before, 1);
	free(before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interrupted_calls_and_short_reads_change_nothing),
		cmocka_unit_test(a_signal_keeps_what_was_taken),
		cmocka_unit_test(a_signal_in_the_last_cell_is_an_interruption),
		cmocka_unit_test(a_signal_before_the_first_sample_leaves_no_cell),
		cmocka_unit_test(a_signal_in_a_search_leaves_no_maximum),
		cmocka_unit_test(a_suspended_cell_is_taken_again),
		cmocka_unit_test(a_refusal_in_mid_run_keeps_the_cells_before),
		cmocka_unit_test(a_bad_plan_is_refused_before_anything_is_created),
		cmocka_unit_test(an_existing_file_is_kept_unless_forced),
		cmocka_unit_test(a_forced_run_that_is_interrupted_replaces_nothing),
		cmocka_unit_test(a_full_disk_is_a_failure_with_its_cause),
		cmocka_unit_test(a_broken_contract_is_told),
		cmocka_unit_test(a_missing_module_is_an_unfit_environment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
