// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How often a comparison cries wolf, and what it finds: 50 cells, 10 boots a side, noise
 * of several models. Prints the tables of COMPARING.md, and says TAP.
 *
 *   test_noise COMPARISONS [EFFECT-PERCENT...]
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "analysis/compare/judge_timed.h"
#include "analysis/compare/outcome.h"
#include "simulation.h"

#define SEED 20260101
#define BOOTS 10

/* In this share of comparisons of a kernel with itself a cell may be called slower. */
#define ALARMS 0.01

/*
 * From so many comparisons on their share is taken as it is. Fewer must only be no worse
 * than chance makes of such a share, but for one time in a hundred.
 */
#define MANY 1000
#define SURPRISE 0.01

/* The effect, in percent, that must be found in all cells that have it, and how often. */
#define FOUND_PERCENT 5
#define FOUND 0.99

static const double bases[] = { 100, 300, 3000 };

#define BASE_COUNT (sizeof(bases) / sizeof(bases[0]))

/* Counts over comparisons; of cells: over the cells of all comparisons. */
struct score {
	unsigned int all_found;
	unsigned int some_found;
	unsigned int cells_found;
	unsigned int alarms;
	unsigned int cells[CELL_VERDICT_COUNT];
};

static int facts, failures;

static void fact(bool is_true, const char *what, const char *model, double base)
{
	printf("%s %d - %s, %s, %g ticks\n", is_true ? "ok" : "not ok", ++facts, what,
	       model, base);
	failures += !is_true;
}

static bool are_rare(unsigned int alarms, unsigned int comparisons)
{
	if (comparisons >= MANY)
		return alarms <= ALARMS * comparisons;
	return !alarms || gsl_cdf_binomial_Q(alarms - 1, ALARMS, comparisons) > SURPRISE;
}

/* The first @changed cells were made dearer; any other that is slower is an alarm. */
static void count(const struct finding *findings, size_t changed, struct score *score)
{
	size_t found = 0, others = 0;

	for (size_t i = 0; i < SIMULATION_CELLS; i++) {
		bool is_slower = findings[i].verdict == CELL_SLOWER;

		*(i < changed ? &found : &others) += is_slower;
		score->cells[findings[i].verdict]++;
	}
	score->all_found += changed && found == changed;
	score->some_found += found > 0;
	score->cells_found += found;
	score->alarms += others > 0;
}

static struct score repeat(const struct simulation *simulation, unsigned int comparisons)
{
	struct score score = { 0 };
	gsl_rng *dice = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(dice, SEED);
	for (unsigned int i = 0; i < comparisons; i++) {
		struct finding findings[SIMULATION_CELLS];

		simulation_run(simulation, dice, findings);
		count(findings, simulation->effect > 0 ? SIMULATION_CHANGED : 0, &score);
	}
	gsl_rng_free(dice);
	return score;
}

static double percent(double part, double whole)
{
	return 100 * part / whole;
}

static void compare_alike(const struct noise_model *model, double base,
			  unsigned int comparisons)
{
	const struct simulation simulation = { model, base, 0, BOOTS };
	struct score score = repeat(&simulation, comparisons);
	double cells = (double)comparisons * SIMULATION_CELLS;

	printf("# %-14s | %4g |      |  %6.2f |", model->name, base,
	       percent(score.alarms, comparisons));
	for (int i = 0; i < CELL_VERDICT_COUNT; i++)
		printf(" %s %.3f", outcome_name((enum outcome)i),
		       percent((double)score.cells[i], cells));
	printf("\n");
	fact(are_rare(score.alarms, comparisons), "a kernel is not slower than itself",
	     model->name, base);
}

static void compare_changed(const struct noise_model *model, double base, double effect,
			    unsigned int comparisons)
{
	const struct simulation simulation = { model, base, effect / 100, BOOTS };
	struct score score = repeat(&simulation, comparisons);
	struct timed_cell cell = { .base_median = base };
	double margin =
		timed_cell_margin(&cell, &timed_options_default, SIMULATION_QUANTUM, 0);

	printf("# %-14s | %4g | %4g |  %6.2f | "
	       "all 3: %5.1f | some: %5.1f | each: %5.1f\n",
	       model->name, base, effect, percent(score.alarms, comparisons),
	       percent(score.all_found, comparisons),
	       percent(score.some_found, comparisons),
	       percent(score.cells_found, comparisons * SIMULATION_CHANGED));

	/* The clock must be able to tell: a margin of two quanta is no longer 3 %. */
	if (model == noise_models && effect == FOUND_PERCENT &&
	    margin == timed_options_default.margin)
		fact(score.all_found >= FOUND * comparisons, "all of 5 % are found",
		     model->name, base);
}

int main(int argc, char **argv)
{
	unsigned int comparisons = argc > 1 ? (unsigned int)atoi(argv[1]) : 0;

	if (!comparisons) {
		fprintf(stderr, "usage: test_noise COMPARISONS [EFFECT-PERCENT...]\n");
		return 2;
	}
	printf("# %u comparisons, %d cells, %d boots a side, numbers in percent\n",
	       comparisons, SIMULATION_CELLS, BOOTS);
	printf("# model          | base | more | alarms | found\n");
	for (size_t model = 0; model < NOISE_MODEL_COUNT; model++)
		for (size_t base = 0; base < BASE_COUNT; base++) {
			compare_alike(&noise_models[model], bases[base], comparisons);
			for (int i = 2; i < argc; i++)
				compare_changed(&noise_models[model], bases[base],
						atof(argv[i]), comparisons);
			fflush(stdout);
		}
	printf("1..%d\n", facts);
	return failures > 0;
}
