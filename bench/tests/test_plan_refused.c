// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Plans: wishes that cannot be, and points that a judge refuses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "plan_fixture.h"

static void wishes_that_cannot_be_are_refused(void **state)
{
	static const struct {
		struct wish wish;
		int error;
		const char *message;
	} rows[] = {
		{ { .allocators = "malloc" }, -ENOENT, "malloc" },
		{ { .allocators = "kmalloc," }, -EINVAL, "missing" },
		{ { .allocators = "" }, -EINVAL, "missing" },
		{ { .allocators = "-" }, -EINVAL, "missing" },
		{ { .allocators = "kmalloc,vmalloc,kmalloc" }, -EINVAL, "twice" },
		{ { .allocators = "kmalloc,all" }, -ENOENT, "no allocator all" },
		{ { .allocators = "gone" }, -EOPNOTSUPP, "not before Linux 5.13" },
		{ { .sizes = "0" }, -ERANGE, "from 1 to 4194304" },
		{ { .sizes = "4194305" }, -ERANGE, "4194305" },
		{ { .allocators = "ruler", .sizes = "1001" }, -ERANGE, "1000 adds" },
		{ { .sizes = "1..2" }, -EINVAL, "1..2" },
		{ { .sizes = "1..70000+1" }, -E2BIG, "steps" },
		{ { .sizes = "1..60000+1", .patterns = "all", .contexts = "all" },
		  -E2BIG, "more than 200000 combinations" },
		{ { .sizes = "2097152", .budget = 1 << 20 }, -E2BIG, "--budget" },
		{ { .gfp = "GFP_DMA" }, -EOPNOTSUPP, "GFP_DMA" },
		{ { .gfp = "GFP_KERNEL|__GFP" }, -EOPNOTSUPP, "\"__GFP\"" },
		{ { .gfp = "GFP_KERNEL|" }, -EOPNOTSUPP, "\"\"" },
		{ { .gfp = "|" }, -EOPNOTSUPP, "\"\"" },
		{ { .gfp = "" }, -EINVAL, "missing" },
		{ { .gfp = "GFP_KERNEL,,GFP_ATOMIC" }, -EINVAL, "missing" },
		{ { .gfp = "GFP_KERNEL,GFP_KERNEL" }, -EINVAL, "twice" },
		{ { .gfp = "all" }, -EINVAL, "name the flags" },
		{ { .patterns = "dance" }, -ENOENT, "no pattern dance" },
		{ { .patterns = "pair,pair" }, -EINVAL, "twice" },
		{ { .patterns = "cold" }, -EOPNOTSUPP, "pattern cold" },
		{ { .contexts = "nmi" }, -ENOENT, "no context nmi" },
		{ { .allocators = "vmalloc", .contexts = "irq-off" },
		  -EOPNOTSUPP,
		  "context irq-off" },
		{ { .set_size = 5 }, -EINVAL, "--set" },
		{ { .bulk_count = 5 }, -EINVAL, "--bulk" },
		{ { .cpus = "1" }, -EINVAL, "--cpus" },
		{ { .node = 0, .sizes = "64" }, -EINVAL, "--node" },
		{ { .cpus = "3", .patterns = "remote" }, -EINVAL, "driver's own" },
		/* 64 MiB of 44 bytes each, for a block with one word. */
		{ { .patterns = "hold", .set_size = 1525202 }, -ENOSPC, "smaller --set" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct wish *own = &rows[i].wish;
		struct wish wish = plain;
		struct problem problem = { 0 };
		struct plan plan;

		wish.allocators = own->allocators ? own->allocators : wish.allocators;
		wish.sizes = own->sizes ? own->sizes : wish.sizes;
		wish.gfp = own->gfp ? own->gfp : wish.gfp;
		wish.patterns = own->patterns ? own->patterns : wish.patterns;
		wish.contexts = own->contexts ? own->contexts : wish.contexts;
		wish.cpus = own->cpus;
		wish.set_size = own->set_size;
		wish.bulk_count = own->bulk_count;
		wish.budget = own->budget ? own->budget : wish.budget;
		if (!strcmp(rows[i].message, "--node"))
			wish.node = 0;
		assert_int_equal(plan_build(&allocators, &wish, &plan, &problem),
				 rows[i].error);
		if (!strstr(problem.text, rows[i].message))
			fail_msg("%zu: %s", i, problem.text);
		assert_int_equal(problem.exit_code, EXIT_USAGE);
		assert_int_equal(plan.point_count, 0);
	}
}

static void what_a_kernel_lacks_is_left_out_where_asked(void **state)
{
	struct wish wish = plain;
	struct problem problem = { 0 };
	struct plan plan;

	wish.skip_refused = true;
	wish.allocators = "gone,kmalloc";
	build(&wish, &plan);
	assert_int_equal(plan.row_count, 1);
	assert_string_equal(plan.rows[0]->name, "kmalloc");
	assert_int_equal(plan.refusal_count, 1);
	assert_string_equal(plan.refusals[0].reason, "not before Linux 5.13");
	plan_free(&plan);

	wish.allocators = "gone";
	assert_int_equal(plan_build(&allocators, &wish, &plan, &problem), -EOPNOTSUPP);
	assert_non_null(strstr(problem.text, "gone"));
	assert_non_null(strstr(problem.text, "not before Linux 5.13"));
}

static int judge_even(void *context, struct point *point, struct problem *problem)
{
	enum exit_code *exit_code = context;

	if (point->size % 2 == 0)
		return 0;
	return problem_set(problem, *exit_code, -ERANGE, "odd; choose an even one");
}

static void a_judge_sifts_and_its_failures_end_it(void **state)
{
	enum exit_code exit_code = EXIT_USAGE;
	struct wish wish = plain;
	struct problem problem = { 0 };
	struct plan plan;

	wish.sizes = "1,2,3,4";
	build(&wish, &plan);
	assert_int_equal(plan_sift(&plan, judge_even, &exit_code, &problem), -ERANGE);
	assert_string_equal(problem.text, "kmalloc of 1 bytes, GFP_KERNEL, pair, task: "
					  "odd; choose an even one");
	plan_free(&plan);

	wish.skip_refused = true;
	build(&wish, &plan);
	assert_int_equal(plan_sift(&plan, judge_even, &exit_code, &problem), 0);
	assert_int_equal(plan.point_count, 2);
	assert_int_equal(plan.points[1].size, 4);
	assert_int_equal(plan.refusals[1].point.size, 3);
	plan_free(&plan);

	exit_code = EXIT_TOOL_FAILURE;
	build(&wish, &plan);
	assert_int_equal(plan_sift(&plan, judge_even, &exit_code, &problem), -ERANGE);
	assert_int_equal(problem.exit_code, EXIT_TOOL_FAILURE);
	plan_free(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wishes_that_cannot_be_are_refused),
		cmocka_unit_test(what_a_kernel_lacks_is_left_out_where_asked),
		cmocka_unit_test(a_judge_sifts_and_its_failures_end_it),
	};

	return cmocka_run_group_tests(tests, plan_set_up, plan_tear_down);
}
