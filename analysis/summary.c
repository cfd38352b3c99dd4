// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Arithmetic on measured values: statistics of a histogram, and the cost of a call.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "summary.h"

static double percentile_95(const struct histogram *histogram)
{
	return (double)histogram_quantile(histogram, 0.95);
}

static double percentile_99(const struct histogram *histogram)
{
	return (double)histogram_quantile(histogram, 0.99);
}

static double minimum(const struct histogram *histogram)
{
	return (double)histogram_quantile(histogram, 0);
}

static const struct statistic statistics[] = {
	{ "p50",    "median",                  histogram_median, histogram_median },
	{ "p95",    "95th percentile",         percentile_95,    histogram_median },
	{ "p99",    "99th percentile",         percentile_99,    histogram_median },
	{ "min",    "minimum",                 minimum,          histogram_median },
	{ "mean",   "mean",                    histogram_mean,   histogram_median },
	{ "middle", "mean of the middle 90 %", histogram_middle, histogram_middle },
};

_Static_assert(sizeof(statistics) / sizeof(statistics[0]) <= STATISTIC_LIMIT,
	       "a list of all statistics must fit");

const struct statistic *const statistic_default = &statistics[0];
const struct statistic *const statistic_timed = &statistics[5];

static const struct statistic *find(const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof(statistics) / sizeof(statistics[0]); i++)
		if (strlen(statistics[i].name) == length &&
		    !strncmp(statistics[i].name, name, length))
			return &statistics[i];
	return NULL;
}

static bool list_has(const struct statistic_list *list, const struct statistic *statistic)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i] == statistic)
			return true;
	return false;
}

const struct statistic *statistic_named(const char *name)
{
	return find(name, strlen(name));
}

int statistic_list_parse(const char *text, struct statistic_list *list)
{
	list->count = 0;
	for (;;) {
		size_t length = strcspn(text, ",");
		const struct statistic *statistic = find(text, length);

		if (!statistic || list_has(list, statistic))
			return -EINVAL;
		list->items[list->count++] = statistic;
		if (!text[length])
			return 0;
		text += length + 1;
	}
}

bool summary_cost(const struct histogram *measured, const struct histogram *none,
		  const struct statistic *statistic, double *cost)
{
	if (!measured->total || !none->total)
		return false;
	*cost = statistic->of(measured) - statistic->of_none(none);
	return true;
}

void summary_print(double value, char text[static SUMMARY_TEXT_LENGTH])
{
	size_t length;

	snprintf(text, SUMMARY_TEXT_LENGTH, "%.2f", value);
	length = strlen(text);
	while (length && text[length - 1] == '0')
		text[--length] = '\0';
	if (length && text[length - 1] == '.')
		text[--length] = '\0';
	if (!strcmp(text, "-0"))
		strcpy(text, "0");
}
