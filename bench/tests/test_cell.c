// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The arithmetic of a cell.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "bench/cell.h"

static struct allocbench_sample sample(uint64_t alloc, uint64_t freed, uint32_t cause)
{
	return (struct allocbench_sample){
		.alloc_ticks = alloc,
		.free_ticks = freed,
		.cause = cause,
	};
}

static void samples_go_where_they_belong(void **state)
{
	const struct allocbench_sample samples[] = {
		sample(10, 5, 0),
		sample(12, 5, 0),
		sample(99, 6, ALLOCBENCH_IRQ),
		sample(10, 7, 0),
		sample(40, 0, ALLOCBENCH_FAILED),
		sample(41, 0, ALLOCBENCH_FAILED | ALLOCBENCH_SWITCH),
		sample(70, 8, ALLOCBENCH_SWITCH | ALLOCBENCH_MIGRATION),
	};
	struct cell cell;

	assert_int_equal(cell_of(samples, 7, 100, &cell), 0);
	assert_int_equal(cell.alloc.total, 3);
	assert_int_equal(cell.alloc.bin_count, 2);
	assert_int_equal(cell.alloc.bins[0].value, 10);
	assert_int_equal(cell.alloc.bins[0].count, 2);
	assert_int_equal(cell.free.total, 3);
	assert_int_equal(cell.failures, 2);
	assert_int_equal(json_array_size(cell.marked), 2);
	assert_int_equal(cell.trace_count, 7);
	assert_int_equal(cell.trace[2 * 4], 40);
	assert_int_equal(cell.trace[2 * 4 + 1], 0);
	cell_free(&cell);
}

static void marks_are_kept_in_order_with_their_words(void **state)
{
	const struct allocbench_sample samples[] = {
		sample(99, 6, ALLOCBENCH_LOCAL_IRQ),
		sample(70, 8, 15),
	};
	struct cell cell;
	char *text;

	assert_int_equal(cell_of(samples, 2, 0, &cell), 0);
	text = json_dumps(cell.marked, JSON_COMPACT);
	assert_string_equal(text, "[[99,6,\"local_irq\"],"
				  "[70,8,\"irq|local_irq|switch|migration\"]]");
	assert_int_equal(cell.trace_count, 0);
	free(text);
	cell_free(&cell);
}

static char *eighths_of(const struct allocbench_sample *samples, size_t count)
{
	struct cell cell;
	char *text;

	assert_int_equal(cell_of(samples, count, 0, &cell), 0);
	assert_int_equal(json_array_size(cell.eighths), 8);
	text = json_dumps(cell.eighths, JSON_COMPACT);
	cell_free(&cell);
	return text;
}

static void eighths_are_medians_of_successive_parts(void **state)
{
	struct allocbench_sample samples[16];
	char *text;

	/* Pairs (0, 1), (2, 3) ...: medians half way between. */
	for (int i = 0; i < 16; i++)
		samples[i] = sample(100 + i, 200 + 10 * (i / 2), 0);
	text = eighths_of(samples, 16);
	assert_string_equal(text, "[[100.5,200],[102.5,210],[104.5,220],[106.5,230],"
				  "[108.5,240],[110.5,250],[112.5,260],[114.5,270]]");
	free(text);
}

static void an_eighth_without_an_undisturbed_sample_is_null(void **state)
{
	struct allocbench_sample samples[8];
	char *text;

	for (int i = 0; i < 8; i++)
		samples[i] = sample(7, 3, i == 2 ? ALLOCBENCH_IRQ : 0);
	samples[5].cause = ALLOCBENCH_FAILED;
	text = eighths_of(samples, 8);
	assert_string_equal(text, "[[7,3],[7,3],null,[7,3],[7,3],null,[7,3],[7,3]]");
	free(text);
	text = eighths_of(samples, 3);
	assert_string_equal(text, "[null,null,[7,3],null,null,[7,3],null,null]");
	free(text);
	text = eighths_of(samples, 0);
	assert_string_equal(text, "[null,null,null,null,null,null,null,null]");
	free(text);
}

static void every_part_of_a_count_is_in_one_eighth(void **state)
{
	for (size_t count = 0; count < 200; count++) {
		size_t sum = 0;

		for (size_t i = 0; i < CELL_EIGHTHS; i++)
			sum += count * (i + 1) / CELL_EIGHTHS - count * i / CELL_EIGHTHS;
		assert_int_equal(sum, count);
	}
}

static void the_trace_ends_at_its_limit(void **state)
{
	struct allocbench_sample samples[10] = { { 0 } };
	struct cell cell;

	assert_int_equal(cell_of(samples, 10, 4, &cell), 0);
	assert_int_equal(cell.trace_count, 4);
	cell_free(&cell);
}

static void what_the_contract_does_not_have_is_refused(void **state)
{
	struct allocbench_sample unknown = sample(1, 1, 1 << 9);
	struct allocbench_sample backwards = sample(-(uint64_t)5, 1, 0);
	struct cell cell;

	assert_int_equal(cell_of(&unknown, 1, 1, &cell), -EPROTO);
	assert_int_equal(cell_of(&backwards, 1, 1, &cell), -ERANGE);
	assert_null(cell_cause(1 << 9));
	assert_null(cell_cause(0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples_go_where_they_belong),
		cmocka_unit_test(marks_are_kept_in_order_with_their_words),
		cmocka_unit_test(eighths_are_medians_of_successive_parts),
		cmocka_unit_test(an_eighth_without_an_undisturbed_sample_is_null),
		cmocka_unit_test(every_part_of_a_count_is_in_one_eighth),
		cmocka_unit_test(the_trace_ends_at_its_limit),
		cmocka_unit_test(what_the_contract_does_not_have_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
