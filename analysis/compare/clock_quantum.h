/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The step in which a clock that measures time counts.
 */
#ifndef ANALYSIS_CLOCK_QUANTUM_H
#define ANALYSIS_CLOCK_QUANTUM_H

#include "comparison.h"

/**
 * clock_quantum() - the step of the clock that both kernels were measured with
 *
 * It is the greatest number of ticks that divides all times that were taken: some TSCs
 * count in twos, or in tens.
 *
 * Return: ticks, 1 where nothing larger divides them.
 */
double clock_quantum(const struct kernel_boots *base, const struct kernel_boots *new);

/**
 * cell_quantum() - how much of the clock's step is left in the numbers of a cell
 * @quantum: the clock's step
 *
 * Where the samples of each boot fall on more than one value, the mean of n of them knows
 * where between two steps the truth lies, up to half a step by the root of n. Where they
 * fall on one, nothing does, unless the empty call's fall on several.
 *
 * Return: ticks, @quantum at most.
 */
double cell_quantum(const struct comparison *comparison,
		    const struct compared_cell *cell, double quantum);

#endif
