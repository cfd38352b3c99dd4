// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Benjamini and Hochberg's adjustment of p-values.
 */
#include "false_discovery.h"

#include <errno.h>
#include <math.h>

#include <gsl/gsl_sort.h>

#include "results/cleanup.h"

int false_discovery_adjust(const double *p, size_t count, double *adjusted)
{
	for (size_t i = 0; i < count; i++)
		if (!(p[i] >= 0 && p[i] <= 1))
			return -EDOM;

	_cleanup_free_ size_t *order = calloc(count + 1, sizeof(*order));
	double least = 1;

	if (!order)
		return -ENOMEM;
	gsl_sort_index(order, p, 1, count);
	for (size_t rank = count; rank > 0; rank--) {
		size_t cell = order[rank - 1];

		least = fmin(least, p[cell] * (double)count / (double)rank);
		adjusted[cell] = least;
	}
	return 0;
}
