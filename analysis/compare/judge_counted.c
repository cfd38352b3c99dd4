// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The verdict on a cell whose clock counts instructions.
 */
#include "judge_counted.h"

#include <errno.h>
#include <math.h>

#include <gsl/gsl_statistics_double.h>

/* A gap that is the margin but for rounding is not more. */
#define ROUNDING (1 + 1e-9)

static int range(const double *values, size_t count, double *least, double *most)
{
	if (!count)
		return -EINVAL;
	for (size_t i = 0; i < count; i++)
		if (!isfinite(values[i]))
			return -EDOM;
	gsl_stats_minmax(least, most, values, 1, count);
	return 0;
}

static double gap_of(const struct counted_cell *cell)
{
	if (cell->new_least > cell->base_most)
		return cell->new_least - cell->base_most;
	if (cell->new_most < cell->base_least)
		return cell->new_most - cell->base_least;
	return 0;
}

static double margin_of(const struct counted_cell *cell, double margin)
{
	double base = cell->gap > 0 ? cell->base_most : cell->base_least;
	double own = fmax(cell->base_most - cell->base_least,
			  cell->new_most - cell->new_least);

	return margin > 0 ? fmax(margin * fabs(base), fmax(1, own)) : 0;
}

int counted_cell_measure(const double *base, size_t base_count, const double *new,
			 size_t new_count, double margin, struct counted_cell *cell)
{
	int error = range(base, base_count, &cell->base_least, &cell->base_most);

	if (!error)
		error = range(new, new_count, &cell->new_least, &cell->new_most);
	if (error)
		return error;
	cell->gap = gap_of(cell);
	cell->margin = margin_of(cell, margin);
	return 0;
}

struct finding counted_cell_judge(const struct counted_cell *cell)
{
	int direction = (cell->gap > 0) - (cell->gap < 0);
	enum cell_verdict verdict = direction ? CELL_SHIFTED : CELL_SAME;

	if (fabs(cell->gap) > cell->margin * ROUNDING)
		verdict = direction > 0 ? CELL_SLOWER : CELL_FASTER;
	return (struct finding){ .verdict = verdict, .direction = direction };
}
