// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The arithmetic of costs, against numbers worked out by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/summary.h"

static struct value_count call_bins[] = {
	{ 100, 50 }, { 110, 44 }, { 120, 4 }, { 900, 2 }
};
static struct value_count none_bins[] = { { 5, 1 }, { 6, 1 } };

static const struct histogram call = { call_bins, 4, 100 };
static const struct histogram none = { none_bins, 2, 2 };
static const struct histogram empty = { NULL, 0, 0 };

static void costs_are_statistics_less_the_median_of_none(void **state)
{
	/*
	 * The median of none is 5.5; the call's two middle values are 100 and 110, its mean
	 * (5000 + 4840 + 480 + 1800) / 100.
	 */
	static const struct {
		const char *name;
		double cost;
	} cases[] = {
		{ "p50", 99.5 },  { "p95", 114.5 },  { "p99", 894.5 },
		{ "min", 94.5 },  { "mean", 115.7 },
		/* Of 90: 45 of 100, 44 of 110, 1 of 120; none's is 5.5 too. */
		{ "middle", 105.1111111111 - 5.5 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct statistic_list list;
		double cost = -1;

		assert_int_equal(statistic_list_parse(cases[i].name, &list), 0);
		assert_true(summary_cost(&call, &none, list.items[0], &cost));
		assert_float_equal(cost, cases[i].cost, 1e-9);
	}
}

static void a_cost_may_be_negative(void **state)
{
	double cost;

	assert_true(summary_cost(&none, &call, statistic_default, &cost));
	assert_float_equal(cost, 5.5 - 105, 1e-9);
}

static void without_samples_there_is_no_cost(void **state)
{
	double cost;

	assert_false(summary_cost(&empty, &none, statistic_default, &cost));
	assert_false(summary_cost(&call, &empty, statistic_default, &cost));
}

static void a_list_keeps_its_order(void **state)
{
	struct statistic_list list;

	assert_int_equal(statistic_list_parse("mean,p50,min,p99,p95", &list), 0);
	assert_int_equal(list.count, 5);
	assert_string_equal(list.items[0]->name, "mean");
	assert_string_equal(list.items[4]->name, "p95");
}

static void a_bad_list_is_refused(void **state)
{
	static const char *const bad[] = { "",	 ",",	"p50,",	    ",p50",   "p50,p50",
					   "p5", "P50", "p50 ,min", "median", "p500" };
	struct statistic_list list;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_true(statistic_list_parse(bad[i], &list) < 0);
}

static void numbers_have_no_superfluous_digits(void **state)
{
	static const struct {
		double value;
		const char *text;
	} cases[] = {
		{ 0, "0" },
		{ 173, "173" },
		{ 173.5, "173.5" },
		{ 1000, "1000" },
		{ 0.25, "0.25" },
		{ -0.001, "0" },
		{ -12.5, "-12.5" },
		{ 10.10, "10.1" },
		{ 18446744073709551615.0, "18446744073709551616" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[SUMMARY_TEXT_LENGTH];

		summary_print(cases[i].value, text);
		assert_string_equal(text, cases[i].text);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(costs_are_statistics_less_the_median_of_none),
		cmocka_unit_test(a_cost_may_be_negative),
		cmocka_unit_test(without_samples_there_is_no_cost),
		cmocka_unit_test(a_list_keeps_its_order),
		cmocka_unit_test(a_bad_list_is_refused),
		cmocka_unit_test(numbers_have_no_superfluous_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
