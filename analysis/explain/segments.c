// SPDX-License-Identifier: GPL-2.0-or-later
#include "segments.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_fit.h>

#include "results/cleanup.h"

/* A relative error that counts as none. */
#define TOLERANCE 0.005

/* What a line takes of freedom: its two numbers, and where it begins. */
#define PARAMETERS 3

/**
 * struct cut - the best way to cover the first points with some lines
 * @error: sum of squares
 * @from:  where the last line begins
 */
struct cut {
	double error;
	size_t from;
};

/**
 * struct fitting - the points, with weights that make errors relative
 * @cuts: [lines - 1][last point]
 */
struct fitting {
	const double *x;
	const double *y;
	double *weights;
	size_t count;
	struct cut *cuts[SEGMENT_LIMIT];
};

/* Sum of squares of the relative errors; the line itself in @segment. */
static double fit_line(const struct fitting *fitting, size_t first, size_t last,
		       struct segment *segment)
{
	double c0 = fitting->y[first], c1 = 0, c00, c01, c11, square, sum = 0;

	if (last > first)
		gsl_fit_wlinear(fitting->x + first, 1, fitting->weights + first, 1,
				fitting->y + first, 1, last - first + 1, &c0, &c1, &c00,
				&c01, &c11, &square);
	*segment = (struct segment){ first, last, c0, c1, 0 };
	for (size_t i = first; i <= last; i++) {
		double error = (c0 + c1 * fitting->x[i]) / fitting->y[i] - 1;

		segment->residual = fmax(segment->residual, fabs(error));
		sum += error * error;
	}
	return sum;
}

static void cut_first(struct fitting *fitting)
{
	struct segment line;

	for (size_t last = 0; last < fitting->count; last++)
		fitting->cuts[0][last] =
			(struct cut){ fit_line(fitting, 0, last, &line), 0 };
}

/* One line more than the row before: where it begins makes the least error. */
static void cut_more(struct fitting *fitting, size_t row)
{
	struct segment line;

	for (size_t last = 0; last < fitting->count; last++) {
		struct cut *best = &fitting->cuts[row][last];

		*best = (struct cut){ INFINITY, 0 };
		for (size_t from = row; from <= last; from++) {
			double error = fitting->cuts[row - 1][from - 1].error +
				       fit_line(fitting, from, last, &line);

			if (error < best->error)
				*best = (struct cut){ error, from };
		}
	}
}

static double criterion(const struct fitting *fitting, size_t lines)
{
	double count = (double)fitting->count;
	double error = fitting->cuts[lines - 1][fitting->count - 1].error / count;

	return count * log(error + TOLERANCE * TOLERANCE) +
	       (double)(PARAMETERS * lines) * log(count);
}

static size_t best_count(const struct fitting *fitting)
{
	size_t best = 1;

	for (size_t lines = 2; lines <= SEGMENT_LIMIT && lines <= fitting->count; lines++)
		if (criterion(fitting, lines) < criterion(fitting, best))
			best = lines;
	return best;
}

static void take(const struct fitting *fitting, struct segments *segments)
{
	size_t last = fitting->count - 1;

	segments->count = best_count(fitting);
	for (size_t i = segments->count; i--;) {
		size_t from = fitting->cuts[i][last].from;

		fit_line(fitting, from, last, &segments->items[i]);
		last = from - 1;
	}
}

int segments_fit(const double *x, const double *y, size_t count,
		 struct segments *segments)
{
	struct fitting fitting = { .x = x, .y = y, .count = count };
	_cleanup_free_ double *weights = calloc(count + 1, sizeof(*weights));
	_cleanup_free_ struct cut *cuts = calloc(SEGMENT_LIMIT * (count + 1), sizeof(*cuts));

	*segments = (struct segments){ 0 };
	if (!weights || !cuts)
		return -ENOMEM;
	if (!count)
		return -EINVAL;
	for (size_t i = 0; i < count; i++)
		weights[i] = 1 / (y[i] * y[i]);
	fitting.weights = weights;
	for (size_t row = 0; row < SEGMENT_LIMIT; row++)
		fitting.cuts[row] = cuts + row * count;
	cut_first(&fitting);
	for (size_t row = 1; row < SEGMENT_LIMIT && row < count; row++)
		cut_more(&fitting, row);
	take(&fitting, segments);
	return 0;
}
