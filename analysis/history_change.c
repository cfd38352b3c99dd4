// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * By how much a cost changed from one kernel to another.
 */
#include "history_change.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/judge_counted.h"
#include "compare/kernel_boots.h"
#include "results/cleanup.h"

/* Of a clock that measures time: less is noise on most machines (COMPARING.md). */
#define TIMED_MARGIN 0.03

/**
 * struct ranked - a row and its place
 * @distance: how far from 1 the ratio of last to first is, to either side; 0 for no jump
 */
struct ranked {
	struct history_row row;
	double distance;
};

double history_margin(enum clock_kind clock)
{
	return clock == CLOCK_ICOUNT ? COUNTED_MARGIN : TIMED_MARGIN;
}

bool history_change(const struct history_cost *before, const struct history_cost *after,
		    double margin, double *change, bool *is_jump)
{
	const double base[] = { before->least, before->most };
	const double new[] = { after->least, after->most };
	struct counted_cell cell;
	struct finding finding;

	if (!before->boots || !after->boots || !(before->median > 0) ||
	    counted_cell_measure(base, 2, new, 2, margin, &cell))
		return false;
	finding = counted_cell_judge(&cell);
	*change = after->median / before->median - 1;
	*is_jump = finding.verdict == CELL_SLOWER || finding.verdict == CELL_FASTER;
	return true;
}

static double distance_of(const struct history_rows *rows, const struct history_row *row,
			  double margin)
{
	const struct history_cost *last = &row->costs[rows->kernel_count - 1];
	double change;
	bool is_jump;

	if (!history_change(&row->costs[0], last, margin, &change, &is_jump) || !is_jump)
		return 0;
	return change > -1 ? fabs(log1p(change)) : INFINITY;
}

static int compare_ranked(const void *one, const void *other)
{
	const struct ranked *a = one, *b = other;
	int order = way_compare(&a->row.key->way, &b->row.key->way);

	if (!order)
		order = (a->distance < b->distance) - (a->distance > b->distance);
	if (!order)
		order = cell_key_compare(a->row.key, b->row.key);
	return order ? order : strcmp(a->row.side->name, b->row.side->name);
}

/* Is there a row of the same allocator and side, with a larger change, already? */
static bool is_told(const struct history_row *kept, size_t count,
		    const struct history_row *row)
{
	for (size_t i = 0; i < count; i++)
		if (kept[i].side == row->side &&
		    !strcmp(kept[i].key->allocator, row->key->allocator))
			return true;
	return false;
}

int history_rank(struct history_rows *rows, double margin, size_t limit)
{
	_cleanup_free_ struct ranked *ranked = calloc(rows->count + 1, sizeof(*ranked));
	size_t kept = 0, way = 0;

	if (!ranked)
		return -ENOMEM;
	for (size_t i = 0; i < rows->count; i++)
		ranked[i] = (struct ranked){
			rows->items[i],
			distance_of(rows, &rows->items[i], margin),
		};
	qsort(ranked, rows->count, sizeof(*ranked), compare_ranked);
	for (size_t i = 0; i < rows->count; i++) {
		const struct history_row *row = &ranked[i].row;

		if (i && !way_equal(&ranked[i - 1].row.key->way, &row->key->way))
			way = kept;
		if (ranked[i].distance > 0 && kept - way < limit &&
		    !is_told(rows->items + way, kept - way, row))
			rows->items[kept++] = *row;
		else
			free(row->costs);
	}
	rows->count = kept;
	return 0;
}
