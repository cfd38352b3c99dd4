// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Judges all cells of a comparison.
 */
#include "judge_cells.h"

#include <errno.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

#include "clock_quantum.h"
#include "compare_cells.h"
#include "false_discovery.h"
#include "results/cleanup.h"

struct judged judged_of(enum outcome outcome, int direction, bool expected,
			const struct comparison_options *options)
{
	return (struct judged){
		.outcome = outcome,
		.direction = direction,
		.expected = expected,
		.code = expected ? EXIT_DONE
				 : outcome_code(outcome, direction, options->fail_on),
	};
}

double compared_cell_growth(const struct compared_cell *cell, bool is_exact)
{
	if (!cell->side || !cell->has_ratio)
		return 0;
	if (!is_exact)
		return cell->timed.ratio.estimate - 1;

	double end = cell->counted.gap > 0 ? cell->counted.base_most
					   : cell->counted.base_least;

	return end > 0 ? cell->counted.gap / end : 0;
}

static bool has_whole_boot(const struct kernel_boots *boots)
{
	return kernel_boots_deaths(boots) < boots->count;
}

/* Which side has a cost of it at all. */
static enum outcome presence_of(const struct comparison *comparison,
				const struct compared_cell *cell)
{
	if (!cell->base.count)
		return OUTCOME_ADDED;
	if (cell->new.count)
		return OUTCOME_SAME;
	for (size_t i = 0; i < comparison->new->count; i++)
		if (boot_cell(&comparison->new->boots[i], cell->key))
			return OUTCOME_LOST; /* it ran, and gave no cost */
	return has_whole_boot(comparison->new) ? OUTCOME_ABSENT : OUTCOME_LOST;
}

static enum outcome judge_failures(const struct compared_cell *cell)
{
	double base_least, base_most, new_least, new_most;

	gsl_stats_minmax(&base_least, &base_most, cell->base.values, 1, cell->base.count);
	gsl_stats_minmax(&new_least, &new_most, cell->new.values, 1, cell->new.count);
	if (new_least > base_most)
		return OUTCOME_FAILS_MORE;
	return new_most < base_least ? OUTCOME_FAILS_LESS : OUTCOME_SAME;
}

/* A clock that measures time has no ratio of a cost that is not above its own. */
static const struct finding unknown = { .verdict = CELL_INCONCLUSIVE };

static struct finding judge_counted(struct compared_cell *cell, double margin)
{
	struct finding finding;

	if (counted_cell_measure(cell->base.values, cell->base.count, cell->new.values,
				 cell->new.count, margin < 0 ? COUNTED_MARGIN : margin,
				 &cell->counted))
		return unknown;
	cell->has_ratio = true;
	finding = counted_cell_judge(&cell->counted);
	if (finding.verdict != CELL_SAME && (cell->base.count < EXACT_BOOTS_LEAST ||
					     cell->new.count < EXACT_BOOTS_LEAST)) {
		finding.verdict = CELL_INCONCLUSIVE;
		finding.boots_needed = EXACT_BOOTS_LEAST;
	}
	return finding;
}

static void set_finding(const struct comparison *comparison,
			struct comparison_options *options, struct compared_cell *cell,
			const struct finding *finding)
{
	enum outcome outcome = (enum outcome)finding->verdict;
	bool expected = expected_cell(&options->expected, cell->key->allocator,
				      cell->key->size, cell->side->name, outcome,
				      compared_cell_growth(cell, comparison->is_exact));

	cell->judged = judged_of(outcome, finding->direction, expected, options);
	cell->boots_needed = finding->boots_needed;
}

/* All that can be said without costs on both sides. */
static void judge_without_costs(const struct comparison *comparison,
				struct comparison_options *options,
				struct compared_cell *cell)
{
	const struct cell *key = cell->key;
	const char *side = cell->side ? cell->side->name : NULL;
	enum outcome outcome = presence_of(comparison, cell);
	bool expected;

	if (cell->key->unreal)
		outcome = OUTCOME_UNREAL;
	else if (outcome == OUTCOME_SAME)
		outcome = judge_failures(cell);
	expected = expected_cell(&options->expected, key->allocator, key->size, side,
				 outcome, 0);
	cell->judged = judged_of(outcome, 0, expected, options);
}

static int measure_timed(const struct timed_options *timed, struct compared_cell *cell)
{
	int error =
		timed_cell_measure(cell->base.values, cell->base.count, cell->new.values,
				   cell->new.count, timed, &cell->timed);

	cell->has_ratio = !error;
	return error == -EDOM ? 0 : error;
}

/* The p-values of all cells are adjusted together. */
static int adjust(struct comparison *comparison, size_t count)
{
	_cleanup_free_ double *p = calloc(count + 1, sizeof(*p));
	_cleanup_free_ double *adjusted = calloc(count + 1, sizeof(*adjusted));
	size_t at = 0;
	int error;

	if (!p || !adjusted)
		return -ENOMEM;
	for (size_t i = 0; i < comparison->cell_count; i++)
		if (comparison->cells[i].has_ratio)
			p[at++] = comparison->cells[i].timed.p;
	error = false_discovery_adjust(p, count, adjusted);
	at = 0;
	for (size_t i = 0; i < comparison->cell_count && !error; i++)
		if (comparison->cells[i].has_ratio)
			comparison->cells[i].adjusted_p = adjusted[at++];
	return error;
}

static struct finding judge_timed(const struct comparison_options *options,
				  const struct comparison *comparison,
				  const struct timed_options *timed, double quantum,
				  size_t count, struct compared_cell *cell)
{
	quantum = cell_quantum(comparison, cell, quantum);
	cell->margin = timed_cell_margin(&cell->timed, timed, quantum,
					 floor_of(&options->floor, cell->key, cell->side));
	return timed_cell_judge(&cell->timed, timed, cell->adjusted_p, cell->margin,
				count);
}

static bool has_costs(const struct compared_cell *cell)
{
	if (cell->key->unreal)
		return false;
	return cell->side && cell->base.count && cell->new.count;
}

static int judge_all_timed(struct comparison_options *options,
			   struct comparison *comparison)
{
	struct timed_options timed = timed_options_default;
	double quantum = clock_quantum(comparison->base, comparison->new);
	size_t count = 0;
	int error = 0;

	if (options->margin >= 0)
		timed.margin = options->margin;
	for (size_t i = 0; i < comparison->cell_count && !error; i++) {
		if (has_costs(&comparison->cells[i]))
			error = measure_timed(&timed, &comparison->cells[i]);
		count += comparison->cells[i].has_ratio;
	}
	if (!error)
		error = adjust(comparison, count);
	for (size_t i = 0; i < comparison->cell_count && !error; i++) {
		struct compared_cell *cell = &comparison->cells[i];
		struct finding finding = unknown;

		if (!has_costs(cell))
			continue;
		if (cell->has_ratio)
			finding = judge_timed(options, comparison, &timed, quantum, count,
					      cell);
		set_finding(comparison, options, cell, &finding);
	}
	return error;
}

static void judge_all_counted(struct comparison_options *options,
			      struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->cell_count; i++) {
		struct compared_cell *cell = &comparison->cells[i];
		struct finding finding;

		if (!has_costs(cell))
			continue;
		finding = judge_counted(cell, options->margin);
		set_finding(comparison, options, cell, &finding);
	}
}

int judge_cells(struct comparison_options *options, struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->cell_count; i++)
		if (!has_costs(&comparison->cells[i]))
			judge_without_costs(comparison, options, &comparison->cells[i]);
	if (!comparison->is_exact)
		return judge_all_timed(options, comparison);
	judge_all_counted(options, comparison);
	return 0;
}
