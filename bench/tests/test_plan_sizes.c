// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sizes that were named, and the edges of classes and orders.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "bench/plan_sizes.h"

static struct info info = { .page_size = 4096, .largest_order = 2 };

static struct allocator_row kmalloc = {
	.name = "kmalloc",
	.size_means = SIZE_MEANS_BYTES,
	.smallest = 1,
	.largest = 8192,
};

static struct plan_sizes parse(const char *named, const char *classes)
{
	struct plan_sizes sizes;
	struct problem problem;

	strcpy(info.kmalloc_classes, classes);
	assert_int_equal(plan_sizes_parse(named, true, &info, &sizes, &problem), 0);
	return sizes;
}

static void edges_are_beside_every_class_and_order(void **state)
{
	static const uint64_t expected[] = { 7,	   8,	 9,	95,    96,
					     97,   4095, 4096,	4097,  8191,
					     8192, 8193, 16383, 16384, 16385 };
	struct plan_sizes sizes = parse("5", "8,96,4096");

	assert_int_equal(sizes.edges.count, 15);
	assert_memory_equal(sizes.edges.sizes, expected, sizeof(expected));
	plan_sizes_free(&sizes);
}

/* Classes that are neighbours share edges. */
static void an_edge_is_there_once(void **state)
{
	struct plan_sizes sizes = parse("5", "8,9,10");

	for (size_t i = 1; i < sizes.edges.count; i++)
		assert_true(sizes.edges.sizes[i - 1] < sizes.edges.sizes[i]);
	assert_int_equal(sizes.edges.count, 5 + 9);
	plan_sizes_free(&sizes);
}

static void a_row_has_the_edges_that_it_takes(void **state)
{
	struct plan_sizes sizes = parse("8,4096", "8,96");
	struct allocator_row ruler = { .name = "ruler",
				       .size_means = SIZE_MEANS_ADDS,
				       .largest = 1000 };

	assert_true(plan_sizes_is_edge(&sizes, &kmalloc, 7));
	assert_false(plan_sizes_is_edge(&sizes, &kmalloc, 8));
	assert_true(plan_sizes_is_edge(&sizes, &kmalloc, 8192));
	assert_false(plan_sizes_is_edge(&sizes, &kmalloc, 8193));
	assert_false(plan_sizes_is_edge(&sizes, &ruler, 7));
	kmalloc.smallest = 8;
	assert_false(plan_sizes_is_edge(&sizes, &kmalloc, 7));
	kmalloc.smallest = 1;
	plan_sizes_free(&sizes);
}

static void a_module_that_does_not_tell_is_no_ground(void **state)
{
	static const char *const lists[] = { "", "-", "8,", "eight" };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct plan_sizes sizes;
		struct problem problem;

		strcpy(info.kmalloc_classes, lists[i]);
		assert_int_equal(plan_sizes_parse("5", true, &info, &sizes, &problem),
				 -ENODATA);
		assert_non_null(strstr(problem.text, "--edges"));
		plan_sizes_free(&sizes);
		assert_int_equal(plan_sizes_parse("5", false, &info, &sizes, &problem),
				 0);
		assert_int_equal(sizes.edges.count, 0);
		plan_sizes_free(&sizes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edges_are_beside_every_class_and_order),
		cmocka_unit_test(an_edge_is_there_once),
		cmocka_unit_test(a_row_has_the_edges_that_it_takes),
		cmocka_unit_test(a_module_that_does_not_tell_is_no_ground),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
