/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The loops of the rows that measure the clock itself.
 */
#ifndef ALLOCBENCH_CALIBRATION_H
#define ALLOCBENCH_CALIBRATION_H

#include "allocator.h"

/**
 * none_pairs() - a direct call of an empty function in each window
 */
void none_pairs(struct run *run, u64 count);

/**
 * ruler_takes() - is there a body of so many adds?
 */
bool ruler_takes(u64 adds);

/**
 * ruler_pairs() - the loop whose windows have so many adds more than none_pairs()
 * @adds: one that ruler_takes()
 */
pairs_fn ruler_pairs(u64 adds);

#endif
