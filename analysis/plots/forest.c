// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot forest: the ratios of a comparison with their intervals, sorted, each
 * before its margin.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare/cases.h"
#include "analysis/compare/groups.h"
#include "analysis/message.h"
#include "plot.h"
#include "results/cleanup.h"

/* Rows that can be read; beyond it those that changed most. */
#define ROW_LIMIT 60
/* What a row, and all that stands around them, take of the height. */
#define ROW_HEIGHT 17
#define FRAME_HEIGHT 190

/**
 * struct row - one cell
 * @low, @high: of the interval; of an exact clock the range over the boots
 * @margin:     a fraction
 */
struct row {
	const struct compared_cell *cell;
	double ratio, low, high, margin;
};

/**
 * struct rows - the cells that are drawn
 * @common:    what their ways have in common, for the foot
 * @differing: in what they differ: the name of each row says it
 */
struct rows {
	struct row *items;
	size_t count;
	struct way common;
	way_field_set differing;
};

static bool is_slower(const struct judged *judged)
{
	return judged->outcome == OUTCOME_SLOWER;
}

static bool is_faster(const struct judged *judged)
{
	return judged->outcome == OUTCOME_FASTER;
}

static bool is_unsure(const struct judged *judged)
{
	return judged->outcome == OUTCOME_SHIFTED || judged->outcome == OUTCOME_INCONCLUSIVE;
}

static bool is_same(const struct judged *judged)
{
	return judged->outcome == OUTCOME_SAME;
}

/* A kind of verdict is a series. */
static const struct group {
	const char *label;
	size_t colour;
	bool (*takes)(const struct judged *judged);
} groups[] = {
	{ "slower",                  4, is_slower },
	{ "faster",                  1, is_faster },
	{ "shifted or inconclusive", 2, is_unsure },
	{ "same",                    7, is_same },
};

#define GROUP_COUNT (sizeof(groups) / sizeof(groups[0]))

static void measure_counted(const struct compared_cell *cell, struct row *row)
{
	const struct counted_cell *counted = &cell->counted;

	row->low = counted->new_least / counted->base_most;
	row->high = counted->new_most / counted->base_least;
	row->margin = counted->margin / case_median(&cell->base);
}

static void measure_timed(const struct compared_cell *cell, struct row *row)
{
	bool is_bounded = ratio_is_bounded(&cell->timed.ratio);

	row->low = is_bounded ? cell->timed.ratio.low : row->ratio;
	row->high = is_bounded ? cell->timed.ratio.high : row->ratio;
	row->margin = cell->margin;
}

static bool row_of(const struct comparison *comparison, const struct compared_cell *cell,
		   struct row *row)
{
	double change;

	if (!cell->has_ratio || !case_change(cell, comparison->is_exact, &change))
		return false;
	*row = (struct row){ .cell = cell, .ratio = 1 + change };
	(comparison->is_exact ? measure_counted : measure_timed)(cell, row);
	return true;
}

static int by_ratio(const void *one, const void *other)
{
	const struct row *a = one, *b = other;

	if (a->ratio != b->ratio)
		return a->ratio < b->ratio ? 1 : -1;
	return (a->cell > b->cell) - (a->cell < b->cell);
}

static int by_change(const void *one, const void *other)
{
	double a = fabs(log(((const struct row *)one)->ratio));
	double b = fabs(log(((const struct row *)other)->ratio));

	return a != b ? (a < b ? 1 : -1) : by_ratio(one, other);
}

static int take_rows(const struct comparison *comparison, struct rows *rows,
		     size_t *left_out)
{
	rows->items = calloc(comparison->cell_count + 1, sizeof(*rows->items));
	if (!rows->items)
		return -ENOMEM;
	for (size_t i = 0; i < comparison->cell_count; i++)
		rows->count += row_of(comparison, &comparison->cells[i],
				      &rows->items[rows->count]);
	*left_out = rows->count > ROW_LIMIT ? rows->count - ROW_LIMIT : 0;
	qsort(rows->items, rows->count, sizeof(*rows->items), by_change);
	rows->count -= *left_out;
	qsort(rows->items, rows->count, sizeof(*rows->items), by_ratio);
	for (size_t i = 0; i < rows->count; i++)
		rows->differing |=
			way_gather(&rows->common, &rows->items[i].cell->key->way);
	return 0;
}

static int put_row(const struct row *row, size_t place, way_field_set differing,
		   struct plot_file *file)
{
	const struct cell *key = row->cell->key;
	_cleanup_free_ char *way = way_fields_text(&key->way, differing);
	_cleanup_free_ char *name = NULL;

	if (!way ||
	    asprintf(&name, "%s %llu %s%s%s", key->allocator, (unsigned long long)key->size,
		     row->cell->side->name, *way ? ", " : "", way) < 0) {
		name = NULL;
		return -ENOMEM;
	}
	plot_file_named_row(file,
			    (double[]){ (double)place, row->ratio, row->low, row->high,
					row->margin },
			    5, name);
	return 0;
}

static int put_group(const struct group *group, const struct rows *rows,
		     struct plot_file *file)
{
	int error = 0;

	plot_file_series(file, &(struct plot_look){ group->colour, 1, 1 }, "%s",
			 group->label);
	for (size_t i = 0; i < rows->count && !error; i++) {
		if (group->takes(&rows->items[i].cell->judged))
			error = put_row(&rows->items[i], i + 1, rows->differing, file);
	}
	return error;
}

static int put_words(const struct comparison *comparison, const struct rows *rows,
		     size_t left_out, struct plot_file *file)
{
	const struct result *first = kernel_boots_first(comparison->base);
	bool is_exact = comparison->is_exact;
	_cleanup_free_ char *title = NULL;

	if (asprintf(&title, "%s against %s", comparison->new->label,
		     comparison->base->label) < 0) {
		title = NULL;
		return -ENOMEM;
	}
	plot_file_title(file, title, "ratio new / base: above 1 is dearer", "");
	plot_file_panel(file, "forest");
	plot_file_foot(file,
		       "Clock: %s (%s). Boots: %zu and %zu. Points: %s; bars: %s; shaded: the "
		       "margin of each.",
		       first ? clock_name(first->clock) : "-",
		       first ? result_unit(first) : "-", comparison->base->count,
		       comparison->new->count,
		       is_exact ? "ratio of the medians" : "Hodges-Lehmann estimate",
		       is_exact ? "the ranges over the boots" : "95 % interval");
	if (left_out)
		plot_file_foot(file, "%zu cells that changed less are left out.", left_out);
	if (rows->count) {
		_cleanup_free_ char *way =
			way_fields_text(&rows->common, ~rows->differing);

		if (!way)
			return -ENOMEM;
		plot_file_foot(file, "%s", way);
	}
	file->height = (unsigned)(FRAME_HEIGHT + ROW_HEIGHT * rows->count);
	return 0;
}

static enum exit_code write_forest(const struct comparison *comparison,
				   struct plot_file *file)
{
	struct rows rows = { 0 };
	size_t left_out = 0;
	int error = take_rows(comparison, &rows, &left_out);

	if (!error)
		error = put_words(comparison, &rows, left_out, file);
	for (size_t i = 0; i < GROUP_COUNT && !error; i++)
		error = put_group(&groups[i], &rows, file);
	free(rows.items);
	return error ? plot_no_memory() : EXIT_DONE;
}

const struct plot_kind plot_forest = {
	.name = "forest",
	.write_comparison = write_forest,
};
