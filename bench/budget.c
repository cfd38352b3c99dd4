// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The default memory budgets. Pure.
 */
#include "budget.h"

#define MIB ((uint64_t)1 << 20)
#define GIB ((uint64_t)1 << 30)

static uint64_t smaller(uint64_t one, uint64_t other)
{
	return one < other ? one : other;
}

static uint64_t larger(uint64_t one, uint64_t other)
{
	return one > other ? one : other;
}

/* To a multiple of the largest power of two that is at most 1/256 of it. */
static uint64_t round_down(uint64_t bytes)
{
	uint64_t step = 1;

	while (step * 2 <= bytes / 256)
		step *= 2;
	return bytes - bytes % step;
}

uint64_t budget_default(uint64_t available_bytes, uint64_t page_size, bool is_guest)
{
	uint64_t reserve = larger(32 * MIB, available_bytes / 16);
	uint64_t budget;

	if (!is_guest)
		budget = smaller(available_bytes / 4, 4 * GIB);
	else
		budget = available_bytes > reserve ? available_bytes - reserve : 0;
	budget = round_down(budget);
	return larger(budget - budget % page_size, page_size);
}
