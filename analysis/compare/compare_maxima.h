/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Compares the largest blocks of two kernels.
 */
#ifndef ANALYSIS_COMPARE_MAXIMA_H
#define ANALYSIS_COMPARE_MAXIMA_H

#include "comparison.h"

/**
 * compare_maxima() - fill in the largest blocks of a comparison, with their outcomes
 *
 * A block shrank where the best boot of the new kernel gives less than the worst one of
 * the base. Sizes found by doubling compare exactly. The exact ones do where the kernel
 * itself sets the limit (kmalloc_max_size, largest_order, address_space); where memory
 * does, a kernel that is a megabyte larger leaves a megabyte less, and that is not told.
 *
 * Return: 0 or -ENOMEM.
 */
int compare_maxima(struct comparison_options *options, struct comparison *comparison);

#endif
