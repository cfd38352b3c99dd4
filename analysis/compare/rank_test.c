// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The exact permutation test of the mid-rank statistic.
 */
#include "rank_test.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_sort.h>

static int check(const double *values, size_t count)
{
	if (!count)
		return -EINVAL;
	if (count > RANK_SUM_SIDE_LIMIT)
		return -E2BIG;
	for (size_t i = 0; i < count; i++)
		if (isnan(values[i]))
			return -EDOM;
	return 0;
}

/* The first place after @first in @order with another value. */
static size_t tie_end(const double *values, const size_t *order, size_t first,
		      size_t count)
{
	size_t end = first + 1;

	while (end < count && values[order[end]] == values[order[first]])
		end++;
	return end;
}

int mid_ranks_of(const double *base, size_t base_count, const double *new,
		 size_t new_count, struct mid_ranks *ranks)
{
	double values[RANK_SUM_LIMIT];
	size_t order[RANK_SUM_LIMIT];
	size_t count = base_count + new_count;
	int error = check(base, base_count);

	if (!error)
		error = check(new, new_count);
	if (error)
		return error;
	memcpy(values, base, base_count * sizeof(*values));
	memcpy(values + base_count, new, new_count * sizeof(*values));
	gsl_sort_index(order, values, 1, count);

	*ranks = (struct mid_ranks){ .count = count };
	for (size_t first = 0, end; first < count; first = end) {
		end = tie_end(values, order, first, count);
		for (size_t i = first; i < end; i++) {
			/* The ranks are first + 1 to end: twice their mean. */
			ranks->ascending[i] = (unsigned int)(first + 1 + end);
			if (order[i] >= base_count)
				ranks->new_sum += first + 1 + end;
		}
	}
	return 0;
}

int rank_test(const double *base, size_t base_count, const double *new, size_t new_count,
	      double *p)
{
	struct mid_ranks ranks;
	struct rank_sums sums;
	int error = mid_ranks_of(base, base_count, new, new_count, &ranks);

	if (!error)
		error = rank_sums_count(ranks.ascending, ranks.count, new_count, &sums);
	if (error)
		return error;
	*p = fmin(1, 2 * fmin(rank_sums_below(&sums, ranks.new_sum),
			      rank_sums_above(&sums, ranks.new_sum)));
	rank_sums_free(&sums);
	return 0;
}
