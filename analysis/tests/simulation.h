/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A comparison of two kernels that never ran: boots with noise of a model, judged by the
 * rules of a comparison.
 */
#ifndef ANALYSIS_TESTS_SIMULATION_H
#define ANALYSIS_TESTS_SIMULATION_H

#include <stddef.h>

#include <gsl/gsl_rng.h>

#include "analysis/compare/cell_verdict.h"
#include "noise_model.h"

#define SIMULATION_CELLS 50
#define SIMULATION_SIDE_LIMIT 64
#define SIMULATION_CHANGED 3
#define SIMULATION_QUANTUM 2.0

/**
 * struct simulation - what is compared
 * @base_ticks: what a cell costs; each cell anywhere within a quantum of it
 * @effect:     by which fraction the first SIMULATION_CHANGED cells are dearer in new
 * @boots:      a side, SIMULATION_SIDE_LIMIT at most
 */
struct simulation {
	const struct noise_model *model;
	double base_ticks;
	double effect;
	size_t boots;
};

/**
 * simulation_run() - deal, quantise and judge one comparison
 *
 * The boots of both sides are interleaved: of every two successive ones one is of base
 * and one of new, which first, the dice say.
 */
void simulation_run(const struct simulation *simulation, gsl_rng *dice,
		    struct finding findings[static SIMULATION_CELLS]);

#endif
