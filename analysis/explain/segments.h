/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Points as a few straight lines, one behind the other: least squares of the relative
 * error, and no more lines than the points bear out. Pure.
 */
#ifndef ANALYSIS_SEGMENTS_H
#define ANALYSIS_SEGMENTS_H

#include <stddef.h>

/* More would explain nothing. */
#define SEGMENT_LIMIT 6

/**
 * struct segment - y = fixed + slope * x, from point @first to point @last
 * @residual: the largest error of a point, a fraction of its y
 */
struct segment {
	size_t first;
	size_t last;
	double fixed;
	double slope;
	double residual;
};

/**
 * struct segments - all of them, in order of x
 */
struct segments {
	struct segment items[SEGMENT_LIMIT];
	size_t count;
};

/**
 * segments_fit() - find them
 * @x: ascending, each once
 * @y: above 0
 *
 * Of all ways to cut the points the one that is best by the Bayesian information
 * criterion, an error of half a percent being none. A line of one point is level. Source:
 * G. Schwarz, "Estimating the dimension of a model", Annals of Statistics 6 (1978),
 * 461-464; cut by dynamic programming.
 *
 * Return: 0, -EINVAL without points, or -ENOMEM.
 */
int segments_fit(const double *x, const double *y, size_t count,
		 struct segments *segments);

#endif
