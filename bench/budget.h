/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How much memory a run may hold at once, unless --budget says so.
 */
#ifndef BENCH_BUDGET_H
#define BENCH_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

/**
 * budget_default() - of a machine
 * @available_bytes: MemAvailable
 * @page_size:       the budget is at least this
 * @is_guest:        a VM of our own, which has nothing else to do
 *
 * Return: bytes, rounded down by at most 1/256, so that boots of one VM that differ by a
 * few pages have the same budget.
 */
uint64_t budget_default(uint64_t available_bytes, uint64_t page_size, bool is_guest);

#endif
