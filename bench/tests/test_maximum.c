// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The search for the largest block, against oracles: every limit, budget and page count.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "bench/budget.h"
#include "bench/maximum.h"

#define PAGE 4096ULL
#define MIB (1ULL << 20)
#define GIB (1ULL << 30)

/**
 * struct oracle - a kernel that gives blocks up to a limit
 * @refuses_above: the module's own idea of the budget
 * @fail_after:    probes until -EINTR; 0 for never
 * @asked_above:   the largest size asked for
 */
struct oracle {
	uint64_t limit;
	uint64_t refuses_above;
	unsigned int fail_after;
	unsigned int probes;
	uint64_t asked_above;
};

static int ask(void *context, uint64_t size, bool *worked)
{
	struct oracle *oracle = context;

	oracle->probes++;
	assert_true(size && size % PAGE == 0);
	if (size > oracle->asked_above)
		oracle->asked_above = size;
	if (oracle->fail_after && oracle->probes > oracle->fail_after)
		return -EINTR;
	if (oracle->refuses_above && size > oracle->refuses_above)
		return -E2BIG;
	*worked = size <= oracle->limit;
	return 0;
}

static uint64_t largest_power(uint64_t limit)
{
	uint64_t power = limit < PAGE ? 0 : PAGE;

	while (power && power * 2 <= limit)
		power *= 2;
	return power;
}

static uint64_t allowed_resolution(uint64_t exact)
{
	return exact < MAXIMUM_FINE_LIMIT ? PAGE : exact / MAXIMUM_COARSE_PART;
}

static void check_search(uint64_t limit, uint64_t budget)
{
	struct oracle oracle = { .limit = limit };
	struct maximum maximum;
	uint64_t reachable = limit < budget ? limit : budget;

	assert_int_equal(maximum_search(PAGE, budget, ask, &oracle, &maximum), 0);
	assert_int_equal(maximum.doubling, largest_power(reachable));
	assert_int_equal(maximum.probes, oracle.probes);
	assert_true(oracle.asked_above <= budget);
	assert_true(maximum.exact <= reachable);
	assert_true(maximum.exact >= maximum.doubling);
	/* The doubling, one try at the budget, and a bisection of 1/256 or of pages. */
	assert_true(maximum.probes <= 53 + 1 + 14);
	if (limit >= budget) {
		assert_true(maximum.budget_ended);
		assert_int_equal(maximum.exact, budget / PAGE * PAGE);
		assert_int_equal(maximum.resolution, 0);
	} else {
		assert_true(maximum.exact + maximum.resolution > limit ||
			    maximum.budget_ended);
		assert_true(maximum.resolution <= allowed_resolution(maximum.exact));
	}
}

static void every_page_limit_up_to_40_is_found(void **state)
{
	for (uint64_t limit = 1; limit <= 40; limit++) {
		for (uint64_t budget = 1; budget <= 45; budget++)
			check_search(limit * PAGE, budget * PAGE);
	}
}

static void random_limits_and_budgets_are_found(void **state)
{
	srand(1);
	for (int i = 0; i < 20000; i++) {
		uint64_t limit = (uint64_t)rand() << (rand() % 13);
		uint64_t budget = PAGE + ((uint64_t)rand() << (rand() % 13));

		check_search(limit / 3, budget / 2 + PAGE);
	}
}

static void the_4_gib_vm_doubles_to_2_gib_in_one_more_probe(void **state)
{
	struct oracle oracle = { .limit = 3900 * MIB };
	struct maximum maximum;

	assert_int_equal(maximum_search(PAGE, 3528 * MIB, ask, &oracle, &maximum), 0);
	assert_int_equal(maximum.doubling, 2 * GIB);
	assert_int_equal(maximum.exact, 3528 * MIB);
	assert_int_equal(maximum.probes, 20 + 1);
}

static void a_limit_of_4_mib_is_found_to_the_page(void **state)
{
	struct oracle oracle = { .limit = 4 * MIB };
	struct maximum maximum;

	assert_int_equal(maximum_search(PAGE, GIB, ask, &oracle, &maximum), 0);
	assert_int_equal(maximum.doubling, 4 * MIB);
	assert_int_equal(maximum.exact, 4 * MIB);
	assert_int_equal(maximum.resolution, PAGE);
	assert_false(maximum.budget_ended);
	assert_int_equal(maximum.probes, 12 + 10);
}

static void not_even_a_page_is_zero(void **state)
{
	struct oracle oracle = { .limit = 0 };
	struct maximum maximum;

	assert_int_equal(maximum_search(PAGE, GIB, ask, &oracle, &maximum), 0);
	assert_int_equal(maximum.doubling, 0);
	assert_int_equal(maximum.exact, 0);
	assert_int_equal(maximum.resolution, PAGE);
	assert_int_equal(maximum.probes, 1);
}

static void a_refusal_below_our_budget_ends_in_budget(void **state)
{
	struct oracle oracle = { .limit = GIB, .refuses_above = 5 * MIB };
	struct maximum maximum;

	assert_int_equal(maximum_search(PAGE, 10 * MIB, ask, &oracle, &maximum), 0);
	assert_int_equal(maximum.doubling, 4 * MIB);
	assert_int_equal(maximum.exact, 5 * MIB);
	assert_int_equal(maximum.resolution, PAGE);
	assert_true(maximum.budget_ended);
}

static void an_interrupted_search_says_so(void **state)
{
	struct oracle oracle = { .limit = GIB, .fail_after = 5 };
	struct maximum maximum;

	assert_int_equal(maximum_search(PAGE, GIB, ask, &oracle, &maximum), -EINTR);
	assert_int_equal(oracle.probes, 6);
}

static void budgets_leave_what_the_design_says(void **state)
{
	/* A real machine: a quarter, at most 4 GiB. */
	assert_int_equal(budget_default(8 * GIB, PAGE, false), 2 * GIB);
	assert_int_equal(budget_default(64 * GIB, PAGE, false), 4 * GIB);
	/* A guest: all but 1/16, or 32 MiB of little memory. */
	assert_int_equal(budget_default(4 * GIB, PAGE, true), 3840 * MIB);
	assert_int_equal(budget_default(256 * MIB, PAGE, true), 224 * MIB);
	assert_int_equal(budget_default(16 * MIB, PAGE, true), PAGE);
	/* Boots that differ by a few pages agree. */
	assert_int_equal(budget_default(3953582080, PAGE, true),
			 budget_default(3953582080 - 9 * PAGE, PAGE, true));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page_limit_up_to_40_is_found),
		cmocka_unit_test(random_limits_and_budgets_are_found),
		cmocka_unit_test(the_4_gib_vm_doubles_to_2_gib_in_one_more_probe),
		cmocka_unit_test(a_limit_of_4_mib_is_found_to_the_page),
		cmocka_unit_test(not_even_a_page_is_zero),
		cmocka_unit_test(a_refusal_below_our_budget_ends_in_budget),
		cmocka_unit_test(an_interrupted_search_says_so),
		cmocka_unit_test(budgets_leave_what_the_design_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
