/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many cells are judged at once: Benjamini and Hochberg's adjustment. Pure.
 */
#ifndef ANALYSIS_FALSE_DISCOVERY_H
#define ANALYSIS_FALSE_DISCOVERY_H

#include <stddef.h>

/**
 * false_discovery_adjust() - p-values adjusted for how many there are
 * @p:        of each cell, in any order
 * @adjusted: the smallest false discovery rate at which the cell is still found, in the
 *            same order: those at most 0.05 hold, on average, at most 5 % false ones
 *
 * The p-value of rank i becomes the smallest of p[j] * count / j over the ranks j >= i,
 * at most 1. It holds for independent cells, and for those that rise and fall together,
 * as the cells of one boot do.
 *
 * Source: Benjamini and Hochberg, "Controlling the false discovery rate", Journal of the
 * Royal Statistical Society B 57 (1995), 289-300; for cells that depend on one another
 * Benjamini and Yekutieli, Annals of Statistics 29 (2001), 1165-1188, theorem 1.2.
 *
 * Return: 0, -EDOM where a p-value is not from 0 to 1, or -ENOMEM.
 */
int false_discovery_adjust(const double *p, size_t count, double *adjusted);

#endif
