/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the boots of two kernels differ: the permutation test of the mid-rank statistic.
 * Pure: no input, no output.
 */
#ifndef ANALYSIS_RANK_TEST_H
#define ANALYSIS_RANK_TEST_H

#include <stddef.h>

#include "rank_sum.h"

/**
 * struct mid_ranks - two sides ranked together, each rank doubled
 * @ascending: of tied values each has the mean of their ranks, which may end in a half:
 *             doubled, all are whole numbers
 * @count:     of both sides
 * @new_sum:   what the ranks of the new side add up to, doubled
 */
struct mid_ranks {
	unsigned int *ascending;
	size_t count;
	size_t new_sum;
};

/**
 * mid_ranks_of() - rank two sides together
 *
 * Values are tied where they are equal.
 *
 * Return: 0, -EINVAL where a side is empty, -EDOM where a value is no number, -ENOMEM.
 */
int mid_ranks_of(const double *base, size_t base_count, const double *new,
		 size_t new_count, struct mid_ranks *ranks);

void mid_ranks_free(struct mid_ranks *ranks);

/**
 * rank_test() - how likely chance alone sets the sides apart so far
 * @p: two-sided: twice the smaller tail of the sum of the new side's mid-ranks over all
 *     ways to deal the values, ties included, to the two sides; at most 1
 *
 * Exact, with ties and with sides of different sizes, where rank_sum_is_countable(). With
 * more boots the sum is taken as normally distributed, with the ties' deviation and half a
 * rank for continuity. A rank sum has lighter tails than a normal one: beyond the middle,
 * p is too large rather than too small.
 *
 * The smaller tail is doubled, rather than both tails added, since a verdict has a
 * direction: each has half of the level.
 *
 * Source: Lehmann, "Nonparametrics: Statistical Methods Based on Ranks" (1975), 1.4.
 *
 * Return: 0, or as mid_ranks_of().
 */
int rank_test(const double *base, size_t base_count, const double *new, size_t new_count,
	      double *p);

#endif
