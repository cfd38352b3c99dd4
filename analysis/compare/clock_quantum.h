/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The step in which a clock that measures time counts.
 */
#ifndef ANALYSIS_CLOCK_QUANTUM_H
#define ANALYSIS_CLOCK_QUANTUM_H

#include "kernel_boots.h"

/**
 * clock_quantum() - the step of the clock that both kernels were measured with
 *
 * It is the greatest number of ticks that divides all times that were taken: some TSCs
 * count in twos, or in tens.
 *
 * Return: ticks, 1 where nothing larger divides them.
 */
double clock_quantum(const struct kernel_boots *base, const struct kernel_boots *new);

#endif
