/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What can be said of a thing that two kernels were compared in (a cell, a largest block,
 * a boot), and what that means for the exit code. Pure.
 */
#ifndef ANALYSIS_OUTCOME_H
#define ANALYSIS_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cell_verdict.h"
#include "results/verdict.h"

/**
 * enum outcome - the five verdicts on a cell first, in their order
 * @OUTCOME_ADDED:  only the new kernel has it
 * @OUTCOME_ABSENT: the new kernel finished its plan without it: it does not have it
 * @OUTCOME_LOST:   the new kernel should have it, and has no result of it
 * @OUTCOME_FAILS_LESS, @OUTCOME_FAILS_MORE: allocations of a cell
 * @OUTCOME_GREW, @OUTCOME_SHRANK: a largest block
 * @OUTCOME_UNREAL: a cell whose numbers say nothing of the kernel
 * @OUTCOME_ENDED:  a boot that ended as it should
 * @OUTCOME_DIED:   a boot that did not
 */
enum outcome {
	OUTCOME_SAME,
	OUTCOME_FASTER,
	OUTCOME_SHIFTED,
	OUTCOME_INCONCLUSIVE,
	OUTCOME_SLOWER,
	OUTCOME_ADDED,
	OUTCOME_ABSENT,
	OUTCOME_LOST,
	OUTCOME_FAILS_LESS,
	OUTCOME_FAILS_MORE,
	OUTCOME_GREW,
	OUTCOME_SHRANK,
	OUTCOME_UNREAL,
	OUTCOME_ENDED,
	OUTCOME_DIED,
	OUTCOME_COUNT,
};

_Static_assert((int)OUTCOME_SLOWER == (int)CELL_SLOWER, "a cell's verdict is an outcome");

/* A set of outcomes, a bit each. */
typedef uint32_t outcome_set;

#define OUTCOME_BIT(outcome) (1u << (outcome))

/**
 * outcome_name() - "same", "slower", "fails more"
 */
const char *outcome_name(enum outcome outcome);

/**
 * outcome_parse() - an outcome by its name; '-' stands for a space too
 *
 * Return: 0 or -EINVAL.
 */
int outcome_parse(const char *name, size_t length, enum outcome *outcome);

/**
 * outcome_set_parse() - "shifted,inconclusive,absent": what may be asked to fail
 *
 * Return: 0 or -EINVAL for a word that is none, or that needs no asking.
 */
int outcome_set_parse(const char *text, outcome_set *set);

/**
 * outcome_code() - the exit code that an outcome asks for
 * @fail_on: those that fail beside what always does
 * @direction: of a shifted cell; a cheaper one never fails
 *
 * Return: EXIT_DONE, EXIT_REGRESSION or EXIT_INCONCLUSIVE.
 */
enum exit_code outcome_code(enum outcome outcome, int direction, outcome_set fail_on);

/**
 * exit_code_worst() - which of two codes counts: the first of 1, 5, 7, 3, 4, 0
 */
enum exit_code exit_code_worst(enum exit_code one, enum exit_code other);

#endif
