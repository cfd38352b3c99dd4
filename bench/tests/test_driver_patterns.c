// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The whole driver against the fake module: patterns, contexts and what they need.
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

/* Calibrations of `none`, each for a loop of its own. */
static void assert_loops(const json_t *records, const char *const *loops, size_t count)
{
	size_t found = 0, i;
	json_t *record;

	json_array_foreach (records, i, record) {
		char loop[128];

		if (strcmp(driver_string(record, "type"), "calibration") ||
		    strcmp(driver_string(record, "allocator"), "none"))
			continue;
		snprintf(loop, sizeof(loop), "%s %s %d \"%s\"",
			 driver_string(record, "pattern"),
			 driver_string(record, "context"),
			 (int)driver_integer(record, "set_size"),
			 driver_string(record, "cpus"));
		assert_true(found < count);
		assert_string_equal(loop, loops[found++]);
	}
	assert_int_equal(found, count);
}

static void each_loop_has_its_own_clock_cost(void **state)
{
	static const char *const loops[] = {
		"pair task 0 \"\"",
		"hold task 9 \"\"",
		"hold irq-off 9 \"\"",
		"pair irq-off 0 \"\"",
	};
	struct outcome outcome = driver_run(
		"",
		"run --preset book --alloc kmalloc,__get_free_pages --sizes 8,16 --gfp GFP_ATOMIC "
		"--pattern hold,pair --context task,irq-off --set 9 --no-max");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 0);
	assert_int_equal(driver_count(records, "cell"), 16);
	assert_loops(records, loops, 4);
	json_decref(records);
}

static void a_pattern_has_its_usual_set(void **state)
{
	static const char *const loops[] = {
		"pair task 0 \"\"",
		"hold task 64 \"\"",
		"cold task 1 \"\"",
	};
	struct outcome outcome =
		driver_run("", "run --preset book --alloc kmalloc --sizes 64 --pattern "
			       "pair,hold,cold --no-max");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 0);
	assert_loops(records, loops, 3);
	json_decref(records);
}

static void a_crowd_has_its_threads(void **state)
{
	struct outcome outcome =
		driver_run("", "run --preset book --alloc kmalloc --sizes 64 --pattern "
			       "crowd --cpus 0,5-6 --samples 100");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);
	const json_t *threads = json_object_get(cell, "threads");

	assert_int_equal(outcome.exit_code, 0);
	assert_string_equal(driver_string(cell, "cpus"), "0,5-6");
	assert_int_equal(driver_integer(cell, "samples"), 300);
	assert_int_equal(driver_integer(cell, "start_skew"), 17);
	assert_int_equal(json_array_size(threads), 3);
	assert_int_equal(driver_integer(json_array_get(threads, 2), "cpu"), 6);
	json_decref(records);

	outcome = driver_run(
		"astray", "run --preset book --alloc kmalloc --sizes 64 --pattern crowd "
			  "--cpus 0,5-6 --samples 100");
	assert_int_equal(outcome.exit_code, 1);
	assert_non_null(strstr(outcome.messages, "none of its threads"));
}

/* Of a crowd whose threads a signal cut at different places. */
static void an_interrupted_crowd_still_adds_up(void **state)
{
	struct outcome outcome = driver_run(
		"stop=7", "run --preset book --alloc kmalloc --sizes 64 --pattern crowd "
			  "--cpus 1-4 --samples 100 --warmup 0");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 64);

	assert_int_equal(outcome.exit_code, 130);
	assert_int_equal(driver_integer(cell, "samples"), 50 + 25 + 16 + 12);
	json_decref(records);
}

static void a_touch_is_timed_apart(void **state)
{
	struct outcome outcome = driver_run(
		"",
		"run --preset book --alloc kmalloc --sizes 8192 --pattern touch --no-max");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *cell = driver_record(records, "cell", "kmalloc", 8192);
	json_t *touch = json_pack("[[i, i]]", 44, 1024 - 10);

	assert_int_equal(outcome.exit_code, 0);
	assert_true(json_equal(json_object_get(cell, "touch"), touch));
	assert_int_equal(
		json_array_size(json_array_get(json_object_get(cell, "trace"), 0)), 3);
	assert_int_equal(
		json_array_size(json_array_get(json_object_get(cell, "marked"), 0)), 4);
	json_decref(touch);
	json_decref(records);
}

