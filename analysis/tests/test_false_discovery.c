// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Benjamini and Hochberg's adjustment, against the example of their paper.
 */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/compare/false_discovery.h"

/* Section 4.1 of the paper: four of fifteen hold at 5 %. Shuffled; adjusted by hand. */
static const struct {
	double p;
	double adjusted;
} cells[] = {
	{ 0.0344, 0.0344 * 15 / 8 },   { 0.0001, 0.0015 },
	{ 1.0000, 1 },                 { 0.0095, 0.0095 * 15 / 4 },
	{ 0.4262, 0.4262 * 15 / 11 },  { 0.0278, 0.0298 * 15 / 7 },
	{ 0.0298, 0.0298 * 15 / 7 },   { 0.7590, 0.7590 * 15 / 14 },
	{ 0.0004, 0.003 },             { 0.3240, 0.486 },
	{ 0.0201, 0.0603 },            { 0.6528, 0.6528 * 15 / 13 },
	{ 0.0019, 0.0095 },            { 0.5719, 0.5719 * 15 / 12 },
	{ 0.0459, 0.0765 },
};

#define CELL_COUNT (sizeof(cells) / sizeof(cells[0]))

static void the_example_of_the_paper(void **state)
{
	double p[CELL_COUNT], adjusted[CELL_COUNT];
	int found = 0;

	for (size_t i = 0; i < CELL_COUNT; i++)
		p[i] = cells[i].p;
	assert_int_equal(false_discovery_adjust(p, CELL_COUNT, adjusted), 0);
	for (size_t i = 0; i < CELL_COUNT; i++) {
		assert_float_equal(adjusted[i], cells[i].adjusted, 1e-12);
		found += adjusted[i] <= 0.05;
	}
	assert_int_equal(found, 4);
}

static void a_cell_alone_is_as_it_is(void **state)
{
	static const double p = 0.04;
	double adjusted;

	assert_int_equal(false_discovery_adjust(&p, 1, &adjusted), 0);
	assert_true(adjusted == p);
	assert_int_equal(false_discovery_adjust(&p, 0, &adjusted), 0);
}

static void equal_values_are_adjusted_alike(void **state)
{
	static const double p[] = { 0.02, 0.9, 0.02, 0.02 };
	double adjusted[4];

	assert_int_equal(false_discovery_adjust(p, 4, adjusted), 0);
	assert_float_equal(adjusted[0], 0.08 / 3, 1e-12);
	assert_true(adjusted[0] == adjusted[2] && adjusted[2] == adjusted[3]);
	assert_float_equal(adjusted[1], 0.9, 1e-12);
}

static void what_is_no_p_value_is_refused(void **state)
{
	static const double bad[] = { -0.01, 1.01, NAN };
	double adjusted;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(false_discovery_adjust(&bad[i], 1, &adjusted), -EDOM);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_of_the_paper),
		cmocka_unit_test(a_cell_alone_is_as_it_is),
		cmocka_unit_test(equal_values_are_adjusted_alike),
		cmocka_unit_test(what_is_no_p_value_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
