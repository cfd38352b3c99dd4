// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Plans: combinations, order, defaults.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>

#include "bench/options.h"
#include "bench/preset.h"
#include "kmod/uapi/allocbench.h"
#include "plan_fixture.h"

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
	build(&wish, &plan);
	assert_int_equal(options.samples, 1024);
	assert_int_equal(options.warmup, 64);
	assert_int_equal(plan.point_count, 24);
	assert_int_equal(plan.row_count, 4);
	for (int i = 0; i < 24; i++) {
		assert_int_equal(plan.points[i].size, sizes[i % 6]);
		assert_ptr_equal(plan.points[i].row, plan.rows[i / 6]);
		assert_string_equal(plan.points[i].gfp, "GFP_KERNEL");
	}
	assert_string_equal(plan.rows[2]->name, "book_pages");
	assert_int_equal(plan_find_searches(&plan, &problem), 0);
	assert_int_equal(plan.search_count, 3);
	plan_free(&plan);
	assert_null(preset_find("novel"));
}

static void rows_without_a_size_have_one_point_and_no_flags(void **state)
{
	struct wish wish = plain;
	struct plan plan;

	wish.allocators = "none,ruler";
	wish.sizes = "10,100";
	wish.gfp = "GFP_KERNEL,GFP_ATOMIC";
	build(&wish, &plan);
	assert_int_equal(plan.point_count, 3);
	assert_int_equal(plan.points[0].size, 0);
	assert_int_equal(plan.points[2].size, 100);
	assert_string_equal(plan.points[1].gfp, "");
	plan_free(&plan);
}

static void a_plan_is_the_product_of_its_lists(void **state)
{
	struct wish wish = plain;
	struct plan plan;
	size_t i = 0;

	wish.sizes = "8,16,32";
	wish.gfp = "GFP_KERNEL,GFP_ATOMIC|__GFP_ZERO";
	wish.patterns = "hold,pair";
	wish.contexts = "irq-off,task";
	build(&wish, &plan);
	assert_int_equal(plan.point_count, 2 * 2 * 2 * 3);
	for (int gfp = 0; gfp < 2; gfp++) {
		for (int pattern = 0; pattern < 2; pattern++) {
			for (int context = 0; context < 2; context++) {
				for (int size = 8; size <= 32; size *= 2, i++) {
					const struct point *point = &plan.points[i];

					assert_int_equal(point->size, size);
					assert_string_equal(point->context,
							    context ? "task" : "irq-off");
					assert_string_equal(point->pattern,
							    pattern ? "pair" : "hold");
					assert_int_equal(point->set_size,
							 pattern ? 0 : PLAN_SET_SIZE);
					assert_string_equal(point->gfp,
							    gfp ? "GFP_ATOMIC|__GFP_ZERO"
								: "GFP_KERNEL");
				}
			}
		}
	}
	plan_free(&plan);
}

static void all_leaves_out_what_a_row_does_not_take(void **state)
{
	struct wish wish = plain;
	struct plan plan;

	/* Not none, ruler, gone; cold is refused: the clock is not known there. */
	wish.allocators = "all";
	wish.patterns = "all";
	build(&wish, &plan);
	assert_int_equal(plan.row_count, 5);
	assert_int_equal(plan.point_count, 4 + 1 + 1 + 1 + 1);
	assert_int_equal(plan.refusal_count, 1);
	assert_string_equal(plan.refusals[0].point.row->name, "vmalloc");
	assert_non_null(strstr(plan.refusals[0].reason, "row none"));
	plan_free(&plan);

	wish.patterns = "hold";
	build(&wish, &plan);
	assert_int_equal(plan.point_count, 1);
	assert_int_equal(plan.refusal_count, 4);
	assert_non_null(strstr(plan.refusals[0].reason, "pattern hold"));
	plan_free(&plan);
}

static void what_is_refused_is_left_out_only_on_request(void **state)
{
	struct wish wish = plain;
	struct problem problem = { 0 };
	struct plan plan;

	wish.sizes = "64,8M";
	assert_int_equal(plan_build(&allocators, &wish, &plan, &problem), -ERANGE);
	assert_non_null(strstr(problem.text, "kmalloc of 8388608 bytes"));
	wish.skip_refused = true;
	build(&wish, &plan);
	assert_int_equal(plan.point_count, 1);
	assert_int_equal(plan.refusal_count, 1);
	plan_free(&plan);

	/* Nothing is left. */
	wish.sizes = "8M";
	assert_int_equal(plan_build(&allocators, &wish, &plan, &problem), -EOPNOTSUPP);
	assert_int_equal(problem.exit_code, EXIT_USAGE);
	assert_non_null(strstr(problem.text, "from 1 to 4194304"));
}

static void counts_go_to_those_that_take_them(void **state)
{
	struct wish wish = plain;
	struct plan plan;

	wish.allocators = "bulk,kmalloc";
	wish.node = 1;
	wish.bulk_count = 7;
	build(&wish, &plan);
	assert_int_equal(plan.points[0].bulk_count, 7);
	assert_int_equal(plan.points[0].node, 1);
	assert_int_equal(plan.points[1].bulk_count, 0);
	assert_int_equal(plan.points[1].node, NODE_NONE);
	plan_free(&plan);

	wish = plain;
	wish.allocators = "bulk";
	build(&wish, &plan);
	assert_int_equal(plan.points[0].bulk_count, PLAN_BULK_COUNT);
	assert_int_equal(plan.points[0].node, NODE_NONE);
	plan_free(&plan);
}

