// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The ways in which cells are taken: what tells them apart, how they read, which `none`
 * counts for which; and the sides of a sample.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/filter.h"
#include "analysis/result.h"
#include "results/cleanup.h"

#define PLAIN { "GFP_KERNEL", "task", "pair", "0", "0", "", "" }

/* Each differs from the first in one field. */
static struct {
	struct way way;
	const char *text;
	bool is_calibrated_alike;
} ways[] = {
	{ { PLAIN }, "GFP_KERNEL, task context, pair pattern", true },
	{ { { "GFP_ATOMIC", "task", "pair", "0", "0", "", "" } },
	  "GFP_ATOMIC, task context, pair pattern", true },
	{ { { "GFP_KERNEL", "irq-off", "pair", "0", "0", "", "" } },
	  "GFP_KERNEL, irq-off context, pair pattern", false },
	{ { { "GFP_KERNEL", "task", "hold", "0", "0", "", "" } },
	  "GFP_KERNEL, task context, hold pattern", false },
	{ { { "GFP_KERNEL", "task", "pair", "32", "0", "", "" } },
	  "GFP_KERNEL, task context, pair pattern, a set of 32", false },
	{ { { "GFP_KERNEL", "task", "pair", "0", "16", "", "" } },
	  "GFP_KERNEL, task context, pair pattern, 16 objects a call", true },
	{ { { "GFP_KERNEL", "task", "pair", "0", "0", "0-3", "" } },
	  "GFP_KERNEL, task context, pair pattern, CPUs 0-3", false },
	{ { { "GFP_KERNEL", "task", "pair", "0", "0", "", "0" } },
	  "GFP_KERNEL, task context, pair pattern, node 0", true },
};

#define WAY_COUNT (sizeof(ways) / sizeof(ways[0]))

static void each_field_tells_ways_apart(void **state)
{
	assert_int_equal(WAY_COUNT, 1 + WAY_FIELD_COUNT);
	for (size_t i = 0; i < WAY_COUNT; i++)
		for (size_t j = 0; j < WAY_COUNT; j++)
			assert_int_equal(way_equal(&ways[i].way, &ways[j].way), i == j);
}

static void each_field_can_be_read(void **state)
{
	for (size_t i = 0; i < WAY_COUNT; i++) {
		_cleanup_free_ char *text = way_text(&ways[i].way);

		assert_string_equal(text, ways[i].text);
	}
}

static void what_ways_have_in_common_is_gathered(void **state)
{
	static const struct way free_null = { { "", "task", "pair", "0", "0", "", "" } };
	static const struct way batch = {
		{ "GFP_KERNEL", "task", "batch-fifo", "8", "0", "", "" }
	};
	struct way common = { 0 };

	assert_int_equal(way_gather(&common, &free_null), 0);
	assert_int_equal(way_gather(&common, &ways[0].way), 0);
	assert_int_equal(way_gather(&common, &batch), 1U << WAY_PATTERN);

	_cleanup_free_ char *text = way_fields_text(&common, ~(1U << WAY_PATTERN));
	_cleanup_free_ char *pattern = way_fields_text(&batch, 1U << WAY_PATTERN);

	assert_string_equal(text, "GFP_KERNEL, task context, a set of 8");
	assert_string_equal(pattern, "batch-fifo pattern");
}

static void the_order_of_ways_is_not_that_of_the_file(void **state)
{
	static const struct way batches[] = {
		{ { "GFP_KERNEL", "task", "batch-fifo", "8", "0", "", "" } },
		{ { "GFP_KERNEL", "task", "batch-fifo", "128", "0", "", "" } },
	};
	static const size_t order[] = { 0, 7, 6, 5, 4, 3, 2, 1 };

	for (size_t i = 0; i + 1 < WAY_COUNT; i++) {
		assert_true(way_compare(&ways[order[i]].way, &ways[order[i + 1]].way) < 0);
		assert_true(way_compare(&ways[order[i + 1]].way, &ways[order[i]].way) > 0);
		assert_int_equal(way_compare(&ways[i].way, &ways[i].way), 0);
	}
	/* Numbers by their value, and GFP_KERNEL before what the alphabet has first. */
	assert_true(way_compare(&batches[0], &batches[1]) < 0);
	assert_true(way_compare(&batches[1], &ways[1].way) < 0);
}

static void flags_bulk_and_node_share_a_none(void **state)
{
	for (size_t i = 0; i < WAY_COUNT; i++)
		assert_int_equal(way_is_calibrated_by(&ways[i].way, &ways[0].way),
				 ways[i].is_calibrated_alike);
}

static void only_the_first_was_published(void **state)
{
	for (size_t i = 0; i < WAY_COUNT; i++)
		assert_int_equal(way_is_published(&ways[i].way), i == 0);
}

