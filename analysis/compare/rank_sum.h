/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The distribution of a rank sum: in how many ways some of the ranks add up to each sum,
 * and the normal distribution that it comes close to. Pure: no input, no output.
 */
#ifndef ANALYSIS_RANK_SUM_H
#define ANALYSIS_RANK_SUM_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Exact up to so many pairs of a value that is taken and one that is not: 64 boots a side.
 * With 10 boots a side a distribution takes some 3 us, with 64 some 4 ms and 7 MB.
 */
#define RANK_SUM_PAIRS 4096

/**
 * rank_sum_is_countable() - whether sides of these sizes get the exact distribution
 */
bool rank_sum_is_countable(size_t taken, size_t rest);

/**
 * struct rank_sums - how often each sum occurs among all choices of some ranks
 * @ways:    @ways[sum], for sums from 0 to @largest
 * @largest: the largest sum that occurs
 * @all:     the number of all choices
 *
 * Counts are whole numbers, exact up to 2^53 (28 of 56). Above, rounding in the additions
 * leaves them within 1e-13 of their value: all terms are positive, nothing cancels.
 */
struct rank_sums {
	double *ways;
	size_t largest;
	double all;
};

/**
 * rank_sums_count() - the distribution of the sum of @taken of @count ranks
 * @ranks: ascending whole numbers; ties are ranks that are equal
 *
 * By dynamic programming over the ranks: each is taken or not. A state is how many were
 * taken and what they add up to.
 *
 * Source: Streitberg and Roehmel, "Exact distributions for permutation and rank tests",
 * Statistical Software Newsletter 12 (1986), 10-17: the shift algorithm.
 *
 * Return: 0, -EINVAL where @taken is 0 or above @count, -E2BIG where the sum is not
 * rank_sum_is_countable(), or -ENOMEM.
 */
int rank_sums_count(const unsigned int *ranks, size_t count, size_t taken,
		    struct rank_sums *sums);

void rank_sums_free(struct rank_sums *sums);

/**
 * rank_sums_below() - the share of choices whose sum is at most @sum
 */
double rank_sums_below(const struct rank_sums *sums, size_t sum);

/**
 * rank_sums_above() - the share of choices whose sum is at least @sum
 */
double rank_sums_above(const struct rank_sums *sums, size_t sum);

/**
 * struct rank_sum_moments - of the sum of some ranks, over all choices
 */
struct rank_sum_moments {
	double mean;
	double deviation;
};

/**
 * rank_sum_moments_of() - mean and standard deviation of the sum of @taken of @count ranks
 * @ranks: ties are ranks that are equal: the deviation is theirs
 *
 * Source: Lehmann, "Nonparametrics: Statistical Methods Based on Ranks" (1975), 1.4 and
 * the appendix, example 4.
 */
struct rank_sum_moments rank_sum_moments_of(const unsigned int *ranks, size_t count,
					    size_t taken);

#endif
