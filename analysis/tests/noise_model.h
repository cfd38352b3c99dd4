/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Noise of boots as it may be, to try the rules of a comparison on: each model deals the
 * factors by which the cells of successive boots are dearer than they are.
 */
#ifndef ANALYSIS_TESTS_NOISE_MODEL_H
#define ANALYSIS_TESTS_NOISE_MODEL_H

#include <stddef.h>

#include <gsl/gsl_rng.h>

#define NOISE_MODEL_COUNT 6

/**
 * struct noise_model - one kind of noise
 * @deal: @factors[cell * @boots + boot], the boots in the order in which they ran
 */
struct noise_model {
	const char *name;
	void (*deal)(gsl_rng *dice, double *factors, size_t cells, size_t boots);
};

extern const struct noise_model noise_models[NOISE_MODEL_COUNT];

#endif
