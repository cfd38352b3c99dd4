// SPDX-License-Identifier: GPL-2.0-or-later
/* Histograms against brute force over the plain list of values. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "results/histogram.h"

#define MOST_VALUES 200

/* A fixed sequence: xorshift, seeded by the test. */
static uint64_t dice;

static uint64_t roll(void)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return dice;
}

static int ascending(const void *one, const void *other)
{
	uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;

	return (a > b) - (a < b);
}

/* The rank that the header promises, found by counting up. */
static uint64_t rank_of(double probability, uint64_t total)
{
	uint64_t rank = 1;

	while (rank < total && (double)rank < probability * (double)total)
		rank++;
	return rank;
}

static void compare(const struct histogram *histogram, const uint64_t *sorted,
		    size_t count)
{
	double sum = 0;

	assert_int_equal(histogram->total, count);
	for (size_t i = 0; i < count; i++) {
		assert_true(histogram_rank(histogram, i + 1) == sorted[i]);
		sum += (double)sorted[i];
	}
	for (size_t i = 1; i < histogram->bin_count; i++)
		assert_true(histogram->bins[i - 1].value < histogram->bins[i].value);
	for (int percent = 0; percent <= 100; percent++) {
		double p = percent / 100.0;

		assert_true(histogram_quantile(histogram, p) ==
			    sorted[rank_of(p, count) - 1]);
	}

	double median = ((double)sorted[(count - 1) / 2] + (double)sorted[count / 2]) / 2;
	assert_true(histogram_median(histogram) == median);
	assert_true(histogram_mean(histogram) == sum / (double)count);
}

static void order_statistics_are_those_of_the_sorted_list(void **state)
{
	uint64_t values[MOST_VALUES], sorted[MOST_VALUES];

	dice = 42;
	for (int round = 0; round < 500; round++) {
		size_t count = 1 + roll() % MOST_VALUES;
		uint64_t spread = 1 + roll() % 1000;
		struct histogram histogram;

		for (size_t i = 0; i < count; i++)
			values[i] = sorted[i] = roll() % spread;
		qsort(sorted, count, sizeof(*sorted), ascending);
		assert_int_equal(histogram_from_values(values, count, &histogram), 0);
		compare(&histogram, sorted, count);
		histogram_free(&histogram);
		assert_null(histogram.bins);
	}
}

static void an_empty_list_is_an_empty_histogram(void **state)
{
	struct histogram histogram;
	uint64_t low, high;

	assert_int_equal(histogram_from_values(NULL, 0, &histogram), 0);
	assert_int_equal(histogram.total, 0);
	assert_int_equal(histogram.bin_count, 0);
	assert_int_equal(histogram_median_interval(&histogram, 0.95, &low, &high),
			 -ERANGE);
	histogram_free(&histogram);
}

static void two_lists_added_are_the_list_of_both(void **state)
{
	srand(3);
	for (int round = 0; round < 300; round++) {
		uint64_t values[80], first[40], second[40];
		size_t one = rand() % 40, other = rand() % 40;
		struct histogram whole, sum, part;

		for (size_t i = 0; i < one + other; i++)
			values[i] = rand() % 30;
		memcpy(first, values, one * sizeof(*values));
		memcpy(second, values + one, other * sizeof(*values));
		assert_int_equal(histogram_from_values(first, one, &sum), 0);
		assert_int_equal(histogram_from_values(second, other, &part), 0);
		assert_int_equal(histogram_from_values(values, one + other, &whole), 0);

		assert_int_equal(histogram_add(&sum, &part), 0);
		assert_int_equal(sum.total, whole.total);
		assert_int_equal(sum.bin_count, whole.bin_count);
		if (whole.bin_count)
			assert_memory_equal(sum.bins, whole.bins,
					    whole.bin_count * sizeof(*whole.bins));
		histogram_free(&sum);
		histogram_free(&part);
		histogram_free(&whole);
	}
}

static void large_values_and_counts_do_not_overflow(void **state)
{
	struct value_count bins[] = { { UINT64_MAX - 3, UINT64_C(1) << 62 },
				      { UINT64_MAX - 1, UINT64_C(1) << 62 } };
	struct histogram histogram = { bins, 2, UINT64_C(1) << 63 };

	assert_true(histogram_median(&histogram) == (double)(UINT64_MAX - 2));
	assert_true(histogram_mean(&histogram) == (double)(UINT64_MAX - 2));
	assert_true(histogram_quantile(&histogram, 0.5) == UINT64_MAX - 3);
	assert_true(histogram_quantile(&histogram, 1) == UINT64_MAX - 1);
}

/* Needs all 128 bits: small by large, and carries between the halves. */
static void the_mean_is_summed_exactly(void **state)
{
	struct value_count bins[] = { { 1, UINT64_C(0xffffffff00000000) },
				      { UINT64_C(0xffffffffffff),
					UINT64_C(0x80000000) } };
	struct histogram histogram = { bins, 2, UINT64_C(0xffffffff80000000) };

	/* (0xffffffff00000000 + 0xffffffffffff * 2^31) / 0xffffffff80000000 */
	assert_true(histogram_mean(&histogram) == 0x1.000200007ffep+15);
}

/* From a table of binomial(n, 1/2): the largest k with coverage of at least 95 %. */
static const struct {
	uint64_t total;
	uint64_t rank;
} ranks95[] = {
	{ 5, 0 },  { 6, 1 },  { 8, 1 },	  { 9, 2 },   { 10, 2 },   { 15, 4 },
	{ 20, 6 }, { 25, 8 }, { 30, 10 }, { 50, 18 }, { 100, 40 }, { 1024, 481 },
};

