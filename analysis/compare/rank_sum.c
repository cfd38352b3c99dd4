// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The distribution of a rank sum: exact by the shift algorithm, and its moments.
 */
#include "rank_sum.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "results/cleanup.h"

bool rank_sum_is_countable(size_t taken, size_t rest)
{
	return !rest || taken <= RANK_SUM_PAIRS / rest;
}

/* Sums of the first ranks: [i] of the first i. */
static void add_up(const unsigned int *ranks, size_t count, size_t *prefix)
{
	prefix[0] = 0;
	for (size_t i = 0; i < count; i++)
		prefix[i + 1] = prefix[i] + ranks[i];
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * To every choice of @taken among the first @seen ranks the next rank is added. With
 * ascending ranks the first of those seen give the smallest sum, the last the largest.
 */
static void shift(const double *from, double *to, const size_t *prefix, size_t seen,
		  size_t taken)
{
	size_t rank = prefix[seen + 1] - prefix[seen];
	size_t least = prefix[taken];
	size_t most = prefix[seen] - prefix[seen - taken];

	for (size_t sum = least; sum <= most; sum++)
		to[sum + rank] += from[sum];
}

/* @ways has a row of @width for each number taken. */
static void count_ways(double *ways, size_t width, const size_t *prefix, size_t count,
		       size_t taken)
{
	ways[0] = 1;
	for (size_t seen = 0; seen < count; seen++) {
		/* What comes after this rank must still suffice. */
		size_t after = count - seen - 1;
		size_t least = taken > after ? taken - after : 1;

		for (size_t with = smaller(seen + 1, taken); with >= least; with--)
			shift(ways + (with - 1) * width, ways + with * width, prefix,
			      seen, with - 1);
	}
}

int rank_sums_count(const unsigned int *ranks, size_t count, size_t taken,
		    struct rank_sums *sums)
{
	if (!taken || taken > count)
		return -EINVAL;
	if (!rank_sum_is_countable(taken, count - taken))
		return -E2BIG;

	_cleanup_free_ size_t *prefix = malloc((count + 1) * sizeof(*prefix));

	if (!prefix)
		return -ENOMEM;
	add_up(ranks, count, prefix);

	size_t width = prefix[count] - prefix[count - taken] + 1;
	_cleanup_free_ double *ways = calloc((taken + 1) * width, sizeof(*ways));

	if (!ways)
		return -ENOMEM;
	count_ways(ways, width, prefix, count, taken);
	*sums = (struct rank_sums){ .ways = calloc(width, sizeof(*ways)),
				    .largest = width - 1 };
	for (size_t sum = 0; sums->ways && sum < width; sum++) {
		sums->ways[sum] = ways[taken * width + sum];
		sums->all += sums->ways[sum];
	}
	return sums->ways ? 0 : -ENOMEM;
}

void rank_sums_free(struct rank_sums *sums)
{
	free(sums->ways);
	*sums = (struct rank_sums){ 0 };
}

double rank_sums_below(const struct rank_sums *sums, size_t sum)
{
	double ways = 0;

	for (size_t i = 0; i <= smaller(sum, sums->largest); i++)
		ways += sums->ways[i];
	return ways / sums->all;
}

double rank_sums_above(const struct rank_sums *sums, size_t sum)
{
	double ways = 0;

	for (size_t i = sum; i <= sums->largest; i++)
		ways += sums->ways[i];
	return ways / sums->all;
}

struct rank_sum_moments rank_sum_moments_of(const unsigned int *ranks, size_t count,
					    size_t taken)
{
	double all = (double)count, rest = (double)(count - taken);
	double mean = 0, squares = 0;

	for (size_t i = 0; i < count; i++)
		mean += ranks[i] / all;
	for (size_t i = 0; i < count; i++)
		squares += (ranks[i] - mean) * (ranks[i] - mean);
	return (struct rank_sum_moments){
		.mean = (double)taken * mean,
		.deviation = count > 1 ? sqrt((double)taken * rest / all / (all - 1) * squares)
				       : 0,
	};
}
