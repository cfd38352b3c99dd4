/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table that a terminal gets in place of records.
 */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include <stdio.h>

#include "cell.h"
#include "clock_detect.h"
#include "maximum.h"
#include "plan.h"
#include "text_table.h"

/**
 * struct report - rows gathered until the end
 * @clock: the unit of the numbers
 */
struct report {
	enum clock_kind clock;
	struct text_table cells;
	struct text_table maxima;
};

/**
 * report_begin() - an empty report
 */
struct report report_begin(enum clock_kind clock);

/**
 * report_cell() - a row of the cost table
 * @none: the cell of `none` in the same loop, whose medians are taken off
 *
 * Return: 0 or -ENOMEM.
 */
int report_cell(struct report *report, const struct point *point, const struct cell *cell,
		const struct cell *none);

/**
 * report_maximum() - a row of the table of largest blocks
 *
 * Return: 0 or -ENOMEM.
 */
int report_maximum(struct report *report, const struct point *point,
		   const struct maximum *maximum, const char *limit);

void report_print(const struct report *report, FILE *stream);

void report_free(struct report *report);

#endif
