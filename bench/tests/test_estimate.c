// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the times of a few samples to those of a cell.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bench/estimate.h"

/* Four samples and six seconds before them, then eight samples, of a second each. */
static void a_cell_takes_at_least_and_at_most(void **state)
{
	static const struct {
		struct sampling sampling;
		double least, most;
	} rows[] = {
		{ { .part_count = 1, .samples = 100, .warmup = 10 }, 116, 116 },
		{ { .part_count = 16, .samples = 100, .warmup = 10 }, 266, 266 },
		{ { .part_count = 1, .most = 1000000, .warmup = WARMUP_UNTIL_STEADY },
		  6 + 1024 + 256,
		  6 + 1000000 + 1024 },
		{ { .part_count = 1, .most = 500, .warmup = WARMUP_UNTIL_STEADY },
		  6 + 500 + 256,
		  6 + 500 + 1024 },
		{ { .part_count = 1, .most = 5000, .warmup = 64 }, 6 + 1024 + 64, 6 + 5000 + 64 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct estimate estimate = estimate_of(&rows[i].sampling, 10, 8);

		assert_float_equal(estimate.least, rows[i].least, 1e-6);
		assert_float_equal(estimate.most, rows[i].most, 1e-6);
	}
}

static void a_beginning_takes_no_time_below_zero(void **state)
{
	const struct sampling sampling = { .samples = 100 };
	struct estimate estimate = estimate_of(&sampling, 2, 8);

	assert_float_equal(estimate.least, 100, 1e-6);
	assert_float_equal(estimate.most, 100, 1e-6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_takes_at_least_and_at_most),
		cmocka_unit_test(a_beginning_takes_no_time_below_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
