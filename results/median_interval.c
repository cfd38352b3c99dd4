// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The distribution-free confidence interval of a median: how many ranks may be left out
 * on either side. The binomial is summed from its weights relative to the middle one, so
 * that nothing over- or underflows and no gamma function is needed.
 */
#include "results/histogram.h"

#include <errno.h>

/* Smaller weights, relative to the middle, are left out: past 16 standard deviations. */
#define NEGLIGIBLE 1e-60

/* Rounding in the sums must not decide: 5 samples do give exactly 93.75 %. */
#define ROUNDING (1 + 1e-9)

/* The lower half of binomial(total, 1/2), in units of its largest weight. */
struct lower_half {
	/* The first rank that is not negligible, and its weight. */
	uint64_t first;
	double first_weight;
	/* The sum of all weights, of both halves. */
	double whole;
};

static struct lower_half weigh(uint64_t total)
{
	uint64_t i = total / 2;
	double weight = 1, sum = 0;

	while (i > 0 && weight > NEGLIGIBLE) {
		weight *= (double)i / (double)(total - i + 1);
		sum += weight;
		i--;
	}
	return (struct lower_half){
		.first = i,
		.first_weight = weight,
		.whole = total % 2 ? 2 * (sum + 1) : 2 * sum + 1,
	};
}

/* The largest k for which both tails below k together are at most @outside; 0 if none. */
static uint64_t largest_rank(uint64_t total, double outside)
{
	struct lower_half half = weigh(total);
	double allowed = outside * half.whole / 2 * ROUNDING;
	double weight = half.first_weight, tail = weight;
	uint64_t i = half.first;

	if (outside <= 0)
		return 0;
	while (tail <= allowed && i < total / 2 + total % 2) {
		weight *= (double)(total - i) / (double)(i + 1);
		tail += weight;
		i++;
	}
	return i;
}

int histogram_median_interval(const struct histogram *histogram, double confidence,
			      uint64_t *low, uint64_t *high)
{
	uint64_t total = histogram->total;

	*low = *high = 0;
	if (total == 0)
		return -ERANGE;

	uint64_t rank = largest_rank(total, 1 - confidence);
	*low = histogram_rank(histogram, rank ? rank : 1);
	*high = histogram_rank(histogram, rank ? total + 1 - rank : total);
	return rank ? 0 : -ERANGE;
}
