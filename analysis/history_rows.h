/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one time of one cell costs on the kernels of a line.
 */
#ifndef ANALYSIS_HISTORY_ROWS_H
#define ANALYSIS_HISTORY_ROWS_H

#include "history.h"

/**
 * struct history_cost - on one kernel, over its boots
 * @boots:  that have it; 0: it was not measured there, or failed, or was disturbed
 * @median: of the boots
 * @least, @most: their range
 */
struct history_cost {
	size_t boots;
	double median;
	double least, most;
};

/**
 * struct history_row - one time of one cell, or of several sizes that cost the same
 * @key:       the cell with its allocator, way and smallest size
 * @last_size: the largest size
 * @costs:     by kernel of the line
 */
struct history_row {
	const struct cell *key;
	uint64_t last_size;
	const struct side *side;
	struct history_cost *costs;
};

/**
 * struct history_rows - of a line, in the order of way, allocator, side, size
 */
struct history_rows {
	struct history_row *items;
	size_t count;
	size_t kernel_count;
};

/**
 * history_rows_of() - the rows of a line
 * @sides: those that are wanted; empty for all that were timed
 * @rows:  free with history_rows_free(), after an error too
 *
 * Return: 0 or -ENOMEM.
 */
int history_rows_of(const struct history_line *line, const struct side_list *sides,
		    const struct statistic *statistic, struct history_rows *rows);

void history_rows_free(struct history_rows *rows);

/**
 * history_rows_keep() - drop the rows of other cells
 */
void history_rows_keep(struct history_rows *rows,
		       bool (*is_wanted)(const struct cell *cell));

/**
 * history_is_shown() - is it one of the cells that are shown where nothing was asked for?
 */
bool history_is_shown(const struct cell *cell);

/**
 * history_rows_merge() - make one row of neighbours that differ in nothing but their size
 */
void history_rows_merge(struct history_rows *rows);

#endif
