// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How many boots would settle an inconclusive cell.
 */
#include "boots_needed.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

/* How often as many boots shall suffice. */
#define POWER 0.8

/* Rounding in the logarithms must not decide. */
#define ROUNDING 1e-9

size_t boots_least(double outside)
{
	size_t boots = 1;

	while (log(2) - gsl_sf_lnchoose((unsigned int)(2 * boots), (unsigned int)boots) >
	       log(outside) + ROUNDING)
		boots++;
	return boots;
}

/* The normal quantile that both tails together leave @outside. */
static double two_sided(double outside)
{
	return gsl_cdf_ugaussian_Qinv(outside / 2);
}

/* The largest standard deviation of an estimate at @distance that settles it. */
static double settling_deviation(double distance, double margin, double level,
				 double adjusted)
{
	double power = gsl_cdf_ugaussian_Pinv(POWER);
	double significant = distance / (adjusted + power);

	if (distance <= margin)
		return fmax(significant, (margin - distance) / (level + power));
	return fmin(significant, (distance - margin * TIMED_NEAR_END) / (level + power));
}

/* By the spread alone; INFINITY where no number of boots would do. */
static double by_spread(const struct timed_cell *cell,
			const struct timed_options *options, double margin,
			size_t cell_count)
{
	double level = two_sided(1 - options->level);
	double adjusted = two_sided(options->false_discovery / (double)cell_count);
	double deviation = log(cell->ratio.high / cell->ratio.low) / 2 / level;
	double settling = settling_deviation(fabs(log(cell->ratio.estimate)),
					     log1p(margin), level, adjusted);

	return ceil(cell->boots * pow(deviation / settling, 2));
}

size_t boots_needed(const struct timed_cell *cell, const struct timed_options *options,
		    double margin, size_t cell_count)
{
	size_t interval = boots_least(1 - options->level);
	size_t test = boots_least(options->false_discovery / (double)cell_count);
	double boots =
		fmax((double)(interval > test ? interval : test), floor(cell->boots) + 1);

	if (ratio_is_bounded(&cell->ratio))
		boots = fmax(boots, by_spread(cell, options, margin, cell_count));
	return boots < BOOTS_NEEDED_LIMIT ? (size_t)boots : BOOTS_NEEDED_LIMIT;
}
