// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * When sampling ends: rules on histograms that are known.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/precision.h"
#include "bench/random.h"

/* @count values from @first on, each a @step above the last. */
static struct histogram values(uint64_t first, uint64_t step, size_t count)
{
	uint64_t *list = calloc(count + 1, sizeof(*list));
	struct histogram histogram;

	for (size_t i = 0; i < count; i++)
		list[i] = first + step * i;
	assert_int_equal(histogram_from_values(list, count, &histogram), 0);
	free(list);
	return histogram;
}

static bool is_reached(uint64_t first, uint64_t step, size_t count)
{
	struct histogram histogram = values(first, step, count);
	bool reached = precision_reached(&histogram);

	histogram_free(&histogram);
	return reached;
}

static void an_exact_clock_is_precise_at_once(void **state)
{
	assert_true(is_reached(7, 0, 6));
	/* Five samples have no interval of 95 %. */
	assert_false(is_reached(7, 0, 5));
}

/* Of 1024 the interval is from rank 481 to 544, 63 steps: enough from a median of 6300.
 */
static void half_a_percent_or_half_a_tick_is_enough(void **state)
{
	assert_false(is_reached(1000, 1, 1024));
	assert_false(is_reached(6299 - 511, 1, 1024));
	assert_true(is_reached(6300 - 511, 1, 1024));
}

static void nothing_to_know_is_known(void **state)
{
	assert_true(is_reached(0, 0, 0));
}

static bool agree(uint64_t before, uint64_t now)
{
	struct histogram one = values(before, 0, 3);
	struct histogram other = values(now, 0, 3);
	bool steady = precision_steady(&one, &other);

	histogram_free(&one);
	histogram_free(&other);
	return steady;
}

static void medians_agree_within_half_a_percent(void **state)
{
	assert_true(agree(60, 60));
	assert_false(agree(60, 61));
	assert_true(agree(1000, 1005));
	assert_true(agree(1000, 995));
	assert_false(agree(1000, 1006));
	assert_false(agree(1000, 994));
	assert_true(agree(0, 0));
}

static void what_fails_is_steady_in_failing(void **state)
{
	struct histogram none = { 0 };
	struct histogram some = values(5, 0, 3);

	assert_true(precision_steady(&none, &none));
	assert_false(precision_steady(&none, &some));
	assert_false(precision_steady(&some, &none));
	histogram_free(&some);
}

static void rounds_double_up_to_the_longest(void **state)
{
	static const uint64_t expected[] = {
		1024, 1024, 2048, 4096, 8192, 8192, 5424, 0
	};
	uint64_t taken = 0;

	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		uint64_t next = precision_next_round(taken, 0, 30000, 8192);

		assert_int_equal(next, expected[i]);
		taken += next;
	}
	assert_int_equal(taken, 30000);
}

static void a_fixed_count_is_taken_in_the_longest_rounds(void **state)
{
	assert_int_equal(precision_next_round(0, 1024, 7, 8192), 1024);
	assert_int_equal(precision_next_round(0, 20000, 7, 8192), 8192);
	assert_int_equal(precision_next_round(16384, 20000, 7, 8192), 3616);
	assert_int_equal(precision_next_round(20000, 20000, 7, 8192), 0);
}

/* As sampling does it, looking after every round; returns the samples taken. */
static uint64_t sample_until_precise(struct random *random, double *median)
{
	struct histogram histogram = { 0 };
	uint64_t taken = 0;

	do {
		uint64_t count = precision_next_round(taken, 0, 1000000, 16384);
		uint64_t *list = calloc(count, sizeof(*list));
		struct histogram part;

		/* A sum of four: hills of 2000 to 4000 ticks, the median in the middle.
		 */
		for (uint64_t i = 0; i < count; i++) {
			list[i] = 2000;
			for (int j = 0; j < 4; j++)
				list[i] += random_below(random, 501);
		}
		assert_int_equal(histogram_from_values(list, count, &part), 0);
		assert_int_equal(histogram_add(&histogram, &part), 0);
		histogram_free(&part);
		free(list);
		taken += count;
	} while (!precision_reached(&histogram));
	*median = histogram_median(&histogram);
	histogram_free(&histogram);
	return taken;
}

/*
 * The rule looks more than once, so that it is right less often than 95 % of the times;
 * it must not be wrong by much more than it says.
 */
static void what_is_called_precise_is_near_the_truth(void **state)
{
	struct random random = { .state = 1 };
	int near = 0;

	for (int i = 0; i < 200; i++) {
		double median;
		uint64_t taken = sample_until_precise(&random, &median);

		assert_in_range(taken, 1024, 8192);
		assert_true(median > 3000 * 0.985 && median < 3000 * 1.015);
		near += median >= 3000 * (1 - PRECISION_PART) &&
			median <= 3000 * (1 + PRECISION_PART);
	}
	assert_in_range(near, 180, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_exact_clock_is_precise_at_once),
		cmocka_unit_test(half_a_percent_or_half_a_tick_is_enough),
		cmocka_unit_test(nothing_to_know_is_known),
		cmocka_unit_test(medians_agree_within_half_a_percent),
		cmocka_unit_test(what_fails_is_steady_in_failing),
		cmocka_unit_test(rounds_double_up_to_the_longest),
		cmocka_unit_test(a_fixed_count_is_taken_in_the_longest_rounds),
		cmocka_unit_test(what_is_called_precise_is_near_the_truth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
