// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The clock's name, its slope and its smallest step; and the checks of a selftest.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "bench/checks.h"
#include "bench/clock_detect.h"

#define COUNT 100

/* A histogram of @base, with every tenth value @wobble above it. */
static struct histogram values(uint64_t base, uint64_t wobble)
{
	uint64_t ticks[COUNT];
	struct histogram histogram;

	for (int i = 0; i < COUNT; i++)
		ticks[i] = base + (i % 10 == 9 ? wobble : 0);
	assert_int_equal(histogram_from_values(ticks, COUNT, &histogram), 0);
	return histogram;
}

/* Each add costs @slope ticks on both sides. */
static struct clock_evidence ruler(double slope, uint64_t wobble)
{
	struct clock_evidence evidence = { .none = { values(10, 0), values(8, 0) } };

	for (int i = 0; i < RULER_COUNT; i++) {
		evidence.ruler[i][0] = values(10 + slope * ruler_adds[i], wobble);
		evidence.ruler[i][1] = values(8 + slope * ruler_adds[i], wobble);
	}
	return evidence;
}

static enum clock_kind kind(struct clock_evidence evidence, const char *signature,
			    bool is_uml)
{
	struct clock_facts facts;

	assert_int_equal(clock_detect(&evidence, signature, is_uml, &facts), 0);
	clock_evidence_free(&evidence);
	return facts.kind;
}

static void icount_is_granted_for_exactness_only(void **state)
{
	assert_int_equal(kind(ruler(1, 0), HYPERVISOR_TCG, false), CLOCK_ICOUNT);
	assert_int_equal(kind(ruler(1, 1), HYPERVISOR_TCG, false), CLOCK_EMULATED);
	assert_int_equal(kind(ruler(1.5, 0), HYPERVISOR_TCG, false), CLOCK_EMULATED);
	/* Exact by chance or not: without emulation it is a TSC. */
	assert_int_equal(kind(ruler(1, 0), "", false), CLOCK_TSC);
	assert_int_equal(kind(ruler(1, 0), "KVMKVMKVM", false), CLOCK_TSC);
	assert_int_equal(kind(ruler(1, 0), HYPERVISOR_TCG, true), CLOCK_UML);
}

static void one_wrong_side_is_not_exact(void **state)
{
	for (int i = 0; i < RULER_COUNT; i++) {
		for (int side = 0; side < 2; side++) {
			struct clock_evidence evidence = ruler(1, 0);
			struct histogram *histogram = &evidence.ruler[i][side];

			assert_true(clock_is_exact(&evidence));
			histogram->bins[0].value++;
			assert_false(clock_is_exact(&evidence));
			clock_evidence_free(&evidence);
		}
	}
}

static void the_slope_is_exact_where_the_ruler_is(void **state)
{
	static const double slopes[] = { 1, 2, 0.5 };

	for (int i = 0; i < 3; i++) {
		struct clock_evidence evidence = ruler(slopes[i], 0);
		struct clock_facts facts;

		clock_detect(&evidence, "", false, &facts);
		assert_true(facts.ticks_per_add == slopes[i]);
		clock_evidence_free(&evidence);
	}
}

static void the_smallest_step_stands_clear_of_noise(void **state)
{
	static const struct {
		uint64_t wobble, step;
	} rows[] = { { 0, 10 }, { 9, 10 }, { 10, 100 }, { 500, 1000 }, { 2000, 0 } };

	for (int i = 0; i < 5; i++) {
		struct clock_evidence evidence = ruler(1, rows[i].wobble);
		struct clock_facts facts;

		clock_detect(&evidence, "", false, &facts);
		assert_int_equal(facts.smallest_step, rows[i].step);
		clock_evidence_free(&evidence);
	}
}

static void no_undisturbed_sample_is_no_clock(void **state)
{
	struct clock_evidence evidence = ruler(1, 0);
	struct clock_facts facts;

	histogram_free(&evidence.ruler[2][1]);
	assert_int_equal(clock_detect(&evidence, "", false, &facts), -ENODATA);
	clock_evidence_free(&evidence);
}

static bool ruler_passes(struct clock_evidence evidence, const char *signature)
{
	struct clock_facts facts;
	struct check check;

	clock_detect(&evidence, signature, false, &facts);
	check = check_ruler(&evidence, &facts);
	clock_evidence_free(&evidence);
	return check.passed;
}

static void a_bent_ruler_fails_its_check(void **state)
{
	struct clock_evidence bent = ruler(1, 0);

	assert_true(ruler_passes(ruler(1.3, 2), ""));
	assert_true(ruler_passes(ruler(1, 0), HYPERVISOR_TCG));
	assert_false(ruler_passes(ruler(0, 0), ""));
	bent.ruler[2][1].bins[0].value += 200;
	assert_false(ruler_passes(bent, ""));
}

static bool repeats(uint64_t first, uint64_t wobble, uint64_t second)
{
	struct cell one = { .alloc = values(first, wobble), .free = values(5, 0) };
	struct cell other = { .alloc = values(second, 0), .free = values(5, 0) };
	struct check check = check_repeat("it", &one, &other);

	cell_free(&one);
	cell_free(&other);
	return check.passed;
}

static void both_sides_must_repeat(void **state)
{
	struct cell one = { .alloc = values(9, 0), .free = values(5, 0) };
	struct cell other = { .alloc = values(9, 0), .free = values(6, 0) };

	assert_false(check_repeat("it", &one, &other).passed);
	histogram_free(&other.alloc);
	assert_false(check_repeat("it", &one, &other).passed);
	cell_free(&one);
	cell_free(&other);
}

static void a_repeat_outside_its_spread_fails(void **state)
{
	assert_true(repeats(100, 0, 100));
	assert_false(repeats(100, 0, 101));
	assert_false(repeats(100, 0, 99));
	assert_true(repeats(100, 10, 105));
	assert_false(repeats(100, 10, 111));
}

static void what_stays_allocated_fails(void **state)
{
	struct info info = { 0 };

	assert_true(check_live(&info).passed);
	info.live_objects = 1;
	assert_false(check_live(&info).passed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(icount_is_granted_for_exactness_only),
		cmocka_unit_test(one_wrong_side_is_not_exact),
		cmocka_unit_test(the_slope_is_exact_where_the_ruler_is),
		cmocka_unit_test(the_smallest_step_stands_clear_of_noise),
		cmocka_unit_test(no_undisturbed_sample_is_no_clock),
		cmocka_unit_test(a_bent_ruler_fails_its_check),
		cmocka_unit_test(both_sides_must_repeat),
		cmocka_unit_test(a_repeat_outside_its_spread_fails),
		cmocka_unit_test(what_stays_allocated_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