static void the_median_interval_has_the_tabled_ranks(void **state)
{
	uint64_t values[1024], low, high;

	for (size_t i = 0; i < sizeof(ranks95) / sizeof(ranks95[0]); i++) {
		uint64_t total = ranks95[i].total, rank = ranks95[i].rank;
		struct histogram histogram;

		for (size_t j = 0; j < total; j++)
			values[j] = j + 1;
		assert_int_equal(histogram_from_values(values, total, &histogram), 0);
		assert_int_equal(histogram_median_interval(&histogram, 0.95, &low, &high),
				 rank ? 0 : -ERANGE);
		assert_int_equal(low, rank ? rank : 1);
		assert_int_equal(high, rank ? total + 1 - rank : total);
		histogram_free(&histogram);
	}
}

/* Pascal's triangle gives these without rounding: 2^40 fits a double. */
static void rounding_decides_nothing(void **state)
{
	uint64_t values[40], low, high;

	for (uint64_t total = 2; total <= 40; total++) {
		double below = 0, choose = 1;
		struct histogram histogram;

		for (uint64_t i = 0; i < total; i++)
			values[i] = i + 1;
		assert_int_equal(histogram_from_values(values, total, &histogram), 0);
		for (uint64_t rank = 1; rank <= total / 2; rank++) {
			below += choose;
			choose = choose * (double)(total - rank + 1) / (double)rank;

			double met = 1 - 2 * below / (double)(UINT64_C(1) << total);
			histogram_median_interval(&histogram, met, &low, &high);
			if (low != rank)
				fail_msg("%d of %d: %d", (int)rank, (int)total, (int)low);
		}
		histogram_free(&histogram);
	}
}

static void a_confidence_that_is_met_exactly_counts(void **state)
{
	struct value_count bins[] = { { 1, 1 }, { 2, 1 }, { 3, 1 }, { 4, 1 }, { 5, 1 } };
	struct histogram histogram = { bins, 5, 5 };
	uint64_t low, high;

	assert_int_equal(histogram_median_interval(&histogram, 0.9375, &low, &high), 0);
	assert_int_equal(low, 1);
	assert_int_equal(high, 5);
	assert_int_equal(histogram_median_interval(&histogram, 0.93751, &low, &high),
			 -ERANGE);
	assert_int_equal(histogram_median_interval(&histogram, 1, &low, &high), -ERANGE);
}

static void a_billion_samples_have_an_interval_at_once(void **state)
{
	struct value_count bins[] = { { 1, 499969009 }, { 2, 61982 }, { 3, 499969009 } };
	struct histogram histogram = { bins, 3, 1000000000 };
	uint64_t low, high;

	/* The rank of scipy.stats.binom: 499969010. */
	assert_int_equal(histogram_median_interval(&histogram, 0.95, &low, &high), 0);
	assert_int_equal(low, 2);
	assert_int_equal(high, 2);
	assert_int_equal(histogram_median_interval(&histogram, 1, &low, &high), -ERANGE);
	bins[0].count++;
	bins[1].count -= 2;
	bins[2].count++;
	assert_int_equal(histogram_median_interval(&histogram, 0.95, &low, &high), 0);
	assert_int_equal(low, 1);
	assert_int_equal(high, 3);
}

static void values_appended_are_the_list_of_them(void **state)
{
	enum { BINS = 1000 };
	struct histogram histogram = { NULL, 0, 0 };
	size_t room = 0;

	for (uint64_t i = 0; i < BINS; i++) {
		struct value_count bin = { 3 * i, 1 + i % 5 };

		assert_int_equal(histogram_append(&histogram, &room, bin), 0);
		assert_true(room >= histogram.bin_count);
	}
	histogram_fit(&histogram);
	assert_int_equal(histogram.bin_count, BINS);
	assert_int_equal(histogram.total, 3 * BINS);
	for (uint64_t i = 0; i < BINS; i++) {
		assert_int_equal(histogram.bins[i].value, 3 * i);
		assert_int_equal(histogram.bins[i].count, 1 + i % 5);
	}
	histogram_free(&histogram);
	histogram_fit(&histogram);
	assert_null(histogram.bins);
}

static void a_total_beyond_64_bits_stays_there(void **state)
{
	struct histogram histogram = { NULL, 0, 0 };
	size_t room = 0;

	for (uint64_t i = 0; i < 4; i++)
		assert_int_equal(histogram_append(&histogram, &room,
						  (struct value_count){ i, INT64_MAX }),
				 0);
	assert_true(histogram.total == UINT64_MAX);
	histogram_free(&histogram);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_statistics_are_those_of_the_sorted_list),
		cmocka_unit_test(an_empty_list_is_an_empty_histogram),
		cmocka_unit_test(two_lists_added_are_the_list_of_both),
		cmocka_unit_test(values_appended_are_the_list_of_them),
		cmocka_unit_test(a_total_beyond_64_bits_stays_there),
		cmocka_unit_test(large_values_and_counts_do_not_overflow),
		cmocka_unit_test(the_mean_is_summed_exactly),
		cmocka_unit_test(the_median_interval_has_the_tabled_ranks),
		cmocka_unit_test(rounding_decides_nothing),
		cmocka_unit_test(a_confidence_that_is_met_exactly_counts),
		cmocka_unit_test(a_billion_samples_have_an_interval_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
