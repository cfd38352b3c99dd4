// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The Hodges-Lehmann estimate of a ratio, and its confidence interval.
 */
#include "ratio.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>

#include "rank_sum.h"
#include "results/cleanup.h"

/* Rounding in the sums must not decide whether a tail is just as large as it may be. */
#define ROUNDING (1 + 1e-9)

static int check(const double *values, size_t count)
{
	if (!count)
		return -EINVAL;
	for (size_t i = 0; i < count; i++)
		if (!isfinite(values[i]) || values[i] <= 0)
			return -EDOM;
	return 0;
}

/* The largest k for which both tails together are at most @outside; 0 if none. */
static size_t largest_rank(const struct rank_sums *sums, size_t least_sum, double outside)
{
	double tail = 0;
	size_t k = 0;

	for (size_t sum = least_sum; sum <= sums->largest; sum++, k++) {
		tail += sums->ways[sum] / sums->all;
		if (2 * tail > outside * ROUNDING)
			break;
	}
	return k;
}

static int exact_rank(const unsigned int *ranks, size_t count, size_t new_count,
		      double outside, size_t *k)
{
	struct rank_sums sums;
	int error = rank_sums_count(ranks, count, new_count, &sums);

	if (error)
		return error;
	*k = largest_rank(&sums, new_count * (new_count + 1) / 2, outside);
	rank_sums_free(&sums);
	return 0;
}

/* As largest_rank(), which counts the sums of a tail, with half a rank for continuity. */
static size_t normal_rank(const unsigned int *ranks, size_t count, size_t new_count,
			  double outside)
{
	struct rank_sum_moments sum = rank_sum_moments_of(ranks, count, new_count);
	double least_sum = (double)(new_count * (new_count + 1)) / 2;
	double tail = sum.mean - least_sum + 0.5 -
		      gsl_cdf_gaussian_Qinv(outside / 2, sum.deviation);

	return tail > 0 ? (size_t)tail : 0;
}

/* The @outside of an interval must be left to both ends: k from either. */
static int interval_rank(size_t base_count, size_t new_count, double outside, size_t *k)
{
	size_t count = base_count + new_count;
	_cleanup_free_ unsigned int *ranks = malloc(count * sizeof(*ranks));

	if (!ranks)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		ranks[i] = (unsigned int)i + 1;
	if (rank_sum_is_countable(new_count, base_count))
		return exact_rank(ranks, count, new_count, outside, k);
	*k = normal_rank(ranks, count, new_count, outside);
	return 0;
}

static double *all_ratios(const double *base, size_t base_count, const double *new,
			     size_t new_count)
{
	double *ratios = calloc(base_count * new_count, sizeof(*ratios));

	if (!ratios)
		return NULL;
	for (size_t i = 0; i < base_count; i++)
		for (size_t j = 0; j < new_count; j++)
			ratios[i * new_count + j] = new[j] / base[i];
	return ratios;
}

/* The one that has @rank smaller ones. Moves them about. */
static double ratio_at(double *ratios, size_t count, size_t rank)
{
	return gsl_stats_select(ratios, 1, count, rank);
}

int ratio_estimate(const double *base, size_t base_count, const double *new,
		   size_t new_count, double level, struct ratio *ratio)
{
	size_t k = 0, count = base_count * new_count;
	int error = check(base, base_count);

	if (!error)
		error = check(new, new_count);
	if (!error)
		error = interval_rank(base_count, new_count, 1 - level, &k);
	if (error)
		return error;

	_cleanup_free_ double *ratios = all_ratios(base, base_count, new, new_count);

	if (!ratios)
		return -ENOMEM;
	*ratio = (struct ratio){
		.estimate = sqrt(ratio_at(ratios, count, (count - 1) / 2) *
				 ratio_at(ratios, count, count / 2)),
		.low = k ? ratio_at(ratios, count, k - 1) : 0,
		.high = k ? ratio_at(ratios, count, count - k) : INFINITY,
	};
	return 0;
}

bool ratio_is_bounded(const struct ratio *ratio)
{
	return isfinite(ratio->high);
}

int ratio_direction(const struct ratio *ratio)
{
	if (ratio->low > 1)
		return 1;
	return ratio->high < 1 ? -1 : 0;
}
