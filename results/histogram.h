/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An exact list of values with their counts, and its order statistics. Nothing is binned.
 */
#ifndef RESULTS_HISTOGRAM_H
#define RESULTS_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

/**
 * struct value_count - one value and how often it was seen
 */
struct value_count {
	uint64_t value;
	uint64_t count;
};

/**
 * struct histogram - values in ascending order, each with its count
 * @bins:      @bin_count distinct values, ascending, counts at least 1
 * @bin_count: 0 in an empty histogram
 * @total:     the sum of all counts; UINT64_MAX where it is beyond
 */
struct histogram {
	struct value_count *bins;
	size_t bin_count;
	uint64_t total;
};

/**
 * histogram_from_values() - count a list of values
 * @values: sorted in place
 *
 * Return: 0 or -ENOMEM; @histogram is empty after an error.
 */
int histogram_from_values(uint64_t *values, size_t value_count,
			  struct histogram *histogram);

/**
 * histogram_append() - count a value that is larger than all before
 * @room: bins that @histogram has room for; updated
 * @bin:  counts at least 1
 *
 * Return: 0, or -ENOMEM with @histogram as it was. After the last one, histogram_fit().
 */
int histogram_append(struct histogram *histogram, size_t *room, struct value_count bin);

/**
 * histogram_fit() - give back the room that histogram_append() took for more
 */
void histogram_fit(struct histogram *histogram);

/**
 * histogram_add() - count the values of another histogram too
 *
 * Return: 0, or -ENOMEM with @histogram as it was.
 */
int histogram_add(struct histogram *histogram, const struct histogram *other);

void histogram_free(struct histogram *histogram);

/**
 * histogram_rank() - the order statistic of a rank
 * @rank: 1 (the smallest) to total
 */
uint64_t histogram_rank(const struct histogram *histogram, uint64_t rank);

/**
 * histogram_quantile() - an order statistic that was really measured, never interpolated
 * @probability: 0 (the minimum) to 1 (the maximum); the value of rank
 *               max(1, ceil(probability * total))
 *
 * The histogram must not be empty.
 */
uint64_t histogram_quantile(const struct histogram *histogram, double probability);

/**
 * histogram_median() - the median; the mean of the two middle values where total is even
 */
double histogram_median(const struct histogram *histogram);

/**
 * histogram_mean() - the arithmetic mean, summed exactly
 */
double histogram_mean(const struct histogram *histogram);

/* What histogram_middle() leaves out at either end. */
#define HISTOGRAM_TRIMMED 0.05

/**
 * histogram_middle() - the mean of the middle 90 %
 *
 * Of a value that the limits cut a part of its counts is taken. Where a clock counts in
 * steps as large as what it measures, a median knows whole steps only; this knows more.
 */
double histogram_middle(const struct histogram *histogram);

/**
 * histogram_median_interval() - distribution-free confidence interval of the median
 * @confidence: 0.95 for 95 %
 * @low, @high: the order statistics of ranks k and total + 1 - k, with the largest k for
 *              which the binomial(total, 1/2) coverage is at least @confidence
 *
 * Return: 0, or -ERANGE where so few samples cannot give that confidence (@low and @high
 * are then the minimum and the maximum).
 */
int histogram_median_interval(const struct histogram *histogram, double confidence,
			      uint64_t *low, uint64_t *high);

#endif
