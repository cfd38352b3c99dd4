/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Measuring the clock itself: the rows `none` and `ruler`, before everything else.
 */
#ifndef BENCH_CALIBRATION_H
#define BENCH_CALIBRATION_H

#include "allocators.h"
#include "cell.h"
#include "clock_detect.h"
#include "counters.h"
#include "plan.h"
#include "sampler.h"

/* Samples of each row, of a crowd each thread. */
#define CALIBRATION_SAMPLES 2048

/* `none` and each ruler, without which no clock has a name */
#define CALIBRATION_LEAST (1 + RULER_COUNT)

/**
 * struct calibration - kept in memory until the environment, which names the clock, is
 * written
 * @points: `none` first, then the rulers, ascending; then `none` for each loop that the
 *          plan has besides
 * @cells:  what each gave
 * @counters: and what was counted meanwhile
 * @count:  of both
 * @facts:  the clock
 */
struct calibration {
	struct point *points;
	struct cell *cells;
	struct counters *counters;
	size_t count;
	struct clock_facts facts;
};

/**
 * calibration_is_clock() - is it a row that measures the clock, and no allocator?
 */
bool calibration_is_clock(const struct allocator_row *row);

/**
 * calibration_plan() - what there is to measure before a plan
 *
 * Return: 0 or -errno, with a message in @problem. Free with calibration_free(), after an
 * error too.
 */
int calibration_plan(struct calibration *calibration, const struct allocators *allocators,
		     const struct plan *plan, struct problem *problem);

/**
 * calibration_buffer_need() - samples that the module's buffer must hold
 */
uint64_t calibration_buffer_need(const struct calibration *calibration);

/**
 * calibration_measure() - measure, and name the clock
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int calibration_measure(struct calibration *calibration, struct sampler *sampler,
			struct problem *problem);

/**
 * calibration_none() - what the clock costs in the loop of a point
 *
 * Return: the cell of `none`, or NULL where that loop was not in the plan.
 */
const struct cell *calibration_none(const struct calibration *calibration,
				    const struct point *point);

/**
 * calibration_evidence() - the histograms as clock_detect() wants them
 *
 * They belong to the calibration.
 */
struct clock_evidence calibration_evidence(const struct calibration *calibration);

void calibration_free(struct calibration *calibration);

#endif
