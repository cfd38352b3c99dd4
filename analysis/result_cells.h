/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How records become the calibrations, cells and maxima of a loaded result. For result.c.
 */
#ifndef ANALYSIS_RESULT_CELLS_H
#define ANALYSIS_RESULT_CELLS_H

#include "result.h"

struct record_reader;

/*
 * These add the record that was read last to the result, which stays whole. Return: 0 or
 * -ENOMEM.
 */
int result_take_calibration(struct result *result, json_t *record,
			    struct record_reader *reader);
int result_take_cell(struct result *result, json_t *record, struct record_reader *reader);
int result_take_maximum(struct result *result, json_t *record,
			struct record_reader *reader);

void none_free(struct none *none);
void cell_free(struct cell *cell);

#endif
