// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Plans: order, defaults, refusals.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "bench/options.h"
#include "bench/plan.h"
#include "bench/preset.h"

static const char rows_text[] =
	"heading\n"
	"none\tnothing\t0\t0\tno\t-\ttask\tpair\n"
	"ruler\tadds\t0\t1000\tno\t-\ttask\tpair\n"
	"kmalloc\tbytes\t1\t4194304\tyes\tGFP_KERNEL,GFP_ATOMIC,__GFP_ZERO\ttask\tpair\n"
	"__get_free_pages\tbytes\t1\t4194304\tyes\tGFP_KERNEL\ttask\tpair\n"
	"book_pages\tbytes\t1\t2097152\tno\tGFP_KERNEL\ttask\tpair\n"
	"vmalloc\tbytes\t1\t35184372088832\tyes\tGFP_KERNEL\ttask\tpair\n";

static struct allocators allocators;

static int set_up(void **state)
{
	struct problem problem;

	return allocators_parse(rows_text, &allocators, &problem);
}

static int tear_down(void **state)
{
	allocators_free(&allocators);
	return 0;
}

static const struct wish plain = {
	.allocators = "kmalloc",
	.sizes = "64",
	.gfp = "GFP_KERNEL",
	.samples = 1024,
	.budget = 1 << 30,
	.buffer_limit = 64 << 20,
};

static void the_book_has_24_points_in_its_order(void **state)
{
	static const uint64_t sizes[] = { 5, 1000, 4096, 65536, 262144, 262000 };
	struct options options;
	struct wish wish = plain;
	struct problem problem;
	struct plan plan;

	preset_apply(preset_find("book"), &options);
	wish.allocators = options.allocators;
	wish.sizes = options.sizes;
	assert_int_equal(plan_build(&allocators, &wish, &plan, &problem), 0);
	assert_int_equal(options.samples, 1024);
	assert_int_equal(plan.point_count, 24);
	assert_int_equal(plan.row_count, 4);
	for (int i = 0; i < 24; i++) {
		assert_int_equal(plan.points[i].size, sizes[i % 6]);
		assert_ptr_equal(plan.points[i].row, plan.rows[i / 6]);
		assert_string_equal(plan.points[i].gfp, "GFP_KERNEL");
	}
	assert_string_equal(plan.rows[2]->name, "book_pages");
	plan_free(&plan);
	assert_null(preset_find("novel"));
}

static void rows_without_a_size_have_one_point_and_no_flags(void **state)
{
	struct wish wish = plain;
	struct problem problem;
	struct plan plan;

	wish.allocators = "none,ruler";
	wish.sizes = "10,100";
	assert_int_equal(plan_build(&allocators, &wish, &plan, &problem), 0);
	assert_int_equal(plan.point_count, 3);
	assert_int_equal(plan.points[0].size, 0);
	assert_int_equal(plan.points[2].size, 100);
	assert_string_equal(plan.points[1].gfp, "");
	plan_free(&plan);
}

static void without_names_the_rows_are_those_with_a_maximum(void **state)
{
	struct wish wish = plain;
	struct problem problem;
	struct plan plan;

	wish.allocators = NULL;
	assert_int_equal(plan_choose_rows(&allocators, &wish, &plan, &problem), 0);
	assert_int_equal(plan.row_count, 3);
	assert_string_equal(plan.rows[1]->name, "__get_free_pages");
	plan_free(&plan);
}

static void wishes_that_cannot_be_are_refused(void **state)
{
	static const struct {
		const char *allocators, *sizes, *gfp;
		uint64_t samples, budget;
		int error;
		const char *message;
	} rows[] = {
		{ "malloc", "64", "GFP_KERNEL", 1, 1 << 20, -ENOENT, "malloc" },
		{ "kmalloc,", "64", "GFP_KERNEL", 1, 1 << 20, -EINVAL, "missing" },
		{ "", "64", "GFP_KERNEL", 1, 1 << 20, -EINVAL, "missing" },
		{ "-", "64", "GFP_KERNEL", 1, 1 << 20, -EINVAL, "missing" },
		{ "kmalloc,vmalloc,kmalloc", "64", "GFP_KERNEL", 1, 1 << 20, -EINVAL,
		  "twice" },
		{ "kmalloc", "0", "GFP_KERNEL", 1, 1 << 20, -ERANGE,
		  "from 1 to 4194304" },
		{ "kmalloc", "4194305", "GFP_KERNEL", 1, 1 << 23, -ERANGE, "4194305" },
		{ "ruler", "1001", "GFP_KERNEL", 1, 1 << 20, -ERANGE, "1000 adds" },
		{ "kmalloc", "1..2", "GFP_KERNEL", 1, 1 << 20, -EINVAL, "1..2" },
		{ "kmalloc", "1..70000+1", "GFP_KERNEL", 1, 1 << 20, -E2BIG, "steps" },
		{ "kmalloc", "2097152", "GFP_KERNEL", 1, 1 << 20, -E2BIG, "--budget" },
		{ "kmalloc", "64", "GFP_DMA", 1, 1 << 20, -EOPNOTSUPP, "GFP_DMA" },
		{ "kmalloc", "64", "GFP_KERNEL|__GFP", 1, 1 << 20, -EOPNOTSUPP,
		  "\"__GFP\"" },
		{ "kmalloc", "64", "", 1, 1 << 20, -EOPNOTSUPP, "\"\"" },
		{ "kmalloc", "64", "GFP_KERNEL", 1 << 22, 1 << 20, -ENOSPC, "fewer" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct wish wish = {
			.allocators = rows[i].allocators,
			.sizes = rows[i].sizes,
			.gfp = rows[i].gfp,
			.samples = rows[i].samples,
			.budget = rows[i].budget,
			.buffer_limit = 64 << 20,
		};
		struct problem problem = { 0 };
		struct plan plan;

		assert_int_equal(plan_build(&allocators, &wish, &plan, &problem),
				 rows[i].error);
		if (!strstr(problem.text, rows[i].message))
			fail_msg("%zu: %s", i, problem.text);
		assert_int_equal(problem.exit_code, EXIT_USAGE);
		assert_int_equal(plan.point_count, 0);
	}
}

static void flags_are_joined(void **state)
{
	struct wish wish = plain;
	struct problem problem;
	struct plan plan;

	wish.gfp = "GFP_ATOMIC|__GFP_ZERO";
	assert_int_equal(plan_build(&allocators, &wish, &plan, &problem), 0);
	assert_string_equal(plan.points[0].gfp, "GFP_ATOMIC|__GFP_ZERO");
	plan_free(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_book_has_24_points_in_its_order),
		cmocka_unit_test(rows_without_a_size_have_one_point_and_no_flags),
		cmocka_unit_test(without_names_the_rows_are_those_with_a_maximum),
		cmocka_unit_test(wishes_that_cannot_be_are_refused),
		cmocka_unit_test(flags_are_joined),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
