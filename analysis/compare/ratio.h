/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * By what factor two kernels differ: the Hodges-Lehmann estimate of the ratio new/base,
 * and its confidence interval. Pure: no input, no output.
 */
#ifndef ANALYSIS_RATIO_H
#define ANALYSIS_RATIO_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct ratio - a factor with its confidence interval
 * @estimate: the median of the ratios of every new to every base value; of the two middle
 *            ones the geometric mean, so that the sides may be swapped
 * @low:      0 where so few values cannot give the level
 * @high:     INFINITY where so few values cannot give the level
 */
struct ratio {
	double estimate;
	double low;
	double high;
};

/**
 * ratio_estimate() - the ratio of two sides
 * @level: of the interval, 0.95 for 95 %
 *
 * The interval holds the factors that the rank test does not reject: the k-th smallest to
 * the k-th largest of all ratios, with the largest k for which both tails of the
 * distribution of the rank sum without ties are at most 1 - @level together. With so many
 * boots that rank_test() takes that sum as normal, so does this.
 *
 * Ties make it wider, never narrower than the level: both ends belong to the interval.
 * Were the ties broken by any amount, however small, the interval without ties would have
 * the level, and its limit as the amount vanishes is this one.
 *
 * Source: Hodges and Lehmann, "Estimates of location based on rank tests", Annals of
 * Mathematical Statistics 34 (1963), 598-611; Lehmann, "Nonparametrics" (1975), 2.5
 * and 2.6.
 *
 * Return: 0, -EINVAL where a side is empty, -EDOM where a value is not finite and
 * positive, -ENOMEM.
 */
int ratio_estimate(const double *base, size_t base_count, const double *new,
		   size_t new_count, double level, struct ratio *ratio);

/**
 * ratio_is_bounded() - whether there were enough values for the interval's level
 */
bool ratio_is_bounded(const struct ratio *ratio);

/**
 * ratio_direction() - on which side of one the whole interval lies
 *
 * Return: 1 where new is dearer, -1 where it is cheaper, 0 where one is in the interval:
 * the difference straddles zero.
 */
int ratio_direction(const struct ratio *ratio);

#endif
