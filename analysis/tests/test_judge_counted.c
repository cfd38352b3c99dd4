// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Verdicts on cells of a clock that counts instructions, and on all cells together.
 */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/compare/judge_counted.h"
#include "analysis/compare/outcome.h"

/* Each with three boots a side. */
static const struct {
	const char *fact;
	double base[3], new[3];
	double margin;
	enum cell_verdict verdict;
	int direction;
} cases[] = {
	{ "equal", { 142, 142, 142 }, { 142, 142, 142 }, 0.01, CELL_SAME, 0 },
	{ "overlap", { 140, 150, 145 }, { 149, 160, 155 }, 0.01, CELL_SAME, 0 },
	{ "one in the other", { 140, 150, 145 }, { 146, 147, 146 }, 0.01, CELL_SAME, 0 },
	{ "they touch", { 140, 150, 145 }, { 150, 160, 155 }, 0.01, CELL_SAME, 0 },
	{ "they touch below", { 150, 160, 155 }, { 140, 150, 145 }, 0, CELL_SAME, 0 },

	{ "two of 100", { 100, 100, 100 }, { 102, 102, 102 }, 0.01, CELL_SLOWER, 1 },
	{ "two less", { 102, 102, 102 }, { 100, 100, 100 }, 0.01, CELL_FASTER, -1 },
	{ "just 1 %", { 1000, 1000, 1000 }, { 1010, 1010, 1010 }, 0.01, CELL_SHIFTED, 1 },
	{ "above 1 %", { 1000, 1000, 1000 }, { 1011, 1011, 1011 }, 0.01, CELL_SLOWER, 1 },
	{ "1 % less", { 1000, 1000, 1000 }, { 990, 990, 990 }, 0.01, CELL_SHIFTED, -1 },
	{ "above, less", { 1000, 1000, 1000 }, { 989, 989, 989 }, 0.01, CELL_FASTER, -1 },

	{ "one of 20", { 20, 20, 20 }, { 21, 21, 21 }, 0.01, CELL_SHIFTED, 1 },
	{ "one and a half", { 20, 20, 20 }, { 21.5, 21.5, 21.5 }, 0.01, CELL_SLOWER, 1 },
	{ "one with 5 %", { 100, 100, 100 }, { 105, 105, 105 }, 0.05, CELL_SHIFTED, 1 },

	{ "base is wide", { 100, 120, 110 }, { 140, 140, 140 }, 0.01, CELL_SHIFTED, 1 },
	{ "wider than that", { 100, 120, 110 }, { 141, 141, 141 }, 0.01, CELL_SLOWER, 1 },
	{ "new is wide", { 100, 100, 100 }, { 110, 120, 115 }, 0.01, CELL_SHIFTED, 1 },
	{ "wide, below", { 100, 100, 100 }, { 80, 90, 85 }, 0.01, CELL_SHIFTED, -1 },
	{ "far below", { 100, 100, 100 }, { 70, 80, 75 }, 0.01, CELL_FASTER, -1 },

	{ "any parting", { 100, 120, 110 }, { 121, 140, 130 }, 0, CELL_SLOWER, 1 },
	{ "any parting below", { 100, 120, 110 }, { 60, 99.5, 80 }, 0, CELL_FASTER, -1 },
	{ "nothing parts", { 142, 142, 142 }, { 142, 142, 142 }, 0, CELL_SAME, 0 },

	{ "of zero", { 0, 0, 0 }, { 2, 2, 2 }, 0.01, CELL_SLOWER, 1 },
	{ "negative", { -300, -300, -300 }, { -298, -298, -298 }, 0.01, CELL_SHIFTED, 1 },
};

static void verdicts_by_gap_and_margin(void **state)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct counted_cell cell;

		assert_int_equal(counted_cell_measure(cases[i].base, 3, cases[i].new, 3,
						      cases[i].margin, &cell),
				 0);
		struct finding finding = counted_cell_judge(&cell);

		if (finding.verdict != cases[i].verdict ||
		    finding.direction != cases[i].direction)
			fail_msg("%s: %s, %d", cases[i].fact,
				 outcome_name((enum outcome)finding.verdict),
				 finding.direction);
		assert_int_equal(finding.boots_needed, 0);
	}
}

static void one_boot_a_side_has_a_verdict(void **state)
{
	static const double base = 100, new = 105;
	struct counted_cell cell;

	assert_int_equal(counted_cell_measure(&base, 1, &new, 1, COUNTED_MARGIN, &cell),
			 0);
	assert_int_equal(counted_cell_judge(&cell).verdict, CELL_SLOWER);
	assert_float_equal(cell.gap, 5, 1e-12);
	assert_float_equal(cell.margin, 1, 1e-12);
}

static void what_has_no_range_is_refused(void **state)
{
	static const double one = 1, bad[] = { NAN, INFINITY };
	struct counted_cell cell;

	assert_int_equal(counted_cell_measure(&one, 0, &one, 1, 0.01, &cell), -EINVAL);
	assert_int_equal(counted_cell_measure(&one, 1, &one, 0, 0.01, &cell), -EINVAL);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(counted_cell_measure(&bad[i], 1, &one, 1, 0.01, &cell),
				 -EDOM);
		assert_int_equal(counted_cell_measure(&one, 1, &bad[i], 1, 0.01, &cell),
				 -EDOM);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdicts_by_gap_and_margin),
		cmocka_unit_test(one_boot_a_side_has_a_verdict),
		cmocka_unit_test(what_has_no_range_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
