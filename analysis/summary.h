/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Arithmetic on measured values: statistics of a histogram, and a cost, which is a
 * statistic less what the clock itself costs. Pure: no input, no output.
 */
#ifndef ANALYSIS_SUMMARY_H
#define ANALYSIS_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "results/histogram.h"

#define SUMMARY_TEXT_LENGTH 32

/**
 * struct statistic - one number for a histogram
 * @name:     as in --stat
 * @meaning:  for headings
 * @of:       the number; the histogram must not be empty
 * @of_none:  what a cost is less of the empty call
 */
struct statistic {
	const char *name;
	const char *meaning;
	double (*of)(const struct histogram *histogram);
	double (*of_none)(const struct histogram *histogram);
};

/* The median. */
extern const struct statistic *const statistic_default;

/*
 * The mean of the middle 90 %: the number for a boot where a clock measures time. Such a
 * clock may count in steps as large as a cost, and a median knows no more than whole steps.
 */
extern const struct statistic *const statistic_timed;

/* More than there are. */
#define STATISTIC_LIMIT 8

/**
 * struct statistic_list - the statistics that were asked for, in that order
 */
struct statistic_list {
	const struct statistic *items[STATISTIC_LIMIT];
	size_t count;
};

/**
 * statistic_named() - a statistic by its name, or NULL
 */
const struct statistic *statistic_named(const char *name);

/**
 * statistic_list_parse() - names separated by commas: "p50,p95,min"
 *
 * Return: 0, or -EINVAL for an unknown, empty or repeated name.
 */
int statistic_list_parse(const char *text, struct statistic_list *list);

/**
 * summary_cost() - what a call costs: a statistic less that of none
 * @measured: the call's histogram, clock cost included
 * @none:     the histogram of the empty call: the clock's own cost
 * @cost:     may be negative, where noise is larger than the cost
 *
 * Every statistic but the mean of the middle is less the median of none, since the clock's
 * cost is in every sample.
 *
 * Return: whether there is one: false where either histogram is empty.
 */
bool summary_cost(const struct histogram *measured, const struct histogram *none,
		  const struct statistic *statistic, double *cost);

/**
 * summary_print() - a number without superfluous digits: "173", "173.5", "173.25"
 * @text: gets the number, rounded to hundredths
 */
void summary_print(double value, char text[static SUMMARY_TEXT_LENGTH]);

#endif
