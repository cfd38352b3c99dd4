/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The records of measured points: calibration and cell.
 */
#ifndef BENCH_CELL_RECORD_H
#define BENCH_CELL_RECORD_H

#include "measure.h"
#include "output.h"
#include "point.h"

/**
 * calibration_record_write() - write a "calibration" record
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int calibration_record_write(struct output *output, const struct point *point,
			     const struct cell *cell, const struct counters *counters,
			     struct problem *problem);

/**
 * cell_record_write() - write a "cell" record
 * @boot:        the file's boot in which it was measured, from 1
 * @smi_counter: of the module: "yes", or why SMIs are not counted
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int cell_record_write(struct output *output, const struct point *point,
		      const struct measured *measured, uint64_t boot,
		      const char *smi_counter, struct problem *problem);

#endif
