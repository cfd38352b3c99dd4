/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One kernel against another: what was found of each boot, cell and largest block.
 */
#ifndef ANALYSIS_COMPARISON_H
#define ANALYSIS_COMPARISON_H

#include "comparable.h"
#include "expected.h"
#include "floor.h"
#include "judge_counted.h"
#include "judge_timed.h"
#include "kernel_boots.h"
#include "outcome.h"

/**
 * struct comparison_options - what a verdict asks for
 * @margin:   a fraction of the base; below 0 for the clock's own
 * @fail_on:  outcomes that fail beside what always does
 * @vary:     things that need not be the same
 * @expected: changes that do not fail
 * @floor:    what noise alone makes, of a clock that measures time
 * @sides:    the times that are compared; empty for all that were taken
 */
struct comparison_options {
	double margin;
	outcome_set fail_on;
	comparable_set vary;
	struct expected expected;
	struct floor floor;
	struct side_list sides;
};

/**
 * struct judged - what was found of one thing
 * @direction: of a cost: 1 dearer, -1 cheaper, 0 neither
 * @expected:  it is in the file of expected changes
 * @code:      what it asks the exit code to be
 */
struct judged {
	enum outcome outcome;
	int direction;
	bool expected;
	enum exit_code code;
};

/**
 * struct boot_medians - what a cell cost in each boot of a kernel that has a cost of it
 * @values: a median less the one of none
 */
struct boot_medians {
	double *values;
	size_t count;
};

/**
 * struct compared_cell - one time of one cell on both sides
 * @key:     a cell with its allocator, size and way
 * @side:    the time; NULL where it is the whole cell: how often its allocations fail
 * @base, @new: costs, or of the whole cell the fractions that failed
 * @counted: of an exact clock, where both sides have costs
 * @timed:   of a clock that measures time, likewise; the p-value is not adjusted
 * @adjusted_p, @margin: of a clock that measures time
 * @boots_needed: of an inconclusive one, 0 where that is not known
 */
struct compared_cell {
	const struct cell *key;
	const struct side *side;
	struct boot_medians base, new;
	struct counted_cell counted;
	struct timed_cell timed;
	bool has_ratio;
	double adjusted_p;
	double margin;
	size_t boots_needed;
	struct judged judged;
};

/**
 * struct maximum_range - a largest block in all boots of a kernel; bytes
 * @limit: of the first boot that has it
 */
struct maximum_range {
	size_t boots;
	uint64_t least_doubling, most_doubling;
	uint64_t least_exact, most_exact;
	uint64_t resolution;
	const char *limit;
};

/**
 * struct compared_maximum - the largest block of an allocator on both sides
 */
struct compared_maximum {
	const char *allocator;
	struct maximum_range base, new;
	struct judged judged;
};

/**
 * struct comparison - one new kernel against the base
 * @is_exact:     its clock counts instructions
 * @differences:  why the two cannot be compared; NULL where they can
 * @varied:       what --vary lifted
 * @shared_perturbation: a perturbation that a boot of either side had; 0 for none
 * @boots:        of each boot of @new whether it ended as it should
 * @tally:        outcomes of boots, cells and maxima that are not expected
 * @expected_count: those that are
 */
struct comparison {
	const struct kernel_boots *base, *new;
	bool is_exact;
	char *differences;
	comparable_set varied;
	uint64_t shared_perturbation;
	struct judged *boots;
	struct compared_cell *cells;
	size_t cell_count;
	struct compared_maximum *maxima;
	size_t maximum_count;
	size_t tally[OUTCOME_COUNT];
	size_t expected_count;
	enum exit_code code;
};

/**
 * comparison_make() - compare two kernels
 * @comparison: free with comparison_free(), after an error too
 *
 * Return: 0 or -ENOMEM.
 */
int comparison_make(const struct kernel_boots *base, const struct kernel_boots *new,
		    struct comparison_options *options, struct comparison *comparison);

void comparison_free(struct comparison *comparison);

#endif
