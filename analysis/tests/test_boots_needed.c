// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whether as many boots as inconclusive cells ask for do settle such cells: simulated
 * comparisons of a kernel with itself, with the median of what was asked for. TAP.
 *
 *   test_boots_needed COMPARISONS
 */
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_statistics_double.h>

#include "analysis/compare/rank_sum.h"
#include "simulation.h"

#define SEED  20260102
#define BOOTS 10

/* Of ten cells that were inconclusive, so many at most may still be. */
#define STILL 2

/* What is inconclusive, and what it asks for. */
struct asked {
	size_t count;
	size_t median_boots;
};

static struct asked ask(const struct simulation *simulation, unsigned int comparisons,
			gsl_rng *dice)
{
	double *boots = calloc(comparisons * SIMULATION_CELLS, sizeof(*boots));
	struct asked asked = { 0, 0 };

	for (unsigned int i = 0; boots && i < comparisons; i++) {
		struct finding findings[SIMULATION_CELLS];

		simulation_run(simulation, dice, findings);
		for (size_t j = 0; j < SIMULATION_CELLS; j++)
			if (findings[j].verdict == CELL_INCONCLUSIVE)
				boots[asked.count++] = (double)findings[j].boots_needed;
	}
	if (asked.count)
		asked.median_boots = (size_t)gsl_stats_median(boots, 1, asked.count);
	free(boots);
	return asked;
}

static int settle(const struct noise_model *model, unsigned int comparisons, int number)
{
	struct simulation simulation = { model, 3000, 0, BOOTS };
	gsl_rng *dice = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(dice, SEED);
	struct asked first = ask(&simulation, comparisons, dice);

	simulation.boots = first.median_boots;
	int is_ok = first.count && simulation.boots <= SIMULATION_SIDE_LIMIT;
	struct asked second = is_ok ? ask(&simulation, comparisons, dice) : first;

	is_ok = is_ok && 10 * second.count <= STILL * first.count;
	gsl_rng_free(dice);
	printf("# %s: %zu of %u cells inconclusive with %d boots a side; they ask for %zu; "
	       "%zu are with so many\n",
	       model->name, first.count, comparisons * SIMULATION_CELLS, BOOTS,
	       first.median_boots, second.count);
	printf("%s %d - as many boots as asked for settle cells, %s\n",
	       is_ok ? "ok" : "not ok", number, model->name);
	return !is_ok;
}

int main(int argc, char **argv)
{
	unsigned int comparisons = argc > 1 ? (unsigned int)atoi(argv[1]) : 0;
	int failures = 0;

	if (!comparisons) {
		fprintf(stderr, "usage: test_boots_needed COMPARISONS\n");
		return 2;
	}
	/*
	 * Lognormal noise of 1 % leaves next to nothing open, nor does autoregressive. Of busy
	 * boots the margin is their own spread, which more of them do not narrow.
	 */
	for (int i = 1; i < NOISE_MODEL_COUNT - 2; i++)
		failures += settle(&noise_models[i], comparisons, i);
	printf("1..%d\n", NOISE_MODEL_COUNT - 3);
	return failures > 0;
}
