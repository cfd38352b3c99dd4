/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How long a cell will take, told from a few samples of it.
 */
#ifndef BENCH_ESTIMATE_H
#define BENCH_ESTIMATE_H

#include "measure.h"

/* Samples that an estimate takes, of a crowd each thread. */
#define ESTIMATE_SAMPLES 12

/* The first of them: they show what the beginning of a cell takes. */
#define ESTIMATE_BEGINNING 4

/**
 * struct estimate - seconds that a cell takes; the same where the samples are counted
 * @least: its medians are known at once
 * @most:  they never are
 */
struct estimate {
	double least;
	double most;
};

/**
 * estimate_of() - from the times of two rounds. Pure.
 * @first:  of ESTIMATE_BEGINNING samples, and what comes before them
 * @second: of the others of ESTIMATE_SAMPLES
 */
struct estimate estimate_of(const struct sampling *sampling, double first, double second);

/**
 * estimate_cell() - ask for a few samples, and see how long they take
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int estimate_cell(struct sampler *sampler, const struct point *point,
		  const struct sampling *sampling, struct estimate *estimate,
		  struct problem *problem);

#endif
