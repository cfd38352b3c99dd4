/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When a warm-up is long enough, and when a median is known well enough. Pure.
 */
#ifndef BENCH_PRECISION_H
#define BENCH_PRECISION_H

#include <stdbool.h>
#include <stdint.h>

#include "cell.h"

/* What may be left unknown of a median, and what two of a warm-up may differ by. */
#define PRECISION_PART 0.005

/* Half a tick is what a median of whole ticks can be off by without anybody knowing. */
#define PRECISION_TICKS 0.5

#define PRECISION_CONFIDENCE 0.95

/* A crowd's too: each thread takes as many. */
#define PRECISION_LEAST_SAMPLES 1024

/**
 * precision_reached() - is half the confidence interval of the median at most
 * PRECISION_PART of it, or PRECISION_TICKS?
 *
 * An empty histogram has no median to wait for: true.
 */
bool precision_reached(const struct histogram *histogram);

/**
 * precision_of_cell() - is it reached for each side of a cell?
 */
bool precision_of_cell(const struct cell *cell);

/**
 * precision_steady() - do the medians of two histograms agree within PRECISION_PART of
 * the first, or PRECISION_TICKS? Two that are empty do, one alone does not.
 */
bool precision_steady(const struct histogram *before, const struct histogram *now);

/**
 * precision_next_round() - samples that the next round should take
 * @taken:   so far
 * @wanted:  in all; 0 where the precision decides
 * @most:    in all, where the precision decides
 * @longest: in one round
 *
 * Where the precision decides, a round doubles what there is, so that few are in vain.
 *
 * Return: 0 where nothing is left to take.
 */
uint64_t precision_next_round(uint64_t taken, uint64_t wanted, uint64_t most,
			      uint64_t longest);

#endif
