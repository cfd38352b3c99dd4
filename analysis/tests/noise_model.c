// SPDX-License-Identifier: GPL-2.0-or-later
/* Noise of boots as it may be. */
#include "noise_model.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_randist.h>

#define SCALE 0.01
#define DEAR_SHARE 0.3
#define DEAR 1.04
#define MEMORY 0.5
#define DEGREES 3
#define BUSY_SHARE 0.4
#define BUSY_LEAST 0.2
#define BUSY_MOST 0.7

static double lognormal(gsl_rng *dice)
{
	return exp(gsl_ran_gaussian_ziggurat(dice, SCALE));
}

static void deal_lognormal(gsl_rng *dice, double *factors, size_t cells, size_t boots)
{
	for (size_t i = 0; i < cells * boots; i++)
		factors[i] = lognormal(dice);
}

static double dear_or_not(gsl_rng *dice)
{
	return gsl_ran_bernoulli(dice, DEAR_SHARE) ? DEAR : 1;
}

static void deal_dear_boots(gsl_rng *dice, double *factors, size_t cells, size_t boots)
{
	for (size_t boot = 0; boot < boots; boot++) {
		double dear = dear_or_not(dice);

		for (size_t cell = 0; cell < cells; cell++)
			factors[cell * boots + boot] = dear * lognormal(dice);
	}
}

static void deal_dear_cells(gsl_rng *dice, double *factors, size_t cells, size_t boots)
{
	for (size_t i = 0; i < cells * boots; i++)
		factors[i] = dear_or_not(dice) * lognormal(dice);
}

static void deal_student(gsl_rng *dice, double *factors, size_t cells, size_t boots)
{
	for (size_t i = 0; i < cells * boots; i++)
		factors[i] = exp(SCALE * gsl_ran_tdist(dice, DEGREES));
}

/* Each boot remembers half of the one before; the deviation of all is SCALE. */
static void deal_autoregressive(gsl_rng *dice, double *factors, size_t cells,
				size_t boots)
{
	double step = SCALE * sqrt(1 - MEMORY * MEMORY);

	for (size_t cell = 0; cell < cells; cell++) {
		double noise = gsl_ran_gaussian_ziggurat(dice, SCALE);

		for (size_t boot = 0; boot < boots; boot++) {
			factors[cell * boots + boot] = exp(noise);
			noise = MEMORY * noise + gsl_ran_gaussian_ziggurat(dice, step);
		}
	}
}

/* As on one of two threads of a core, while the other works for somebody else. */
static void deal_busy_boots(gsl_rng *dice, double *factors, size_t cells, size_t boots)
{
	for (size_t boot = 0; boot < boots; boot++) {
		bool is_busy = gsl_ran_bernoulli(dice, BUSY_SHARE);

		for (size_t cell = 0; cell < cells; cell++) {
			double busy = is_busy ? gsl_ran_flat(dice, BUSY_LEAST, BUSY_MOST) : 0;

			factors[cell * boots + boot] = (1 + busy) * lognormal(dice);
		}
	}
}

const struct noise_model noise_models[NOISE_MODEL_COUNT] = {
	{ "lognormal",      deal_lognormal },
	{ "dear boots",     deal_dear_boots },
	{ "dear cells",     deal_dear_cells },
	{ "student",        deal_student },
	{ "autoregressive", deal_autoregressive },
	{ "busy boots",     deal_busy_boots },
};
