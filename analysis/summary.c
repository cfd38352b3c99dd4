// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Arithmetic on measured values: statistics of a histogram, and the cost of a call.
 */
#include <errno.h>
#include <math.h>
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

/* Of a value that the limits cut a part of its samples counts. */
static double middle_mean(const struct histogram *histogram)
{
	const double low = SUMMARY_TRIMMED * (double)histogram->total;
	const double high = (double)histogram->total - low;
	double sum = 0, before = 0;

	for (size_t i = 0; i < histogram->bin_count; i++) {
		const struct value_count *bin = &histogram->bins[i];
		const double end = before + (double)bin->count;
		const double from = fmax(before, low), to = fmin(end, high);

		if (to > from)
			sum += (double)bin->value * (to - from);
		before = end;
	}
	return sum / (high - low);
}

static const struct statistic statistics[] = {
	{ "p50",    "median",                  histogram_median, histogram_median },
	{ "p95",    "95th percentile",         percentile_95,    histogram_median },
	{ "p99",    "99th percentile",         percentile_99,    histogram_median },
	{ "min",    "minimum",                 minimum,          histogram_median },
	{ "mean",   "mean",                    histogram_mean,   histogram_median },
	{ "middle", "mean of the middle 90 %", middle_mean,      middle_mean },
};

_Static_assert(sizeof(statistics) / sizeof(statistics[0]) <= STATISTIC_LIMIT,
	       "a list of all statistics must fit");

const struct statistic *const statistic_default = &statistics[0];
const struct statistic *const statistic_timed = &statistics[5];

static const struct statistic *statistic_named(const char *name, size_t length)
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

int statistic_list_parse(const char *text, struct statistic_list *list)
{
	list->count = 0;
	for (;;) {
		size_t length = strcspn(text, ",");
		const struct statistic *statistic = statistic_named(text, length);

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
