/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How many boots would settle an inconclusive cell. Pure.
 */
#ifndef ANALYSIS_BOOTS_NEEDED_H
#define ANALYSIS_BOOTS_NEEDED_H

#include <stddef.h>

#include "judge_timed.h"

/* What cannot be settled with fewer boots a side is not worth a number. */
#define BOOTS_NEEDED_LIMIT 10000

/**
 * boots_least() - the fewest boots a side with which the rank test can reach a level
 * @outside: both tails together, 0.05 for 95 %
 *
 * Return: the smallest n with 2 / binomial(2n, n) <= @outside: 4 for 0.05, 7 for 0.001.
 */
size_t boots_least(double outside);

/**
 * boots_needed() - boots a side that would settle a cell with the spread that was seen
 *
 * In logarithms, let d be the estimate, m the margin, w the width of the interval, and
 * z(q) the normal quantile. With n boots the estimate's standard deviation is
 * s = w / 2 / z(level), and it shrinks with the root of the boots. It is small enough
 * where, four times in five,
 *
 *	(a) the difference is significant:      s' = d / (z(adjusted) + z(80 %))
 *	(b) the interval is within the margin:  s' = (m - d) / (z(level) + z(80 %))
 *	(c) its near end is beyond half of it:  s' = (d - m/2) / (z(level) + z(80 %))
 *
 * z(adjusted) is of the false discovery rate divided by the number of cells: the p-value
 * that a cell alone must reach. With an estimate within the margin (a) or (b) settles it,
 * with one beyond (a) and (c) do. The boots are n * (s / s')^2.
 *
 * It is an estimate from few boots, itself uncertain by a factor of two or so.
 *
 * Return: at least one boot more than there are, and no fewer than the rank test needs
 * for both levels; BOOTS_NEEDED_LIMIT where it is that many or more.
 */
size_t boots_needed(const struct timed_cell *cell, const struct timed_options *options,
		    double margin, size_t cell_count);

#endif
