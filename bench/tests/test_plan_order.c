// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Random numbers, orders and seeds. The expected ones are of another program, written
 * after the published descriptions of splitmix64, FNV-1a and the shuffle.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/plan_order.h"
#include "bench/random.h"

static struct allocator_row row = { .name = "kmalloc", .size_means = SIZE_MEANS_BYTES };

static void the_sequence_is_splitmix64(void **state)
{
	static const uint64_t expected[] = { 6457827717110365317u, 3203168211198807973u,
					     9817491932198370423u, 4593380528125082431u,
					     16408922859458223821u };
	struct random random = { .state = 1234567 };

	for (size_t i = 0; i < 5; i++)
		assert_true(random_next(&random) == expected[i]);
}

static void numbers_below_a_limit_are_equally_likely(void **state)
{
	struct random random = { .state = 1 };
	unsigned int seen[7] = { 0 };

	for (int i = 0; i < 70000; i++) {
		uint64_t number = random_below(&random, 7);

		assert_true(number < 7);
		seen[number]++;
	}
	/* Five standard deviations of 93. */
	for (int i = 0; i < 7; i++)
		assert_in_range(seen[i], 10000 - 465, 10000 + 465);
	assert_int_equal(random_below(&random, 1), 0);
}

/* A quarter of all 64-bit numbers are beyond the last multiple: they must not count. */
static void no_number_is_favoured_by_a_large_limit(void **state)
{
	struct random random = { .state = 1 };
	unsigned int small = 0;

	for (int i = 0; i < 3000; i++)
		small += random_below(&random, (uint64_t)3 << 62) < (uint64_t)1 << 62;
	/* Five standard deviations of 26; with them it would be 1500. */
	assert_in_range(small, 1000 - 130, 1000 + 130);
}

/* Points of sizes 0, 1, 2 ...: the caller frees them. */
static struct plan plan_of(size_t count)
{
	struct plan plan = { .points = calloc(count, sizeof(*plan.points)),
			     .point_count = count };

	for (size_t i = 0; i < count; i++) {
		plan.points[i] = point_plain(&row, i, "");
		plan.points[i].pattern = "hold";
		plan.points[i].set_size = 64;
	}
	return plan;
}

static void a_seed_is_an_order_on_every_machine(void **state)
{
	static const struct {
		uint64_t seed;
		uint64_t order[10];
	} rows[] = {
		{ 0,  { 6, 3, 2, 9, 8, 1, 4, 7, 0, 5 } },
		{ 42, { 0, 9, 5, 8, 6, 4, 7, 2, 1, 3 } },
	};

	for (size_t i = 0; i < 2; i++) {
		struct plan plan = plan_of(10);

		plan_shuffle(&plan, rows[i].seed);
		for (size_t j = 0; j < 10; j++)
			assert_int_equal(plan.points[j].size, rows[i].order[j]);
		free(plan.points);
	}
}

static void an_order_has_every_point_once(void **state)
{
	for (size_t count = 0; count < 50; count++) {
		bool seen[50] = { false };
		struct plan plan = plan_of(count + !count);

		plan.point_count = count;
		plan_shuffle(&plan, count);
		for (size_t i = 0; i < count; i++) {
			assert_false(seen[plan.points[i].size]);
			seen[plan.points[i].size] = true;
		}
		free(plan.points);
	}
}

static void seeds_follow_from_the_point_and_not_its_place(void **state)
{
	struct plan straight = plan_of(100);
	struct plan shuffled = plan_of(100);

	plan_seed(&straight, 7);
	plan_shuffle(&shuffled, 7);
	plan_seed(&shuffled, 7);
	for (size_t i = 0; i < 100; i++) {
		uint64_t size = shuffled.points[i].size;

		assert_true(shuffled.points[i].seed == straight.points[size].seed);
		assert_in_range(shuffled.points[i].seed, 1, INT64_MAX);
		for (size_t j = 0; j < i; j++)
			assert_true(shuffled.points[i].seed != shuffled.points[j].seed);
	}
	plan_seed(&shuffled, 8);
	assert_true(shuffled.points[0].seed !=
		    straight.points[shuffled.points[0].size].seed);
	free(straight.points);
	free(shuffled.points);
}

static void what_holds_no_set_draws_nothing(void **state)
{
	struct plan plan = plan_of(1);

	plan.points[0].set_size = 0;
	plan_seed(&plan, 7);
	assert_int_equal(plan.points[0].seed, 0);
	free(plan.points);
	assert_true(random_seed_of(0, "kmalloc") == 7242431747170518457u);
	assert_true(random_seed_of(1, "kmalloc") == 3234971434056206405u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sequence_is_splitmix64),
		cmocka_unit_test(numbers_below_a_limit_are_equally_likely),
		cmocka_unit_test(no_number_is_favoured_by_a_large_limit),
		cmocka_unit_test(a_seed_is_an_order_on_every_machine),
		cmocka_unit_test(an_order_has_every_point_once),
		cmocka_unit_test(seeds_follow_from_the_point_and_not_its_place),
		cmocka_unit_test(what_holds_no_set_draws_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
