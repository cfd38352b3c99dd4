// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sums of counters, and the words for those that have none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "bench/counters.h"

static struct allocbench_counter counter(const char *name, uint32_t kind, int64_t change,
					 uint32_t error)
{
	struct allocbench_counter made = {
		.change = change,
		.error = error,
		.kind = kind,
	};

	strcpy(made.name, name);
	return made;
}

static struct allocbench_counter path(const char *name, int64_t change, uint32_t error)
{
	return counter(name, ALLOCBENCH_PATH, change, error);
}

static void rounds_add_up(void **state)
{
	const struct allocbench_counter rounds[][2] = {
		{ path("pgfree", 10, 0), path("nr_free_pages", -20, 0) },
		{ path("pgfree", 5, 0), path("nr_free_pages", 4, 0) },
		{ path("pgfree", 0, 0), path("nr_free_pages", -1, 0) },
	};
	struct counters counters = { 0 };

	for (size_t i = 0; i < 3; i++)
		assert_int_equal(counters_add(&counters, rounds[i], 2), 0);
	assert_int_equal(counters.count, 2);
	assert_int_equal(counters.items[0].change, 15);
	assert_int_equal(counters.items[1].change, -17);
	assert_int_equal(counters.items[0].error | counters.items[1].error, 0);
}

static void an_error_in_any_round_stays(void **state)
{
	for (size_t broken = 0; broken < 3; broken++) {
		struct counters counters = { 0 };

		for (size_t i = 0; i < 3; i++) {
			struct allocbench_counter round =
				path("pgfree", 1, i == broken ? EBUSY : 0);

			assert_int_equal(counters_add(&counters, &round, 1), 0);
		}
		assert_int_equal(counters.items[0].error, EBUSY);
	}
}

static void a_sum_beyond_64_bits_is_not_known(void **state)
{
	const struct allocbench_counter rounds[] = {
		path("pgfree", INT64_MAX, 0),
		path("pgfree", 1, 0),
	};
	struct counters counters = { 0 };

	assert_int_equal(counters_add(&counters, &rounds[0], 1), 0);
	assert_int_equal(counters_add(&counters, &rounds[1], 1), 0);
	assert_int_equal(counters.items[0].error, EOVERFLOW);
}

static void other_counters_are_refused(void **state)
{
	const struct allocbench_counter first[] = { path("pgfree", 1, 0),
						    path("pgalloc", 1, 0) };
	const struct allocbench_counter renamed[] = { first[0], path("pgscan", 1, 0) };
	const struct allocbench_counter moved[] = {
		first[0], counter("pgalloc", ALLOCBENCH_HARDWARE, 1, 0)
	};
	struct counters counters = { 0 };

	assert_int_equal(counters_add(&counters, first, 2), 0);
	assert_int_equal(counters_add(&counters, first, 1), -EPROTO);
	assert_int_equal(counters_add(&counters, renamed, 2), -EPROTO);
	assert_int_equal(counters_add(&counters, moved, 2), -EPROTO);
}

static void a_first_round_may_have_none(void **state)
{
	const struct allocbench_counter late = path("pgfree", 1, 0);
	struct counters counters = { 0 };

	assert_int_equal(counters_add(&counters, NULL, 0), 0);
	assert_int_equal(counters_add(&counters, &late, 1), -EPROTO);
}

/* Each part of a cell appends its own, and has more rounds behind it. */
static void what_parts_append_adds_up(void **state)
{
	const struct allocbench_counter round = path("pgfree", 1, 0);
	struct counters counters = { 0 };

	for (int64_t part = 1; part <= 100; part++) {
		const struct allocbench_counter slow = path("slub/alloc_slowpath", part, 0);

		assert_int_equal(counters_add(&counters, &round, 1), 0);
		counters_append(&counters, &slow);
	}
	assert_int_equal(counters.count, 2);
	assert_int_equal(counters.items[0].change, 100);
	assert_int_equal(counters.items[1].change, 5050);
}

static void a_reason_fits_its_error(void **state)
{
	static const struct {
		uint32_t kind;
		uint32_t error;
		const char *cpus, *reason;
	} rows[] = {
		{ ALLOCBENCH_HARDWARE, ENOENT, "",
		  "this CPU or hypervisor has no such counter" },
		{ ALLOCBENCH_HARDWARE, EBUSY, "", "the counter was shared with others" },
		{ ALLOCBENCH_HARDWARE, EOPNOTSUPP, "0-1",
		  "the calls are not of one thread" },
		{ ALLOCBENCH_HARDWARE, ENOENT, "0-1",
		  "this CPU or hypervisor has no such counter" },
		{ ALLOCBENCH_HARDWARE, EOPNOTSUPP, "", "Operation not supported" },
		{ ALLOCBENCH_HARDWARE, EACCES, "", "Permission denied" },
		{ ALLOCBENCH_PATH, EOPNOTSUPP, "0-1", "not in this kernel" },
		{ ALLOCBENCH_PATH, ENOENT, "", "not to be read in /sys/kernel/slab" },
		{ ALLOCBENCH_PATH, ENODATA, "", "kernel without CONFIG_SLUB_STATS" },
		{ ALLOCBENCH_PATH, EMFILE, "", "Too many open files" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct point point = { .cpus = rows[i].cpus };
		struct counters counters = { .count = 1 };
		json_t *record = json_object();
		const char *field = rows[i].kind == ALLOCBENCH_PATH ? "path" : "hardware";
		char key[16];

		counters.items[0] = counter("it", rows[i].kind, 0, rows[i].error);
		assert_int_equal(counters_put(record, &counters, &point), 0);
		assert_true(json_is_null(
			json_object_get(json_object_get(record, field), "it")));
		snprintf(key, sizeof(key), "%s.it", field);
		assert_string_equal(json_string_value(json_object_get(
					    json_object_get(record, "unknown"), key)),
				    rows[i].reason);
		json_decref(record);
	}
}

static void without_counters_both_fields_are_there(void **state)
{
	const struct point point = { 0 };
	const struct counters counters = { 0 };
	json_t *record = json_object();
	json_t *expected = json_pack("{s: {}, s: {}}", "path", "hardware");

	assert_int_equal(counters_put(record, &counters, &point), 0);
	assert_true(json_equal(record, expected));
	json_decref(record);
	json_decref(expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rounds_add_up),
		cmocka_unit_test(an_error_in_any_round_stays),
		cmocka_unit_test(a_sum_beyond_64_bits_is_not_known),
		cmocka_unit_test(other_counters_are_refused),
		cmocka_unit_test(a_first_round_may_have_none),
		cmocka_unit_test(what_parts_append_adds_up),
		cmocka_unit_test(a_reason_fits_its_error),
		cmocka_unit_test(without_counters_both_fields_are_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
