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
	assert_int_equal(cell.failed.bin_count, 1);
	assert_int_equal(cell.failed.bins[0].value, 40);
	assert_int_equal(cell.failed.bins[0].count, 1);
	assert_int_equal(cell.marked.count, 2);
	assert_int_equal(cell.trace.count, 7);
	assert_int_equal(cell.trace.values[2 * 4], 40);
	assert_int_equal(cell.trace.values[2 * 4 + 1], 0);
	cell_free(&cell);
}

static void marks_are_kept_in_order_with_their_words(void **state)
{
	const struct allocbench_sample samples[] = {
		sample(99, 6, ALLOCBENCH_LOCAL_IRQ),
		sample(70, 8, 15),
	};
	const uint64_t rows[] = { 99, 6, ALLOCBENCH_LOCAL_IRQ, 70, 8, 15 };
	struct cell cell;

	assert_int_equal(cell_of(samples, 2, 0, &cell), 0);
	assert_int_equal(cell.marked.width, 3);
	assert_int_equal(cell.marked.count, 2);
	assert_memory_equal(cell.marked.values, rows, sizeof(rows));
	assert_string_equal(cell_cause(ALLOCBENCH_LOCAL_IRQ), "local_irq");
	assert_string_equal(cell_cause(15), "irq|local_irq|switch|migration");
	assert_int_equal(cell.trace.count, 0);
	cell_free(&cell);
}

static void a_touch_widens_the_rows(void **state)
{
	struct allocbench_sample samples[] = {
		sample(40, 0, ALLOCBENCH_FAILED),
		sample(10, 5, 0),
		sample(11, 5, ALLOCBENCH_IRQ),
	};
	const uint64_t trace[] = { 40, 0, 0, 10, 5, 77, 11, 5, 78 };
	const uint64_t marked[] = { 11, 5, ALLOCBENCH_IRQ, 78 };
	struct cell cell;

	samples[1].touch_ticks = 77;
	samples[2].touch_ticks = 78;
	assert_int_equal(cell_of(samples, 3, 10, &cell), 0);
	assert_int_equal(cell.touch.total, 1);
	assert_int_equal(cell.touch.bins[0].value, 77);
	assert_int_equal(cell.trace.width, 3);
	assert_memory_equal(cell.trace.values, trace, sizeof(trace));
	assert_int_equal(cell.marked.width, 4);
	assert_memory_equal(cell.marked.values, marked, sizeof(marked));
	cell_drop_touch(&cell);
	assert_int_equal(cell.touch.total, 0);
	assert_int_equal(cell.marked.width, 3);
	assert_int_equal(cell.marked.values[2], ALLOCBENCH_IRQ);
	cell_free(&cell);
}

static uint32_t any_cause(void)
{
	int choice = rand() % 50;

	if (choice < 5)
		return ALLOCBENCH_FAILED;
	return choice == 5 ? 1 + rand() % 31 : 0;
}

/* Any way of cutting samples into rounds gives the same cell. */
static void rounds_add_up(void **state)
{
	struct allocbench_sample samples[1000];

	srand(5);
	for (int i = 0; i < 1000; i++)
		samples[i] = sample(100 + rand() % 40, 50 + rand() % 5, any_cause());
	for (size_t length = 1; length < 400; length += 37) {
		struct cell whole, cell;
		json_t *expected, *eighths;

		assert_int_equal(cell_of(samples, 1000, 600, &whole), 0);
		assert_int_equal(cell_begin(&cell, 600, NULL), 0);
		for (size_t i = 0; i < 1000; i += length)
			assert_int_equal(cell_add(&cell, samples + i,
						  1000 - i < length ? 1000 - i : length),
					 0);
		cell_end(&cell);
		assert_int_equal(cell.samples, 1000);
		assert_int_equal(cell.failures, whole.failures);
		assert_int_equal(cell.failed.total, whole.failed.total);
		assert_memory_equal(cell.failed.bins, whole.failed.bins,
				    whole.failed.bin_count * sizeof(*whole.failed.bins));
		assert_int_equal(cell.alloc.bin_count, whole.alloc.bin_count);
		assert_memory_equal(cell.alloc.bins, whole.alloc.bins,
				    whole.alloc.bin_count * sizeof(*whole.alloc.bins));
		assert_int_equal(cell.marked.count, whole.marked.count);
		assert_int_equal(cell.trace.count, 600);
		assert_memory_equal(cell.trace.values, whole.trace.values,
				    600 * 2 * sizeof(uint64_t));
		expected = eighths_array(&whole.eighths);
		eighths = eighths_array(&cell.eighths);
		assert_true(json_equal(expected, eighths));
		json_decref(expected);
		json_decref(eighths);
		cell_free(&whole);
		cell_free(&cell);
	}
}

