// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Compares the largest blocks of two kernels.
 */
#include "compare_maxima.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "judge_cells.h"

static bool is_kernels_limit(const char *limit)
{
	static const char *const limits[] = { "kmalloc_max_size", "largest_order",
					      "address_space" };

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if (!strcmp(limits[i], limit))
			return true;
	return false;
}

static void widen(struct maximum_range *range, const struct maximum *maximum)
{
	if (!range->boots++) {
		range->limit = maximum->limit;
		range->least_doubling = maximum->doubling;
		range->least_exact = maximum->exact;
	}
	if (maximum->doubling < range->least_doubling)
		range->least_doubling = maximum->doubling;
	if (maximum->doubling > range->most_doubling)
		range->most_doubling = maximum->doubling;
	if (maximum->exact < range->least_exact)
		range->least_exact = maximum->exact;
	if (maximum->exact > range->most_exact)
		range->most_exact = maximum->exact;
	if (maximum->resolution > range->resolution)
		range->resolution = maximum->resolution;
}

static struct maximum_range range_of(const struct kernel_boots *boots,
				     const char *allocator)
{
	struct maximum_range range = { 0 };

	for (size_t i = 0; i < boots->count; i++) {
		const struct result *result = boots->boots[i].result;

		for (size_t j = 0; result && j < result->maximum_count; j++)
			if (!strcmp(result->maxima[j].allocator, allocator))
				widen(&range, &result->maxima[j]);
	}
	return range;
}

static bool is_smaller(const struct maximum_range *one, const struct maximum_range *other)
{
	if (one->most_doubling != other->least_doubling)
		return one->most_doubling < other->least_doubling;
	return is_kernels_limit(one->limit) && is_kernels_limit(other->limit) &&
	       one->most_exact + one->resolution < other->least_exact;
}

static enum outcome outcome_of(const struct comparison *comparison,
			       const struct compared_maximum *maximum)
{
	if (!maximum->base.boots)
		return OUTCOME_ADDED;
	if (!maximum->new.boots)
		return kernel_boots_deaths(comparison->new) ? OUTCOME_LOST
							    : OUTCOME_ABSENT;
	if (is_smaller(&maximum->new, &maximum->base))
		return OUTCOME_SHRANK;
	return is_smaller(&maximum->base, &maximum->new) ? OUTCOME_GREW : OUTCOME_SAME;
}

static bool is_listed(const struct comparison *comparison, const char *allocator)
{
	for (size_t i = 0; i < comparison->maximum_count; i++)
		if (!strcmp(comparison->maxima[i].allocator, allocator))
			return true;
	return false;
}

static int list(struct comparison *comparison, const struct result *result)
{
	struct compared_maximum *maxima = reallocarray(
		comparison->maxima, comparison->maximum_count + result->maximum_count + 1,
		sizeof(*maxima));

	if (!maxima)
		return -ENOMEM;
	comparison->maxima = maxima;
	for (size_t i = 0; i < result->maximum_count; i++) {
		const char *allocator = result->maxima[i].allocator;

		if (!is_listed(comparison, allocator))
			maxima[comparison->maximum_count++] =
				(struct compared_maximum){ .allocator = allocator };
	}
	return 0;
}

static int list_boots(struct comparison *comparison, const struct kernel_boots *boots)
{
	int error = 0;

	for (size_t i = 0; i < boots->count && !error; i++)
		if (boots->boots[i].result)
			error = list(comparison, boots->boots[i].result);
	return error;
}

int compare_maxima(struct comparison_options *options, struct comparison *comparison)
{
	int error = list_boots(comparison, comparison->base);

	if (!error)
		error = list_boots(comparison, comparison->new);
	for (size_t i = 0; i < comparison->maximum_count && !error; i++) {
		struct compared_maximum *maximum = &comparison->maxima[i];
		enum outcome outcome;

		maximum->base = range_of(comparison->base, maximum->allocator);
		maximum->new = range_of(comparison->new, maximum->allocator);
		outcome = outcome_of(comparison, maximum);
		maximum->judged = judged_of(
			outcome, 0,
			expected_maximum(&options->expected, maximum->allocator, outcome),
			options);
	}
	return error;
}