static void a_filter_takes_what_it_names(void **state)
{
	for (size_t i = 1; i < WAY_COUNT; i++) {
		struct filter filter = { NULL };

		assert_true(filter_is_empty(&filter));
		filter.values[i - 1] = ways[i].way.fields[i - 1];
		assert_false(filter_is_empty(&filter));
		for (size_t j = 0; j < WAY_COUNT; j++)
			assert_int_equal(
				filter_takes(&filter, "kmalloc", 64, &ways[j].way),
				i == j);
	}
}

static void a_filter_takes_its_allocators_and_sizes(void **state)
{
	struct filter filter = { .allocators = "kmalloc_node,vmalloc" };
	const struct way *way = &ways[0].way;

	assert_false(filter_is_empty(&filter));
	assert_true(filter_takes(&filter, "kmalloc_node", 64, way));
	assert_true(filter_takes(&filter, "vmalloc", 64, way));
	assert_false(filter_takes(&filter, "kmalloc", 64, way));
	assert_false(filter_takes(&filter, "malloc", 64, way));
	assert_int_equal(size_list_parse("64,4KiB..16KiB*2", &filter.sizes, NULL), 0);
	assert_true(filter_takes(&filter, "vmalloc", 8192, way));
	assert_false(filter_takes(&filter, "vmalloc", 8191, way));
	assert_false(filter_takes(&filter, "kmalloc", 64, way));
	filter_free(&filter);
	assert_int_equal(filter.sizes.count, 0);
}

static void a_record_has_a_way(void **state)
{
	_cleanup_json_ json_t *record = json_loads(
		"{\"gfp\":\"A|B\",\"context\":\"softirq\",\"pattern\":\"remote\","
		"\"set_size\":7,\"bulk_count\":0,\"cpus\":\"1\",\"node\":null}",
		0, NULL);
	struct way way;

	assert_int_equal(way_of(record, &way), 0);
	_cleanup_free_ char *text = way_text(&way);
	assert_string_equal(
		text, "A|B, softirq context, remote pattern, a set of 7, CPUs 1");
	way_free(&way);
}

static struct value_count five[] = { { 5, 1 } }, seven[] = { { 7, 1 } };
static struct value_count hundred[] = { { 100, 1 } };

static struct none nones[] = {
	{ .way = { PLAIN }, .times = { { five, 1, 1 }, { five, 1, 1 }, { 0 } } },
	{ .way = { { "", "task", "touch", "0", "", "", "" } },
	  .times = { { seven, 1, 1 }, { five, 1, 1 }, { 0 } } },
	{ .way = { PLAIN }, .times = { { seven, 1, 1 }, { seven, 1, 1 }, { 0 } } },
};

static void the_last_none_of_a_way_counts(void **state)
{
	const struct result result = { .nones = nones, .none_count = 3 };

	assert_ptr_equal(result_none(&result, &ways[0].way), &nones[2].times);
	assert_ptr_equal(result_none(&result, &ways[1].way), &nones[2].times);
	assert_null(result_none(&result, &ways[2].way));
}

static void each_side_has_its_none(void **state)
{
	const struct times times = { { hundred, 1, 1 }, { hundred, 1, 1 }, { hundred, 1, 1 } };
	static const struct {
		const char *name;
		double cost;
	} sides[] = { { "alloc", 93 }, { "free", 95 }, { "touch", 93 } };

	for (size_t i = 0; i < 3; i++) {
		double cost;

		assert_true(side_cost(side_named(sides[i].name), &times, &nones[1].times,
				      statistic_default, &cost));
		assert_float_equal(cost, sides[i].cost, 1e-9);
	}
}

static void lists_of_sides_are_checked(void **state)
{
	static const char *const bad[] = { "", ",", "alloc,", "alloc,alloc", "read", "alloc free" };
	struct side_list list;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(side_list_parse(bad[i], &list), -EINVAL);
	assert_int_equal(side_list_parse("touch,alloc", &list), 0);
	assert_int_equal(list.count, 2);
	assert_string_equal(list.items[0]->name, "touch");
	assert_int_equal(side_list_all(false).count, 2);
	assert_int_equal(side_list_all(true).count, 3);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_field_tells_ways_apart),
		cmocka_unit_test(each_field_can_be_read),
		cmocka_unit_test(what_ways_have_in_common_is_gathered),
		cmocka_unit_test(the_order_of_ways_is_not_that_of_the_file),
		cmocka_unit_test(flags_bulk_and_node_share_a_none),
		cmocka_unit_test(only_the_first_was_published),
		cmocka_unit_test(a_filter_takes_what_it_names),
		cmocka_unit_test(a_filter_takes_its_allocators_and_sizes),
		cmocka_unit_test(a_record_has_a_way),
		cmocka_unit_test(the_last_none_of_a_way_counts),
		cmocka_unit_test(each_side_has_its_none),
		cmocka_unit_test(lists_of_sides_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
