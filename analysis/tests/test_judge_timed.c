// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Verdicts on cells of a clock that measures time, and how many boots would settle one.
 */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/compare/boots_needed.h"
#include "analysis/compare/judge_timed.h"
#include "analysis/compare/outcome.h"

#define OPTIONS (&timed_options_default)

/* With ten boots a side, fifty cells and a margin of 3 %. */
static const struct {
	const char *fact;
	struct ratio ratio;
	double adjusted_p;
	enum cell_verdict verdict;
	int direction;
} cases[] = {
	{ "dearer", { 1.05, 1.04, 1.06 }, 0.01, CELL_SLOWER, 1 },
	{ "cheaper", { 0.95, 0.94, 0.96 }, 0.01, CELL_FASTER, -1 },
	{ "just significant", { 1.05, 1.04, 1.06 }, 0.05, CELL_SLOWER, 1 },
	{ "near end past half", { 1.04, 1.016, 1.06 }, 0.01, CELL_SLOWER, 1 },
	{ "near end past half, below", { 0.96, 0.94, 0.984 }, 0.01, CELL_FASTER, -1 },

	{ "near end at half", { 1.04, 1.015, 1.06 }, 0.01, CELL_INCONCLUSIVE, 1 },
	{ "near end at half, below", { 0.96, 0.94, 0.985 }, 0.01, CELL_INCONCLUSIVE, -1 },

	{ "just 3 %", { 1.03, 1.02, 1.05 }, 0.01, CELL_SHIFTED, 1 },
	{ "just 3 % less", { 0.97, 0.95, 0.98 }, 0.01, CELL_SHIFTED, -1 },
	{ "a little dearer", { 1.01, 1.005, 1.015 }, 0.01, CELL_SHIFTED, 1 },
	{ "a little cheaper", { 0.99, 0.98, 0.999 }, 0.01, CELL_SHIFTED, -1 },

	{ "within", { 1.01, 0.99, 1.02 }, 0.6, CELL_SAME, 0 },
	{ "within, to the margin", { 1, 0.97, 1.03 }, 1, CELL_SAME, 0 },
	{ "by chance", { 1.01, 1.005, 1.02 }, 0.051, CELL_SAME, 0 },
	{ "one is at the end", { 1.02, 1, 1.03 }, 0.01, CELL_SAME, 0 },

	{ "dearer, by chance", { 1.05, 1.04, 1.06 }, 0.051, CELL_INCONCLUSIVE, 0 },
	{ "straddles", { 1.05, 0.999, 1.06 }, 0.01, CELL_INCONCLUSIVE, 0 },
	{ "one is at the near end", { 1.05, 1, 1.06 }, 0.01, CELL_INCONCLUSIVE, 0 },
	{ "too wide above", { 1, 0.98, 1.031 }, 0.5, CELL_INCONCLUSIVE, 0 },
	{ "too wide below", { 1, 0.969, 1.02 }, 0.5, CELL_INCONCLUSIVE, 0 },
	{ "unbounded", { 1.5, 0, INFINITY }, 0.01, CELL_INCONCLUSIVE, 0 },
};

static void verdicts_by_ratio_and_p(void **state)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct timed_cell cell = { .ratio = cases[i].ratio, .boots = 10 };
		struct finding finding =
			timed_cell_judge(&cell, OPTIONS, cases[i].adjusted_p, 0.03, 50);

		if (finding.verdict != cases[i].verdict ||
		    finding.direction != cases[i].direction)
			fail_msg("%s: %s, %d", cases[i].fact,
				 outcome_name((enum outcome)finding.verdict),
				 finding.direction);
		assert_int_equal(finding.boots_needed > 0,
				 finding.verdict == CELL_INCONCLUSIVE);
	}
}

/* Of five boots three lie within 2 ticks of 102; of the other side within 20 of 100. */
static void the_spread_of_the_wider_side_is_a_margin(void **state)
{
	static const double narrow[] = { 140, 100, 101, 103, 102 };
	static const double wide[] = { 120, 80, 90, 110, 100 };
	struct timed_cell cell;

	assert_int_equal(timed_cell_measure(narrow, 5, narrow, 5, OPTIONS, &cell), 0);
	assert_true(fabs(cell.spread - 2.0 / 102) < 1e-12);
	assert_true(timed_cell_margin(&cell, OPTIONS, 0, 0) == 0.03);
	assert_int_equal(timed_cell_measure(narrow, 5, wide, 5, OPTIONS, &cell), 0);
	assert_true(fabs(cell.spread - 0.2) < 1e-12);
	assert_true(timed_cell_margin(&cell, OPTIONS, 0, 0) == cell.spread);
	assert_int_equal(timed_cell_measure(wide, 5, narrow, 5, OPTIONS, &cell), 0);
	assert_true(fabs(cell.spread - 0.2) < 1e-12);
}

static void an_interval_with_one_never_fails_a_gate(void **state)
{
	for (double p = 0; p <= 0.05; p += 0.01)
		for (double estimate = 1; estimate < 3; estimate += 0.01) {
			struct timed_cell cell = { .ratio = { estimate, 1, 3 },
						   .boots = 10 };

			assert_int_not_equal(
				timed_cell_judge(&cell, OPTIONS, p, 0, 1).verdict,
				CELL_SLOWER);
		}
}