static void counts_and_nodes_are_recorded(void **state)
{
	struct outcome outcome = driver_run(
		"",
		"run --preset book --alloc kmem_cache_alloc_bulk,kmalloc_node --sizes 64 --bulk 5 "
		"--node 1 --no-max");
	json_t *records = driver_records(outcome.output, NULL);
	const json_t *bulk = driver_record(records, "cell", "kmem_cache_alloc_bulk", 64);
	const json_t *node = driver_record(records, "cell", "kmalloc_node", 64);

	assert_int_equal(outcome.exit_code, 0);
	assert_int_equal(driver_integer(bulk, "bulk_count"), 5);
	assert_string_equal(driver_string(json_object_get(bulk, "unknown"), "node"),
			    "the CPU's own");
	assert_int_equal(driver_integer(node, "bulk_count"), 0);
	assert_int_equal(driver_integer(node, "node"), 1);
	json_decref(records);
}

/* GFP_KERNEL may sleep: of the five contexts the module takes one. */
static void all_is_what_the_module_takes(void **state)
{
	struct outcome outcome = driver_run(
		"", "run --preset book --alloc all --sizes 64 --context all --no-max");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 0);
	assert_int_equal(driver_count(records, "cell"), 6);
	assert_non_null(strstr(outcome.messages, "6 cells; 16 combinations refused"));
	json_decref(records);

	outcome = driver_run(
		"",
		"run --preset book --alloc kmalloc --sizes 64 --context task,hardirq");
	assert_int_equal(outcome.exit_code, 2);
	assert_non_null(strstr(outcome.messages,
			       "kmalloc of 64 bytes, GFP_KERNEL, pair, hardirq: "));
	outcome = driver_run(
		"", "run --preset book --alloc kmalloc --sizes 64 --context task,hardirq "
		    "--skip-refused --no-max");
	assert_int_equal(outcome.exit_code, 0);
	records = driver_records(outcome.output, NULL);
	assert_int_equal(driver_count(records, "cell"), 1);
	json_decref(records);
}

static void searches_are_made_with_each_alternative(void **state)
{
	struct outcome outcome = driver_run(
		"",
		"run --preset book --alloc kmalloc --sizes 64 --gfp GFP_KERNEL,GFP_ATOMIC");
	json_t *records = driver_records(outcome.output, NULL);

	assert_int_equal(outcome.exit_code, 0);
	driver_assert_footer(records, true, 2, 2);
	json_decref(records);
}

static json_t *cells_of(const char *command)
{
	struct outcome outcome = driver_run("", command);
	json_t *records = driver_records(outcome.output, NULL);
	json_t *cells = json_array();
	json_t *record;
	size_t i;

	assert_int_equal(outcome.exit_code, 0);
	json_array_foreach (records, i, record) {
		if (!strcmp(driver_string(record, "type"), "cell"))
			json_array_append(cells, record);
	}
	json_decref(records);
	return cells;
}

static bool has_equal(const json_t *cells, const json_t *cell)
{
	json_t *other;
	size_t i;

	json_array_foreach (cells, i, other) {
		if (json_equal(other, cell))
			return true;
	}
	return false;
}

#define SHUFFLED \
	"run --preset book --alloc kmalloc --sizes 1..40+1 --pattern hold --no-max "

static void a_seed_orders_the_cells_and_changes_nothing_else(void **state)
{
	json_t *straight = cells_of(SHUFFLED "--seed 5");
	json_t *shuffled = cells_of(SHUFFLED "--seed 5 --shuffle");
	json_t *again = cells_of(SHUFFLED "--seed 5 --shuffle");
	json_t *other = cells_of(SHUFFLED "--seed 6 --shuffle");
	json_t *cell;
	size_t i;

	assert_true(json_equal(shuffled, again));
	assert_false(json_equal(shuffled, straight));
	assert_int_equal(json_array_size(shuffled), 40);
	json_array_foreach (shuffled, i, cell)
		assert_true(has_equal(straight, cell));
	/* Another seed is another order, and other choices. */
	json_array_foreach (other, i, cell)
		assert_false(has_equal(straight, cell));
	json_decref(straight);
	json_decref(shuffled);
	json_decref(again);
	json_decref(other);
}

/* kmalloc: 13 classes, two of them orders, and nine orders more; nothing above 4 MiB. */
static void edges_are_measured_too(void **state)
{
	json_t *cells =
		cells_of("run --preset book --alloc kmalloc --sizes 8 --edges --no-max");

	assert_int_equal(json_array_size(cells), 3 * (13 + 9) - 1);
	json_decref(cells);
	/* book_pages needs twice the size: what the budget does not allow is left out. */
	cells = cells_of(
		"run --preset book --alloc book_pages --sizes 8 --edges --no-max --budget 64K");
	assert_int_equal(json_array_size(cells), 3 * (13 + 2) - 1);
	json_decref(cells);
}

