/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that is promised to runs, so that all of them together leave some to others.
 */
#ifndef ALLOCBENCH_BUDGET_H
#define ALLOCBENCH_BUDGET_H

#include <linux/types.h>

struct run;

/**
 * budget_take() - promise a parsed run what it will hold, in place of what it was
 * promised
 *
 * An eighth of what is available stays: beyond that the kernel would have processes
 * killed before an allocation fails. An attempt of a maximum search is promised nothing,
 * it fails first.
 *
 * Return: 0 or -E2BIG.
 */
int budget_take(struct run *run);

/**
 * budget_holds() - is what the run was promised still there?
 */
bool budget_holds(const struct run *run);

/**
 * budget_is_overdrawn() - have runs really taken more than they were promised?
 *
 * A slab wastes memory behind its last object, and a debugging kernel takes some for each:
 * no size tells of that. Half of what was to stay with others may go so.
 */
bool budget_is_overdrawn(void);

void budget_give_back(struct run *run);

#endif