static void patterns_choose_their_cpus(void **state)
{
	struct wish wish = plain;
	struct problem problem = { 0 };
	struct plan plan;

	wish.patterns = "remote,crowd,pair";
	build(&wish, &plan);
	assert_string_equal(plan.points[0].cpus, "5");
	assert_null(plan.points[0].crowd);
	assert_string_equal(plan.points[1].cpus, "3,5");
	assert_int_equal(point_threads(&plan.points[1]), 2);
	assert_string_equal(plan.points[2].cpus, "");
	plan_free(&plan);

	/* After the last comes the first. */
	wish.own_cpu = 5;
	build(&wish, &plan);
	assert_string_equal(plan.points[0].cpus, "3");
	plan_free(&plan);

	wish.cpus = "7,1-2";
	build(&wish, &plan);
	assert_string_equal(plan.points[0].cpus, "1-2,7");
	assert_string_equal(plan.points[1].cpus, "1-2,7");
	plan_free(&plan);

	wish = plain;
	wish.allowed = &only_one;
	wish.patterns = "remote";
	assert_int_equal(plan_build(&allocators, &wish, &plan, &problem), -EOPNOTSUPP);
	assert_non_null(strstr(problem.text, "second CPU"));
	wish.patterns = "all";
	build(&wish, &plan);
	assert_int_equal(plan.refusal_count, 1);
	plan_free(&plan);
}

static void the_buffer_holds_samples_or_blocks(void **state)
{
	int cpus[] = { 0, 1, 2 };
	const struct cpu_list list = { cpus, 3 };
	struct point point = point_plain(&allocators.rows[2], 64, "GFP_KERNEL");

	assert_int_equal(point_buffer_need(&point, 1024), 1024);
	assert_int_equal(point_buffer_need(&point, 1), 1);
	point.bulk_count = 16;
	assert_int_equal(point_buffer_need(&point, 1), 17);
	point.bulk_count = 0;
	point.set_size = 64;
	assert_int_equal(point_buffer_need(&point, 10), 64);
	point.row = &allocators.rows[3];
	assert_int_equal(point_buffer_need(&point, 10), 64 * 2);
	point.bulk_count = 16;
	assert_int_equal(point_buffer_need(&point, 100), 64 * 18);
	assert_int_equal(point_buffer_need(&point, 2000), 2000);
	point.crowd = &list;
	assert_int_equal(point_buffer_need(&point, 2000), 6000);
	point.set_size = UINT64_MAX / 2;
	assert_true(point_buffer_need(&point, 1) == UINT64_MAX);
}

static void a_set_may_fill_the_buffer(void **state)
{
	struct wish wish = plain;
	struct problem problem;
	struct plan plan;

	wish.patterns = "hold";
	wish.set_size = info.buffer_limit / ALLOCBENCH_SAMPLE_BYTES;
	assert_int_equal(plan_build(&allocators, &wish, &plan, &problem), 0);
	assert_int_equal(plan.points[0].set_size, 1525201);
	plan_free(&plan);
}

static void without_names_the_searches_are_of_rows_with_a_maximum(void **state)
{
	struct wish wish = plain;
	struct problem problem;
	struct plan plan;

	wish.allocators = NULL;
	wish.gfp = "GFP_KERNEL,GFP_ATOMIC";
	assert_int_equal(plan_build_searches(&allocators, &wish, &plan, &problem), 0);
	assert_int_equal(plan.search_count, 4);
	assert_string_equal(plan.searches[0].row->name, "kmalloc");
	assert_string_equal(plan.searches[1].gfp, "GFP_ATOMIC");
	assert_string_equal(plan.searches[2].row->name, "__get_free_pages");
	plan_free(&plan);
	wish.allocators = "vmalloc";
	assert_int_equal(plan_build_searches(&allocators, &wish, &plan, &problem),
			 -EOPNOTSUPP);
	wish.allocators = "book_pages";
	assert_int_equal(plan_build_searches(&allocators, &wish, &plan, &problem),
			 -EOPNOTSUPP);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_book_has_24_points_in_its_order),
		cmocka_unit_test(rows_without_a_size_have_one_point_and_no_flags),
		cmocka_unit_test(a_plan_is_the_product_of_its_lists),
		cmocka_unit_test(all_leaves_out_what_a_row_does_not_take),
		cmocka_unit_test(what_is_refused_is_left_out_only_on_request),
		cmocka_unit_test(counts_go_to_those_that_take_them),
		cmocka_unit_test(patterns_choose_their_cpus),
		cmocka_unit_test(the_buffer_holds_samples_or_blocks),
		cmocka_unit_test(a_set_may_fill_the_buffer),
		cmocka_unit_test(without_names_the_searches_are_of_rows_with_a_maximum),
	};

	return cmocka_run_group_tests(tests, plan_set_up, plan_tear_down);
}
