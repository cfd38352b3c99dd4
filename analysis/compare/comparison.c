// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One kernel against another: from files to outcomes.
 */
#include "comparison.h"

#include <errno.h>
#include <stdlib.h>

#include "compare_cells.h"
#include "compare_maxima.h"
#include "judge_cells.h"

/* All boots of both sides against the first one that tells what it is. */
static int find_differences(const struct result *first, const struct kernel_boots *boots,
			    const struct comparison_options *options,
			    struct comparison *comparison)
{
	int error = 0;

	for (size_t i = 0; i < boots->count && !error && !comparison->differences; i++) {
		const struct result *result = boots->boots[i].result;

		if (result && result != first)
			error = comparable_differences(first, result, options->vary,
						       &comparison->varied,
						       &comparison->differences);
	}
	return error;
}

static int check_differences(const struct comparison_options *options,
			     struct comparison *comparison)
{
	const struct result *first = kernel_boots_first(comparison->base);
	int error;

	if (!first)
		first = kernel_boots_first(comparison->new);
	if (!first)
		return 0;
	comparison->is_exact = first->clock == CLOCK_ICOUNT;
	error = find_differences(first, comparison->base, options, comparison);
	return error ? error
		     : find_differences(first, comparison->new, options, comparison);
}

static bool has_perturbation(const struct kernel_boots *boots, uint64_t perturbation)
{
	uint64_t number;

	for (size_t i = 0; i < boots->count; i++)
		if (boots->boots[i].result &&
		    result_number(boots->boots[i].result, "vm.perturb", &number) &&
		    number == perturbation)
			return true;
	return false;
}

static uint64_t find_shared_perturbation(const struct comparison *comparison)
{
	uint64_t number;

	for (size_t i = 0; i < comparison->new->count; i++)
		if (comparison->new->boots[i].result &&
		    result_number(comparison->new->boots[i].result, "vm.perturb",
				  &number) &&
		    number &&has_perturbation(comparison->base, number))
			return number;
	return 0;
}

static int judge_boots(const struct comparison_options *options,
		       struct comparison *comparison)
{
	comparison->boots =
		calloc(comparison->new->count + 1, sizeof(*comparison->boots));
	if (!comparison->boots)
		return -ENOMEM;
	for (size_t i = 0; i < comparison->new->count; i++)
		comparison->boots[i] = judged_of(
			comparison->new->boots[i].death ? OUTCOME_DIED : OUTCOME_ENDED, 0,
			false, options);
	return 0;
}

static void count(struct comparison *comparison, const struct judged *judged)
{
	comparison->code = exit_code_worst(comparison->code, judged->code);
	if (judged->expected)
		comparison->expected_count++;
	else
		comparison->tally[judged->outcome]++;
}

static void count_all(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->new->count; i++)
		count(comparison, &comparison->boots[i]);
	for (size_t i = 0; i < comparison->cell_count; i++)
		count(comparison, &comparison->cells[i].judged);
	for (size_t i = 0; i < comparison->maximum_count; i++)
		count(comparison, &comparison->maxima[i].judged);
	if (kernel_boots_deaths(comparison->base))
		comparison->code = exit_code_worst(comparison->code, EXIT_TOOL_FAILURE);
}

static int compare(struct comparison_options *options, struct comparison *comparison)
{
	int error = check_differences(options, comparison);

	if (error)
		return error;
	if (comparison->differences) {
		comparison->code = EXIT_NOT_COMPARABLE;
		return 0;
	}
	if (comparison->is_exact)
		comparison->shared_perturbation = find_shared_perturbation(comparison);
	error = judge_boots(options, comparison);
	if (!error)
		error = compare_cells(options, comparison);
	if (!error)
		error = compare_maxima(options, comparison);
	if (!error)
		count_all(comparison);
	return error;
}

int comparison_make(const struct kernel_boots *base, const struct kernel_boots *new,
		    struct comparison_options *options, struct comparison *comparison)
{
	*comparison = (struct comparison){ .base = base, .new = new };
	return compare(options, comparison);
}

void comparison_free(struct comparison *comparison)
{
	compare_cells_free(comparison);
	free(comparison->maxima);
	free(comparison->boots);
	free(comparison->differences);
}