static bool has_cell_of(const json_t *cells, const char *allocator)
{
	json_t *cell;
	size_t i;

	json_array_foreach (cells, i, cell)
		if (!strcmp(driver_string(cell, "allocator"), allocator))
			return true;
	return false;
}

static void full_is_edges_in_pairs_and_batches(void **state)
{
	size_t pairs = 0, i;
	json_t *cells = cells_of("run --preset full --alloc kmalloc --sizes 8 --no-max");
	json_t *cell;

	assert_int_equal(json_array_size(cells), 2 * (3 * (13 + 9) - 1));
	json_array_foreach (cells, i, cell) {
		bool is_pair = !strcmp(driver_string(cell, "pattern"), "pair");

		pairs += is_pair;
		assert_int_equal(driver_integer(cell, "samples"), 128);
		assert_int_equal(driver_integer(cell, "set_size"), is_pair ? 0 : 64);
	}
	assert_int_equal(pairs, json_array_size(cells) / 2);
	json_decref(cells);
	/* All rows but the clock's own and the one that is absent. */
	cells = cells_of("run --preset full --sizes 4096 --no-max");
	assert_true(has_cell_of(cells, "kmem_cache_alloc_bulk"));
	assert_true(has_cell_of(cells, "vmalloc"));
	assert_false(has_cell_of(cells, "ruler"));
	json_decref(cells);
	/* Of two presets the later one decides. */
	cells = cells_of("run --preset full --preset book --no-max");
	assert_int_equal(json_array_size(cells), 24);
	json_decref(cells);
}

static void a_dry_run_shows_the_plan_and_writes_nothing(void **state)
{
	char command[512], path[200], text[4096] = "";
	struct outcome outcome;
	FILE *file;

	snprintf(path, sizeof(path), "%s/dry.jsonl", driver_directory());
	snprintf(command, sizeof(command),
		 "run --alloc kmalloc --sizes 64 --context task,irq-off --skip-refused "
		 "--dry-run -o %s",
		 path);
	outcome = driver_run("", command);
	assert_int_equal(outcome.exit_code, 0);
	assert_int_not_equal(access(path, F_OK), 0);
	file = fopen(outcome.output, "r");
	assert_true(fread(text, 1, sizeof(text) - 1, file) > 0);
	fclose(file);
	assert_non_null(strstr(text, "irq-off"));
	assert_non_null(strstr(text, "or not together"));
	assert_non_null(strstr(text, "1 cells, 1 combinations refused, 1 searches"));
	assert_non_null(strstr(text, "Estimate, from 12 samples of each cell"));
	assert_non_null(strstr(text, "the cells take at least "));
	assert_non_null(strstr(text, "before 1000000 samples (--max-samples)"));
	assert_null(strstr(text, "header"));

	/* A row whose calls give several objects needs more room than samples. */
	outcome =
		driver_run("", "run --alloc kmem_cache_alloc_bulk --sizes 64 --dry-run");
	assert_int_equal(outcome.exit_code, 0);

	outcome = driver_run("stop=1", command);
	assert_int_equal(outcome.exit_code, 130);
}

/* 33 cells are two turns, of 16 parts each. */
static void a_dry_run_counts_what_turns_wait(void **state)
{
	static const char words[] = "the cells take about ";
	struct outcome outcome = driver_run("", "run --alloc kmalloc --sizes 1..33+1 "
						"--samples 16 --spread 60000 --dry-run");
	char text[8192] = "";
	const char *seconds;
	FILE *file = fopen(outcome.output, "r");

	assert_true(fread(text, 1, sizeof(text) - 1, file) > 0);
	fclose(file);
	seconds = strstr(text, words);
	assert_non_null(seconds);
	assert_in_range(strtoul(seconds + strlen(words), NULL, 10), 1920, 1929);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_loop_has_its_own_clock_cost),
		cmocka_unit_test(a_pattern_has_its_usual_set),
		cmocka_unit_test(a_crowd_has_its_threads),
		cmocka_unit_test(an_interrupted_crowd_still_adds_up),
		cmocka_unit_test(a_touch_is_timed_apart),
		cmocka_unit_test(counts_and_nodes_are_recorded),
		cmocka_unit_test(all_is_what_the_module_takes),
		cmocka_unit_test(searches_are_made_with_each_alternative),
		cmocka_unit_test(a_seed_orders_the_cells_and_changes_nothing_else),
		cmocka_unit_test(edges_are_measured_too),
		cmocka_unit_test(full_is_edges_in_pairs_and_batches),
		cmocka_unit_test(a_dry_run_shows_the_plan_and_writes_nothing),
		cmocka_unit_test(a_dry_run_counts_what_turns_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
