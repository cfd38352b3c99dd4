// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The exact distribution of a rank sum, by the shift algorithm.
 */
#include "rank_sum.h"

#include <errno.h>
#include <stdlib.h>

/* Sums of the first ranks: @of[i] of the first i. */
struct prefix {
	size_t of[RANK_SUM_LIMIT + 1];
};

static struct prefix add_up(const unsigned int *ranks, size_t count)
{
	struct prefix prefix = { .of = { 0 } };

	for (size_t i = 0; i < count; i++)
		prefix.of[i + 1] = prefix.of[i] + ranks[i];
	return prefix;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * To every choice of @taken among the first @seen ranks the next rank is added. With
 * ascending ranks the first of those seen give the smallest sum, the last the largest.
 */
static void shift(const double *from, double *to, const struct prefix *prefix,
		  size_t seen, size_t taken)
{
	size_t rank = prefix->of[seen + 1] - prefix->of[seen];
	size_t least = prefix->of[taken];
	size_t most = prefix->of[seen] - prefix->of[seen - taken];

	for (size_t sum = least; sum <= most; sum++)
		to[sum + rank] += from[sum];
}

/* @ways has a row of @width for each number taken. */
static void count_ways(double *ways, size_t width, const struct prefix *prefix,
		       size_t count, size_t taken)
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
	if (taken > RANK_SUM_SIDE_LIMIT || count - taken > RANK_SUM_SIDE_LIMIT)
		return -E2BIG;

	struct prefix prefix = add_up(ranks, count);
	size_t width = prefix.of[count] - prefix.of[count - taken] + 1;
	double *ways = calloc((taken + 1) * width, sizeof(*ways));

	if (!ways)
		return -ENOMEM;
	count_ways(ways, width, &prefix, count, taken);
	*sums = (struct rank_sums){ .ways = calloc(width, sizeof(*ways)),
				    .largest = width - 1 };
	for (size_t sum = 0; sums->ways && sum < width; sum++) {
		sums->ways[sum] = ways[taken * width + sum];
		sums->all += sums->ways[sum];
	}
	free(ways);
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
