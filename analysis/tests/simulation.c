// SPDX-License-Identifier: GPL-2.0-or-later
/* A comparison of two kernels that never ran. */
#include "simulation.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare/false_discovery.h"
#include "analysis/compare/judge_timed.h"
#include "analysis/compare/rank_sum.h"

static void check(int error, const char *what)
{
	if (error) {
		fprintf(stderr, "simulation: %s: %s\n", what, strerror(-error));
		exit(1);
	}
}

/* Which of the boots, in the order in which they run, are of the new kernel. */
static void interleave(gsl_rng *dice, bool *is_new, size_t boots)
{
	for (size_t pair = 0; pair < boots; pair += 2) {
		is_new[pair] = gsl_rng_uniform_int(dice, 2);
		is_new[pair + 1] = !is_new[pair];
	}
}

static double quantised(double ticks)
{
	return rint(ticks / SIMULATION_QUANTUM) * SIMULATION_QUANTUM;
}

/* One cell: @factors of all boots in their order. */
static void measure(const double *factors, const bool *is_new, size_t boots,
		    double base_ticks, double new_ticks, struct timed_cell *cell)
{
	double sides[2][SIMULATION_SIDE_LIMIT];
	size_t counts[2] = { 0, 0 };

	for (size_t boot = 0; boot < boots; boot++) {
		double ticks = is_new[boot] ? new_ticks : base_ticks;

		sides[is_new[boot]][counts[is_new[boot]]++] =
			quantised(ticks * factors[boot]);
	}
	check(timed_cell_measure(sides[0], counts[0], sides[1], counts[1],
				 &timed_options_default, cell),
	      "a cell");
}

static void judge(const struct timed_cell *cells, struct finding *findings)
{
	double p[SIMULATION_CELLS], adjusted[SIMULATION_CELLS];

	for (size_t i = 0; i < SIMULATION_CELLS; i++)
		p[i] = cells[i].p;
	check(false_discovery_adjust(p, SIMULATION_CELLS, adjusted), "all cells");
	for (size_t i = 0; i < SIMULATION_CELLS; i++) {
		double margin = timed_cell_margin(&cells[i], &timed_options_default,
						  SIMULATION_QUANTUM, 0);

		findings[i] = timed_cell_judge(&cells[i], &timed_options_default,
					       adjusted[i], margin, SIMULATION_CELLS);
	}
}

void simulation_run(const struct simulation *simulation, gsl_rng *dice,
		    struct finding findings[static SIMULATION_CELLS])
{
	static double factors[SIMULATION_CELLS * 2 * SIMULATION_SIDE_LIMIT];
	bool is_new[2 * SIMULATION_SIDE_LIMIT];
	struct timed_cell cells[SIMULATION_CELLS];
	size_t boots = 2 * simulation->boots;

	simulation->model->deal(dice, factors, SIMULATION_CELLS, boots);
	interleave(dice, is_new, boots);
	for (size_t i = 0; i < SIMULATION_CELLS; i++) {
		double ticks = simulation->base_ticks +
			       SIMULATION_QUANTUM * (gsl_rng_uniform(dice) - 0.5);
		double effect = i < SIMULATION_CHANGED ? simulation->effect : 0;

		measure(factors + i * boots, is_new, boots, ticks, ticks * (1 + effect),
			&cells[i]);
	}
	judge(cells, findings);
}
