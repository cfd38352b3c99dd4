// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The ratio of two sides and its interval, by hand and by inverting the rank test.
 */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "analysis/compare/rank_test.h"
#include "analysis/compare/ratio.h"

#define LEVEL 0.95
#define MOST_BOOTS 12

struct sides {
	double base[MOST_BOOTS], new[MOST_BOOTS];
	size_t base_count, new_count;
};

static struct ratio ratio_of(const struct sides *sides)
{
	struct ratio ratio;

	assert_int_equal(ratio_estimate(sides->base, sides->base_count, sides->new,
					sides->new_count, LEVEL, &ratio),
			 0);
	return ratio;
}

static void deal(gsl_rng *dice, struct sides *sides, double quantum)
{
	double *all[] = { sides->base, sides->new };

	sides->base_count = 4 + gsl_rng_uniform_int(dice, MOST_BOOTS - 3);
	sides->new_count = 4 + gsl_rng_uniform_int(dice, MOST_BOOTS - 3);
	for (size_t i = 0; i < 2; i++)
		for (size_t j = 0; j < MOST_BOOTS; j++) {
			double value = 1000 * exp(gsl_ran_gaussian(dice, 0.02));

			all[i][j] = quantum > 0 ? rint(value / quantum) * quantum : value;
		}
}

/* Whether the rank test accepts that new is @factor times base. */
static bool is_accepted(const struct sides *sides, double factor)
{
	double scaled[MOST_BOOTS], p;

	for (size_t i = 0; i < sides->base_count; i++)
		scaled[i] = sides->base[i] * factor;
	assert_int_equal(
		rank_test(scaled, sides->base_count, sides->new, sides->new_count, &p),
		0);
	return p > 1 - LEVEL;
}

static void the_interval_is_what_the_test_accepts(void **state)
{
	gsl_rng *dice = gsl_rng_alloc(gsl_rng_mt19937);

	for (int round = 0; round < 200; round++) {
		struct sides sides;

		deal(dice, &sides, 0);
		struct ratio ratio = ratio_of(&sides);

		assert_true(ratio_is_bounded(&ratio));
		assert_true(is_accepted(&sides, ratio.estimate));
		assert_true(is_accepted(&sides, ratio.low * (1 + 1e-12)));
		assert_false(is_accepted(&sides, ratio.low * (1 - 1e-12)));
		assert_true(is_accepted(&sides, ratio.high * (1 - 1e-12)));
		assert_false(is_accepted(&sides, ratio.high * (1 + 1e-12)));
	}
	gsl_rng_free(dice);
}

static void with_ties_it_is_that_of_ties_just_broken(void **state)
{
	gsl_rng *dice = gsl_rng_alloc(gsl_rng_mt19937);

	for (int round = 0; round < 200; round++) {
		struct sides tied, broken;

		deal(dice, &tied, 20);
		broken = tied;
		for (size_t i = 0; i < MOST_BOOTS; i++) {
			broken.base[i] += 1e-7 * gsl_rng_uniform(dice);
			broken.new[i] += 1e-7 * gsl_rng_uniform(dice);
		}
		struct ratio ratio = ratio_of(&tied), limit = ratio_of(&broken);

		assert_float_equal(ratio.low, limit.low, 1e-9);
		assert_float_equal(ratio.high, limit.high, 1e-9);
		assert_float_equal(ratio.estimate, limit.estimate, 1e-9);
	}
	gsl_rng_free(dice);
}

static void with_ties_it_holds_the_truth_often_enough(void **state)
{
	gsl_rng *dice = gsl_rng_alloc(gsl_rng_mt19937);
	int held = 0, rounds = 4000;

	for (int round = 0; round < rounds; round++) {
		struct sides sides;

		deal(dice, &sides, 20);
		struct ratio ratio = ratio_of(&sides);

		held += ratio.low <= 1 && ratio.high >= 1;
	}
	assert_true(held >= LEVEL * rounds);
	gsl_rng_free(dice);
}

/* Ratios by hand: 1.1, 1.2, 1.1 / 0.8 and 1.2 / 0.8, 1.375 and 1.5. */
static void the_estimate_is_the_median_ratio(void **state)
{
	static const struct sides even = { { 100, 80 }, { 110, 120 }, 2, 2 };
	static const struct sides odd = { { 100 }, { 90, 110, 130 }, 1, 3 };

	assert_float_equal(ratio_of(&even).estimate, sqrt(1.2 * 1.375), 1e-12);
	assert_float_equal(ratio_of(&odd).estimate, 1.1, 1e-12);
}

