/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The judgements of a selftest.
 */
#ifndef BENCH_CHECKS_H
#define BENCH_CHECKS_H

#include <stdbool.h>

#include "cell.h"
#include "clock_detect.h"
#include "info.h"

#define CHECK_TEXT_LENGTH 200

/**
 * struct check - one judgement
 * @name:   what holds, as a sentence
 * @detail: the numbers that it rests on
 */
struct check {
	char name[CHECK_TEXT_LENGTH];
	bool passed;
	char detail[CHECK_TEXT_LENGTH];
};

/**
 * check_clock() - does the clock mean something?
 */
struct check check_clock(const struct clock_facts *facts);

/**
 * check_ruler() - do the rulers lie on a line, or on the exact one where the clock counts
 * instructions?
 */
struct check check_ruler(const struct clock_evidence *evidence,
			 const struct clock_facts *facts);

/**
 * check_repeat() - does a cell repeat within its own spread?
 * @what: "none", "kmalloc of 4096 bytes"
 *
 * The second median must lie between the first cell's 5th and 95th percentiles, for alloc
 * and free.
 */
struct check check_repeat(const char *what, const struct cell *first,
			  const struct cell *second);

/**
 * check_live() - has the module given everything back?
 */
struct check check_live(const struct info *info);

#endif