static void a_crowd_has_its_threads_by_cpu(void **state)
{
	int cpus[] = { 1, 4 };
	const struct cpu_list list = { cpus, 2 };
	struct allocbench_sample samples[] = {
		sample(10, 5, 0),
		sample(11, 5, ALLOCBENCH_IRQ),
		sample(12, 5, 0),
		sample(13, 0, ALLOCBENCH_FAILED),
	};
	struct cell cell;

	samples[0].cpu = samples[1].cpu = 1;
	samples[2].cpu = samples[3].cpu = 4;
	assert_int_equal(cell_begin(&cell, 10, &list), 0);
	for (int round = 0; round < 2; round++)
		assert_int_equal(cell_add(&cell, samples, 4), 0);
	assert_int_equal(cell.thread_count, 2);
	assert_int_equal(cell.threads[0].cpu, 1);
	assert_int_equal(cell.threads[0].samples, 4);
	assert_int_equal(cell.threads[0].alloc.total, 2);
	assert_int_equal(cell.threads[1].failures, 2);
	assert_int_equal(cell.threads[1].alloc.bins[0].value, 12);
	samples[3].cpu = 2;
	assert_int_equal(cell_add(&cell, samples, 4), -ESRCH);
	cell_free(&cell);
}

static char *eighths_of(const struct allocbench_sample *samples, size_t count)
{
	struct cell cell;
	json_t *eighths;
	char *text;

	assert_int_equal(cell_of(samples, count, 0, &cell), 0);
	eighths = eighths_array(&cell.eighths);
	assert_int_equal(json_array_size(eighths), 8);
	text = json_dumps(eighths, JSON_COMPACT);
	json_decref(eighths);
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

/* The sample of place i costs i: a part of medians tells where it begins and ends. */
static void parts_are_eighths_within_a_sixteenth(void **state)
{
	static struct allocbench_sample samples[20000];

	for (int i = 0; i < 20000; i++)
		samples[i] = sample(i, i, 0);
	for (size_t count = 8; count < 20000; count += count < 300 ? 1 : 397) {
		struct cell cell;
		json_t *eighths;

		assert_int_equal(cell_of(samples, count, 0, &cell), 0);
		eighths = eighths_array(&cell.eighths);
		for (size_t i = 0; i < EIGHTHS_COUNT; i++) {
			double median = json_number_value(
				json_array_get(json_array_get(eighths, i), 0));
			double middle = count * (2 * i + 1) / 16.0 - 0.5;
			double off = median < middle ? middle - median : median - middle;

			if (off > 1 + count / 128.0)
				fail_msg("%zu: part %zu: %g, not %g", count, i, median,
					 middle);
		}
		json_decref(eighths);
		cell_free(&cell);
	}
}

static void a_power_of_two_has_exact_eighths(void **state)
{
	struct allocbench_sample samples[1024];
	char *text;

	for (int i = 0; i < 1024; i++)
		samples[i] = sample(1000 * (i / 128) + i % 2, 7, 0);
	text = eighths_of(samples, 1024);
	assert_string_equal(text, "[[0.5,7],[1000.5,7],[2000.5,7],[3000.5,7],"
				  "[4000.5,7],[5000.5,7],[6000.5,7],[7000.5,7]]");
	free(text);
}

static void the_trace_ends_at_its_limit(void **state)
{
	struct allocbench_sample samples[10] = { { 0 } };
	struct cell cell;

	assert_int_equal(cell_of(samples, 10, 4, &cell), 0);
	assert_int_equal(cell.trace.count, 4);
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
		cmocka_unit_test(a_touch_widens_the_rows),
		cmocka_unit_test(rounds_add_up),
		cmocka_unit_test(a_crowd_has_its_threads_by_cpu),
		cmocka_unit_test(eighths_are_medians_of_successive_parts),
		cmocka_unit_test(an_eighth_without_an_undisturbed_sample_is_null),
		cmocka_unit_test(parts_are_eighths_within_a_sixteenth),
		cmocka_unit_test(a_power_of_two_has_exact_eighths),
		cmocka_unit_test(the_trace_ends_at_its_limit),
		cmocka_unit_test(what_the_contract_does_not_have_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
