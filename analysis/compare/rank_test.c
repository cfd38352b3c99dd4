// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The permutation test of the mid-rank statistic.
 */
#include "rank_test.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>

#include "results/cleanup.h"

static int check(const double *values, size_t count)
{
	if (!count)
		return -EINVAL;
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
	size_t count = base_count + new_count;
	int error = check(base, base_count);

	if (!error)
		error = check(new, new_count);
	if (error)
		return error;

	_cleanup_free_ double *values = malloc(count * sizeof(*values));
	_cleanup_free_ size_t *order = malloc(count * sizeof(*order));

	*ranks = (struct mid_ranks){
		.ascending = malloc(count * sizeof(*ranks->ascending)),
		.count = count,
	};
	if (!values || !order || !ranks->ascending) {
		mid_ranks_free(ranks);
		return -ENOMEM;
	}
	memcpy(values, base, base_count * sizeof(*values));
	memcpy(values + base_count, new, new_count * sizeof(*values));
	gsl_sort_index(order, values, 1, count);
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

void mid_ranks_free(struct mid_ranks *ranks)
{
	free(ranks->ascending);
	*ranks = (struct mid_ranks){ 0 };
}

static int exact_tail(const struct mid_ranks *ranks, size_t new_count, double *tail)
{
	struct rank_sums sums;
	int error = rank_sums_count(ranks->ascending, ranks->count, new_count, &sums);

	if (error)
		return error;
	*tail = fmin(rank_sums_below(&sums, ranks->new_sum),
		     rank_sums_above(&sums, ranks->new_sum));
	rank_sums_free(&sums);
	return 0;
}

/* Half a rank is one of doubled ranks. */
static double normal_tail(const struct mid_ranks *ranks, size_t new_count)
{
	struct rank_sum_moments sum =
		rank_sum_moments_of(ranks->ascending, ranks->count, new_count);
	double distance = fabs((double)ranks->new_sum - sum.mean) - 1;

	return distance > 0 ? gsl_cdf_gaussian_Q(distance, sum.deviation) : 1;
}

int rank_test(const double *base, size_t base_count, const double *new, size_t new_count,
	      double *p)
{
	struct mid_ranks ranks;
	double tail;
	int error = mid_ranks_of(base, base_count, new, new_count, &ranks);

	if (error)
		return error;
	if (rank_sum_is_countable(new_count, base_count))
		error = exact_tail(&ranks, new_count, &tail);
	else
		tail = normal_tail(&ranks, new_count);
	if (!error)
		*p = fmin(1, 2 * tail);
	mid_ranks_free(&ranks);
	return error;
}
