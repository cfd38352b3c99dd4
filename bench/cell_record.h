/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The records of measured points: calibration and cell.
 */
#ifndef BENCH_CELL_RECORD_H
#define BENCH_CELL_RECORD_H

#include "cell.h"
#include "output.h"
#include "plan.h"

/**
 * calibration_record_write() - write a "calibration" record
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int calibration_record_write(struct output *output, const struct point *point,
			     const struct cell *cell, struct problem *problem);

/**
 * cell_record_write() - write a "cell" record
 * @reply:       what the module said about the samples
 * @smi_unknown: why SMIs are not counted, where they are not
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int cell_record_write(struct output *output, const struct point *point,
		      const struct cell *cell, const struct allocbench_reply *reply,
		      const char *smi_unknown, struct problem *problem);

#endif
