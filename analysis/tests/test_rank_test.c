// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The rank test, against all ways to deal the values to the two sides, and by hand.
 */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_rng.h>

#include "analysis/compare/rank_test.h"

#define LARGEST_SIDE 6
#define ROUNDS 6

/* Twice the mid-rank of a value: those below count twice, those equal once, and one. */
static unsigned int doubled_rank(const double *values, size_t count, double value)
{
	unsigned int rank = 1;

	for (size_t i = 0; i < count; i++)
		rank += 2 * (values[i] < value) + (values[i] == value);
	return rank;
}

/* Twice the smaller share of deals with a sum at most, or at least, the one seen. */
static double enumerated(const double *values, size_t count, size_t new_count)
{
	unsigned int seen = 0, deals = 0, below = 0, above = 0;

	for (size_t i = count - new_count; i < count; i++)
		seen += doubled_rank(values, count, values[i]);
	for (unsigned int deal = 0; deal < 1U << count; deal++) {
		unsigned int sum = 0;

		if ((size_t)__builtin_popcount(deal) != new_count)
			continue;
		for (size_t i = 0; i < count; i++)
			if (deal & 1U << i)
				sum += doubled_rank(values, count, values[i]);
		deals++;
		below += sum <= seen;
		above += sum >= seen;
	}
	return fmin(1, 2.0 * (below < above ? below : above) / deals);
}

static void compare_with_enumeration(gsl_rng *dice, size_t base_count, size_t new_count,
				     unsigned int distinct)
{
	double values[2 * LARGEST_SIDE], p;
	size_t count = base_count + new_count;

	for (size_t i = 0; i < count; i++)
		values[i] = 100 + (double)gsl_rng_uniform_int(dice, distinct);
	assert_int_equal(
		rank_test(values, base_count, values + base_count, new_count, &p), 0);
	assert_float_equal(p, enumerated(values, count, new_count), 1e-12);
}

static void p_is_the_share_of_all_deals(void **state)
{
	static const unsigned int distinct[] = { 1, 2, 3, 5, 12, 1000000 };
	gsl_rng *dice = gsl_rng_alloc(gsl_rng_mt19937);

	for (size_t base_count = 1; base_count <= LARGEST_SIDE; base_count++)
		for (size_t new_count = 1; new_count <= LARGEST_SIDE; new_count++)
			for (size_t i = 0; i < sizeof(distinct) / sizeof(*distinct); i++)
				for (int round = 0; round < ROUNDS; round++)
					compare_with_enumeration(dice, base_count,
								 new_count, distinct[i]);
	gsl_rng_free(dice);
}

static void tied_values_share_their_rank(void **state)
{
	static const double base[] = { 10, 20, 20 }, new[] = { 20, 30 };
	static const unsigned int doubled[] = { 2, 6, 6, 6, 10 };
	struct mid_ranks ranks;

	assert_int_equal(mid_ranks_of(base, 3, new, 2, &ranks), 0);
	assert_int_equal(ranks.count, 5);
	assert_memory_equal(ranks.ascending, doubled, sizeof(doubled));
	assert_int_equal(ranks.new_sum, 16);
	mid_ranks_free(&ranks);
}

/* All of new above all of base: 2 of all deals are as extreme. */
static void sides_apart_are_the_rarest_deal(void **state)
{
	static const struct {
		size_t boots;
		double deals;
	} cases[] = {
		{ 1, 2 },
		{ 3, 20 },
		{ 4, 70 },
		{ 10, 184756 },
		{ 28, 7648690600760440 },
		{ 64, 2.395114604192808e37 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		double values[2 * 64], p;

		for (size_t j = 0; j < 2 * cases[i].boots; j++)
			values[j] = (double)j;
		assert_int_equal(rank_test(values, cases[i].boots,
					   values + cases[i].boots, cases[i].boots, &p),
				 0);
		assert_float_equal(p * cases[i].deals, 2, 1e-12);
	}
}

static void equal_values_are_no_evidence(void **state)
{
	static const size_t boots[] = { 10, 64, 500 };
	static const double values[500];
	double p;

	for (size_t i = 0; i < sizeof(boots) / sizeof(*boots); i++) {
		assert_int_equal(rank_test(values, boots[i], values, boots[i], &p), 0);
		assert_true(p == 1);
	}
}

/* 64 boots against 65, counted by scipy's exact test. */
static void with_many_boots_the_normal_tail_is_close(void **state)
{
	static const struct {
		double shift, counted;
	} cases[] = {
		{ 10, 0.30446118548239653 },
		{ 20, 0.04427006964996542 },
		{ 30, 0.004850252055357143 },
		{ 40, 0.00020343774802821405 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		double base[64], new[65], p;

		for (size_t j = 0; j < 64; j++)
			base[j] = (double)(3 * j) + 1;
		for (size_t j = 0; j < 65; j++)
			new[j] = (double)(3 * j) + cases[i].shift;
		assert_int_equal(rank_test(base, 64, new, 65, &p), 0);
		assert_in_range((int)(100 * p / cases[i].counted), 99, 120);
	}
}

static void what_cannot_be_tested_is_refused(void **state)
{
	static const double one = 1, none = NAN;
	double p;

	assert_int_equal(rank_test(&one, 0, &one, 1, &p), -EINVAL);
	assert_int_equal(rank_test(&one, 1, &one, 0, &p), -EINVAL);
	assert_int_equal(rank_test(&one, 1, &none, 1, &p), -EDOM);
	assert_int_equal(rank_test(&none, 1, &one, 1, &p), -EDOM);
}

static void choices_of_nothing_or_too_much_are_refused(void **state)
{
	static const unsigned int ranks[130] = { 1 };
	struct rank_sums sums;

	assert_int_equal(rank_sums_count(ranks, 4, 0, &sums), -EINVAL);
	assert_int_equal(rank_sums_count(ranks, 4, 5, &sums), -EINVAL);
	assert_int_equal(rank_sums_count(ranks, 130, 65, &sums), -E2BIG);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(p_is_the_share_of_all_deals),
		cmocka_unit_test(tied_values_share_their_rank),
		cmocka_unit_test(sides_apart_are_the_rarest_deal),
		cmocka_unit_test(equal_values_are_no_evidence),
		cmocka_unit_test(with_many_boots_the_normal_tail_is_close),
		cmocka_unit_test(what_cannot_be_tested_is_refused),
		cmocka_unit_test(choices_of_nothing_or_too_much_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