static void the_margin_is_the_largest(void **state)
{
	static const struct {
		double base_median, quantum_ticks, floor, margin;
	} margins[] = {
		{ 3000, 2, 0, 0.03 },	{ 100, 2, 0, 0.04 },	 { 100, 2, 0.05, 0.05 },
		{ 300, 2, 0.02, 0.03 }, { 3000, 0, 0.06, 0.06 },
	};

	for (size_t i = 0; i < sizeof(margins) / sizeof(*margins); i++) {
		struct timed_cell cell = { .base_median = margins[i].base_median };

		assert_float_equal(timed_cell_margin(&cell, OPTIONS,
						     margins[i].quantum_ticks,
						     margins[i].floor),
				   margins[i].margin, 1e-12);
	}
}

static void a_cell_is_measured(void **state)
{
	static const double base[] = { 100, 104, 102, 98 },
			    new[] = { 110, 112, 114, 116 };
	static const double zero = 0;
	struct timed_cell cell;

	assert_int_equal(timed_cell_measure(base, 4, new, 4, OPTIONS, &cell), 0);
	assert_float_equal(cell.p, 2.0 / 70, 1e-12);
	assert_float_equal(cell.base_median, 101, 1e-12);
	assert_float_equal(cell.boots, 4, 1e-12);
	assert_float_equal(cell.ratio.low, 110.0 / 104, 1e-12);
	assert_float_equal(cell.ratio.high, 116.0 / 98, 1e-12);

	assert_int_equal(timed_cell_measure(base, 4, new, 2, OPTIONS, &cell), 0);
	assert_float_equal(cell.boots, 16.0 / 6, 1e-12);
	assert_int_equal(timed_cell_measure(base, 4, new, 0, OPTIONS, &cell), -EINVAL);
	assert_int_equal(timed_cell_measure(&zero, 1, new, 4, OPTIONS, &cell), -EDOM);
}

/* 2 of 6, 20, 70, 252, 924, 3432 deals. */
static void the_fewest_boots_for_a_level(void **state)
{
	static const struct {
		double outside;
		size_t boots;
	} levels[] = {
		{ 1, 1 },     { 0.1, 3 },      { 0.05, 4 },	{ 0.01, 5 },
		{ 0.001, 7 }, { 2.0 / 70, 4 }, { 2.0 / 71, 5 }, { 0.05 / 1000, 9 }
	};

	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
		assert_int_equal(boots_least(levels[i].outside), levels[i].boots);
}

static size_t needed(double estimate, double low, double high, double boots, size_t cells)
{
	struct timed_cell cell = { .ratio = { estimate, low, high }, .boots = boots };

	return boots_needed(&cell, OPTIONS, 0.03, cells);
}

/*
 * With z(95 %) = 1.95996, z(80 %) = 0.84162, of 50 cells z(adjusted) = 3.29053:
 * no difference and an interval of 5 % either way: 10 * (0.05 / 1.95996 * 2.80158 /
 * log(1.03))^2 = 58.5; 6 % either way with an estimate of 5 %: the nearer end asks for
 * 10 * (0.06 / 1.95996 * 2.80158 / (log(1.05) - log(1.03) / 2))^2 = 63.6, significance
 * for 10 * (0.06 / 1.95996 * 4.13215 / log(1.05))^2 = 67.2.
 */
static void the_spread_says_how_many(void **state)
{
	assert_int_equal(needed(1, exp(-0.05), exp(0.05), 10, 50), 59);
	assert_int_equal(needed(1.05, 1.05 * exp(-0.06), 1.05 * exp(0.06), 10, 50), 68);
	assert_int_equal(needed(1 / 1.05, exp(-0.06) / 1.05, exp(0.06) / 1.05, 10, 50),
			 68);
}

static void too_few_for_the_test_are_not_enough(void **state)
{
	assert_int_equal(needed(1.05, 0, INFINITY, 3, 1), 4);
	assert_int_equal(needed(1.05, 0, INFINITY, 3, 50), 7);
	assert_int_equal(needed(1.2, 1.2, 1.2, 4, 50), 7);
	assert_int_equal(needed(1.05, 1.045, 1.055, 9, 1000), 10);
}

/* 2 of 252 deals, where 2 of 70 would do for the test of one cell. */
static void too_few_for_the_interval_are_not_enough(void **state)
{
	static const struct timed_options strict = { 0.99, 0.05, 0.03 };
	struct timed_cell cell = { .ratio = { 1.05, 0, INFINITY }, .boots = 3 };

	assert_int_equal(boots_needed(&cell, &strict, 0.03, 1), 5);
}

static void what_cannot_be_settled_has_a_limit(void **state)
{
	assert_int_equal(needed(1, 0.01, 100, 10, 50), BOOTS_NEEDED_LIMIT);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdicts_by_ratio_and_p),
		cmocka_unit_test(the_spread_of_the_wider_side_is_a_margin),
		cmocka_unit_test(an_interval_with_one_never_fails_a_gate),
		cmocka_unit_test(the_margin_is_the_largest),
		cmocka_unit_test(a_cell_is_measured),
		cmocka_unit_test(the_fewest_boots_for_a_level),
		cmocka_unit_test(the_spread_says_how_many),
		cmocka_unit_test(too_few_for_the_test_are_not_enough),
		cmocka_unit_test(too_few_for_the_interval_are_not_enough),
		cmocka_unit_test(what_cannot_be_settled_has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