static void swapped_sides_give_the_inverse(void **state)
{
	gsl_rng *dice = gsl_rng_alloc(gsl_rng_mt19937);

	for (int round = 0; round < 100; round++) {
		struct sides sides;

		deal(dice, &sides, 2);
		struct sides swapped = { .base_count = sides.new_count,
					 .new_count = sides.base_count };

		for (size_t i = 0; i < MOST_BOOTS; i++) {
			swapped.base[i] = sides.new[i];
			swapped.new[i] = sides.base[i];
		}
		struct ratio ratio = ratio_of(&sides), inverse = ratio_of(&swapped);

		assert_float_equal(ratio.estimate * inverse.estimate, 1, 1e-12);
		assert_float_equal(ratio.low * inverse.high, 1, 1e-12);
		assert_int_equal(ratio_direction(&ratio), -ratio_direction(&inverse));
	}
	gsl_rng_free(dice);
}

/* 2 of 20 deals are as extreme with 3 boots a side, 2 of 70 with 4. */
static void too_few_boots_give_no_bounds(void **state)
{
	static const struct sides three = { { 1, 2, 3 }, { 7, 8, 9 }, 3, 3 };
	static const struct sides four = { { 1, 2, 3, 4 }, { 7, 8, 9, 10 }, 4, 4 };
	struct ratio ratio = ratio_of(&three);

	assert_false(ratio_is_bounded(&ratio));
	assert_true(ratio.low == 0 && isinf(ratio.high));
	assert_int_equal(ratio_direction(&ratio), 0);

	ratio = ratio_of(&four);
	assert_true(ratio_is_bounded(&ratio));
	assert_float_equal(ratio.low, 7.0 / 4, 1e-12);
	assert_float_equal(ratio.high, 10, 1e-12);
	assert_int_equal(ratio_direction(&ratio), 1);
}

/* 2 of 20 deals are 10 %: just as many as may be outside. */
static void rounding_does_not_widen_an_interval(void **state)
{
	static const double base[] = { 1, 2, 3 }, new[] = { 7, 8, 9 };
	struct ratio ratio;

	assert_int_equal(ratio_estimate(base, 3, new, 3, 0.9, &ratio), 0);
	assert_true(ratio_is_bounded(&ratio));
	assert_int_equal(ratio_estimate(base, 3, new, 3, 0.901, &ratio), 0);
	assert_false(ratio_is_bounded(&ratio));
}

static void one_in_the_interval_is_no_direction(void **state)
{
	static const struct {
		struct ratio ratio;
		int direction;
	} cases[] = {
		{ { 1.1, 1.01, 1.2 }, 1 },  { { 1.1, 1, 1.2 }, 0 },
		{ { 1.1, 0.9, 1.2 }, 0 },   { { 0.9, 0.8, 1 }, 0 },
		{ { 0.9, 0.8, 0.99 }, -1 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(ratio_direction(&cases[i].ratio), cases[i].direction);
}

static void what_has_no_ratio_is_refused(void **state)
{
	static const double one = 1;
	static const double bad[] = { 0, -1, NAN, INFINITY };
	struct ratio ratio;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(ratio_estimate(&bad[i], 1, &one, 1, LEVEL, &ratio),
				 -EDOM);
		assert_int_equal(ratio_estimate(&one, 1, &bad[i], 1, LEVEL, &ratio),
				 -EDOM);
	}
	assert_int_equal(ratio_estimate(&one, 0, &one, 1, LEVEL, &ratio), -EINVAL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_interval_is_what_the_test_accepts),
		cmocka_unit_test(with_ties_it_is_that_of_ties_just_broken),
		cmocka_unit_test(with_ties_it_holds_the_truth_often_enough),
		cmocka_unit_test(the_estimate_is_the_median_ratio),
		cmocka_unit_test(swapped_sides_give_the_inverse),
		cmocka_unit_test(too_few_boots_give_no_bounds),
		cmocka_unit_test(rounding_does_not_widen_an_interval),
		cmocka_unit_test(one_in_the_interval_is_no_direction),
		cmocka_unit_test(what_has_no_ratio_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
