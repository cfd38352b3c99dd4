// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Finds the cells that two kernels have: each time that was taken of each is one to
 * judge.
 */
#include "compare_cells.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "judge_cells.h"

static int compare_keys(const void *one, const void *other)
{
	return cell_key_compare(*(const struct cell *const *)one,
				*(const struct cell *const *)other);
}

struct key_list {
	const struct cell **items;
	size_t count;
};

static int add_keys(struct key_list *keys, const struct kernel_boots *boots)
{
	for (size_t i = 0; i < boots->count; i++) {
		const struct result *result = boots->boots[i].result;
		size_t count = result ? result->cell_count : 0;
		const struct cell **items = reallocarray(
			keys->items, keys->count + count + 1, sizeof(*items));

		if (!items)
			return -ENOMEM;
		keys->items = items;
		for (size_t j = 0; j < count; j++)
			items[keys->count++] = boots->boots[i].cells[j];
	}
	return 0;
}

/* Each key once, in order. */
static void sort_keys(struct key_list *keys)
{
	size_t kept = 0;

	qsort(keys->items, keys->count, sizeof(*keys->items), compare_keys);
	for (size_t i = 0; i < keys->count; i++)
		if (!kept || cell_key_compare(keys->items[kept - 1], keys->items[i]))
			keys->items[kept++] = keys->items[i];
	keys->count = kept;
}

static bool cost_of(const struct boot *boot, const struct cell *cell,
		    const struct side *side, double none_ticks, double *value)
{
	const struct times *none = result_none(boot->result, &cell->way);

	if (!none)
		return false;
	if (boot->result->clock == CLOCK_ICOUNT)
		return side_cost(side, &cell->times, none, statistic_default, value);
	if (!side_cost(side, &cell->times, none, statistic_timed, value))
		return false;
	if (cell->quietest[side_index(side)])
		*value = cell->quietest[side_index(side)] - none_ticks;
	return true;
}

/*
 * What the clock itself costs is one number of one machine: the least that was seen of it
 * is nearest to it. Where a cell is its quietest part, it is less that.
 */
static double least_none(double least, const struct kernel_boots *boots,
			 const struct cell *key, const struct side *side)
{
	for (size_t i = 0; i < boots->count; i++) {
		const struct result *result = boots->boots[i].result;
		const struct times *none = result ? result_none(result, &key->way) : NULL;

		if (none && side_none(side, none)->total)
			least = fmin(least, histogram_middle(side_none(side, none)));
	}
	return least;
}

/* Of no side: the part of the cell's allocations that failed. */
static bool value_of(const struct boot *boot, const struct cell *key,
		     const struct side *side, double none_ticks, double *value)
{
	const struct cell *cell = boot_cell(boot, key);

	if (!cell)
		return false;
	if (side)
		return cost_of(boot, cell, side, none_ticks, value);
	*value = cell->sample_count
			 ? (double)cell->failure_count / (double)cell->sample_count
			 : 0;
	return true;
}

static int medians_of(const struct kernel_boots *boots, const struct cell *key,
		      const struct side *side, double none_ticks,
		      struct boot_medians *medians)
{
	medians->values = calloc(boots->count + 1, sizeof(*medians->values));
	if (!medians->values)
		return -ENOMEM;
	for (size_t i = 0; i < boots->count; i++)
		medians->count += value_of(&boots->boots[i], key, side, none_ticks,
					   &medians->values[medians->count]);
	return 0;
}

static bool is_zero(const struct boot_medians *medians)
{
	for (size_t i = 0; i < medians->count; i++)
		if (medians->values[i] != 0)
			return false;
	return true;
}

/* A time that neither side took, and failures where there are none, are nothing to say.
 */
static bool is_empty(const struct compared_cell *cell)
{
	if (!cell->side)
		return is_zero(&cell->base) && is_zero(&cell->new);
	return !cell->base.count && !cell->new.count;
}

static void cell_clear(struct compared_cell *cell)
{
	free(cell->base.values);
	free(cell->new.values);
}

static int add_cell(struct comparison *comparison, const struct cell *key,
		    const struct side *side)
{
	struct compared_cell *cell = &comparison->cells[comparison->cell_count];
	double none_ticks = 0;
	int error;

	*cell = (struct compared_cell){ .key = key, .side = side };
	if (side) {
		none_ticks = least_none(INFINITY, comparison->base, key, side);
		none_ticks = least_none(none_ticks, comparison->new, key, side);
	}
	error = medians_of(comparison->base, key, side, none_ticks, &cell->base);
	if (!error)
		error = medians_of(comparison->new, key, side, none_ticks, &cell->new);
	if (error || is_empty(cell))
		cell_clear(cell);
	else
		comparison->cell_count++;
	return error;
}

static int add_times(const struct comparison_options *options,
		     struct comparison *comparison, const struct cell *key)
{
	const struct side_list all = side_list_all(true);
	const struct side_list *sides = options->sides.count ? &options->sides : &all;
	int error = 0;

	for (size_t i = 0; i < sides->count && !error; i++)
		error = add_cell(comparison, key, sides->items[i]);
	return error ? error : add_cell(comparison, key, NULL);
}

int compare_cells(struct comparison_options *options, struct comparison *comparison)
{
	struct key_list keys = { 0 };
	int error = add_keys(&keys, comparison->base);

	if (!error)
		error = add_keys(&keys, comparison->new);
	if (!error) {
		sort_keys(&keys);
		comparison->cells = calloc(keys.count * (SIDE_LIMIT + 1) + 1,
					   sizeof(*comparison->cells));
		error = comparison->cells ? 0 : -ENOMEM;
	}
	for (size_t i = 0; i < keys.count && !error; i++)
		error = add_times(options, comparison, keys.items[i]);
	free(keys.items);
	return error ? error : judge_cells(options, comparison);
}

void compare_cells_free(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->cell_count; i++)
		cell_clear(&comparison->cells[i]);
	free(comparison->cells);
}
