/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Measuring the clock itself: the rows `none` and `ruler`, before everything else.
 */
#ifndef BENCH_CALIBRATION_H
#define BENCH_CALIBRATION_H

#include "allocators.h"
#include "cell.h"
#include "clock_detect.h"
#include "sampler.h"

/* Samples of each row, and so the least that a sampler of a calibration must hold. */
#define CALIBRATION_SAMPLES 2048

/* `none` and each ruler */
#define CALIBRATION_COUNT (1 + RULER_COUNT)

/**
 * struct calibration - kept in memory until the environment, which names the clock, is
 * written
 * @points: `none` first, then the rulers, ascending
 * @cells:  what each gave
 * @facts:  the clock
 */
struct calibration {
	struct point points[CALIBRATION_COUNT];
	struct cell cells[CALIBRATION_COUNT];
	struct clock_facts facts;
};

/**
 * calibration_measure() - measure and name the clock
 *
 * Return: 0 or -errno, with a message in @problem. Free with calibration_free(), after an
 * error too.
 */
int calibration_measure(struct calibration *calibration, struct sampler *sampler,
			const struct allocators *allocators, struct problem *problem);

/**
 * calibration_evidence() - the histograms as clock_detect() wants them
 *
 * They belong to the calibration.
 */
struct clock_evidence calibration_evidence(const struct calibration *calibration);

void calibration_free(struct calibration *calibration);

#endif
