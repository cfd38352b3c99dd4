/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How long a cell will take, told from a few samples of it.
 */
#ifndef BENCH_ESTIMATE_H
#define BENCH_ESTIMATE_H

#include "measure.h"

/* Samples that an estimate takes, of a crowd each thread. */
#define ESTIMATE_SAMPLES 12

/**
 * estimate_seconds() - ask for a few samples, and see how long they take
 * @seconds: of the whole cell; at least that, where the precision decides
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int estimate_seconds(struct sampler *sampler, const struct point *point,
		     const struct sampling *sampling, double *seconds,
		     struct problem *problem);

#endif
