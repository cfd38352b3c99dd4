// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lines through points: how many, and from where to where, by dynamic programming.
 */
#include "segments.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_fit.h>

#include "results/cleanup.h"

/* A relative error that counts as none. */
#define TOLERANCE 0.005

/* Below it a sum of their squares is rounding, and of two ways the first is as good. */
#define ROUNDING 1e-9

/* What a line takes of freedom: its two numbers, and where it begins. */
#define PARAMETERS 3

/* Of more points a line begins only at some: the time grows by the square of these. */
#define BEGIN_LIMIT 256

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
 * struct sums - of the first points, weighted: what a line through some of them takes
 */
struct sums {
	long double w, wx, wxx, wy, wxy;
};

/**
 * struct fitting - the points, with weights that make errors relative
 * @step: a line begins at each of so many points
 * @sums: [i] of the first i points
 * @cuts: [lines - 1][last point]
 */
struct fitting {
	const double *x;
	const double *y;
	double *weights;
	struct sums *sums;
	size_t count;
	size_t step;
	struct cut *cuts[SEGMENT_LIMIT];
};

static void add_up(struct fitting *fitting)
{
	for (size_t i = 0; i < fitting->count; i++) {
		const struct sums *before = &fitting->sums[i];
		long double x = fitting->x[i], y = fitting->y[i], w = fitting->weights[i];

		fitting->sums[i + 1] = (struct sums){
			before->w + w,		 before->wx + w * x,
			before->wxx + w * x * x, before->wy + w * y,
			before->wxy + w * x * y,
		};
	}
}

static struct sums between(const struct fitting *fitting, size_t first, size_t last)
{
	const struct sums *a = &fitting->sums[first], *b = &fitting->sums[last + 1];

	return (struct sums){ b->w - a->w, b->wx - a->wx, b->wxx - a->wxx, b->wy - a->wy,
			      b->wxy - a->wxy };
}

/*
 * Sum of squares of the relative errors of the best line through some points, without
 * looking at each: of many points there are many such lines to try.
 */
static double line_error(const struct fitting *fitting, size_t first, size_t last)
{
	struct sums s = between(fitting, first, last);
	long double determinant = s.w * s.wxx - s.wx * s.wx, c0, c1, error;

	if (last < first + 2 || determinant <= 0)
		return 0;
	c1 = (s.w * s.wxy - s.wx * s.wy) / determinant;
	c0 = (s.wy - c1 * s.wx) / s.w;
	error = (long double)(last - first + 1) - 2 * (c0 * s.wy + c1 * s.wxy) +
		c0 * c0 * s.w + 2 * c0 * c1 * s.wx + c1 * c1 * s.wxx;
	return error > ROUNDING ? (double)error : 0;
}

/* The line itself, and the largest error. */
static struct segment fit_line(const struct fitting *fitting, size_t first, size_t last)
{
	double c0 = fitting->y[first], c1 = 0, c00, c01, c11, square;
	struct segment segment;

	if (last > first)
		gsl_fit_wlinear(fitting->x + first, 1, fitting->weights + first, 1,
				fitting->y + first, 1, last - first + 1, &c0, &c1, &c00,
				&c01, &c11, &square);
	segment = (struct segment){ first, last, c0, c1, 0 };
	for (size_t i = first; i <= last; i++) {
		double error = (c0 + c1 * fitting->x[i]) / fitting->y[i] - 1;

		segment.residual = fmax(segment.residual, fabs(error));
	}
	return segment;
}

static void cut_first(struct fitting *fitting)
{
	for (size_t last = 0; last < fitting->count; last++)
		fitting->cuts[0][last] = (struct cut){ line_error(fitting, 0, last), 0 };
}

static struct cut best_cut(const struct fitting *fitting, size_t row, size_t last)
{
	struct cut best = { INFINITY, 0 };

	for (size_t from = row * fitting->step; from <= last; from += fitting->step) {
		double error = fitting->cuts[row - 1][from - 1].error +
			       line_error(fitting, from, last);

		if (error < best.error)
			best = (struct cut){ error, from };
	}
	return best;
}

/* One line more than the row before: where it begins makes the least error. */
static void cut_more(struct fitting *fitting, size_t row)
{
	size_t end = fitting->count - 1;

	/* The last points before which another line may begin, and the very last one. */
	for (size_t last = fitting->step - 1; last < end; last += fitting->step)
		fitting->cuts[row][last] = best_cut(fitting, row, last);
	fitting->cuts[row][end] = best_cut(fitting, row, end);
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

		segments->items[i] = fit_line(fitting, from, last);
		last = from - 1;
	}
}

int segments_fit(const double *x, const double *y, size_t count,
		 struct segments *segments)
{
	struct fitting fitting = {
		.x = x, .y = y, .count = count, .step = count / BEGIN_LIMIT + 1
	};
	_cleanup_free_ double *weights = calloc(count + 1, sizeof(*weights));
	_cleanup_free_ struct sums *sums = calloc(count + 1, sizeof(*sums));
	_cleanup_free_ struct cut *cuts =
		calloc(SEGMENT_LIMIT * (count + 1), sizeof(*cuts));

	*segments = (struct segments){ 0 };
	if (!weights || !sums || !cuts)
		return -ENOMEM;
	if (!count)
		return -EINVAL;
	for (size_t i = 0; i < count; i++)
		weights[i] = 1 / (y[i] * y[i]);
	fitting.weights = weights;
	fitting.sums = sums;
	add_up(&fitting);
	for (size_t row = 0; row < SEGMENT_LIMIT; row++)
		fitting.cuts[row] = cuts + row * count;
	cut_first(&fitting);
	for (size_t row = 1; row < SEGMENT_LIMIT && row < count; row++)
		cut_more(&fitting, row);
	take(&fitting, segments);
	return 0;
}
