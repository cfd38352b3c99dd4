// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Prints statistics of the values on standard input, for check_statistics.py to compare:
 * one JSON object a line of input. Each line: confidence, then values.
 */
#include <stdio.h>
#include <stdlib.h>

#include "results/cleanup.h"
#include "results/histogram.h"

static size_t parse(char *text, double *confidence, uint64_t **values)
{
	char *end;
	size_t count = 0;

	*confidence = strtod(text, &end);
	for (char *next;; end = next) {
		unsigned long long value = strtoull(end, &next, 10);

		if (next == end)
			return count;
		*values = reallocarray(*values, count + 1, sizeof(**values));
		if (!*values)
			exit(1);
		(*values)[count++] = value;
	}
}

static void print(const struct histogram *histogram, double confidence)
{
	uint64_t low, high;
	int error = histogram_median_interval(histogram, confidence, &low, &high);

	printf("{\"error\": %d, \"low\": %llu, \"high\": %llu, \"mean\": %.17g, "
	       "\"median\": %.17g, \"quantiles\": [",
	       error, (unsigned long long)low, (unsigned long long)high,
	       histogram_mean(histogram), histogram_median(histogram));
	for (int i = 0; i <= 20; i++)
		printf("%s%llu", i ? ", " : "",
		       (unsigned long long)histogram_quantile(histogram, i / 20.0));
	printf("]}\n");
}

int main(void)
{
	_cleanup_free_ char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		_cleanup_free_ uint64_t *values = NULL;
		struct histogram histogram;
		double confidence;
		size_t count = parse(line, &confidence, &values);

		if (histogram_from_values(values, count, &histogram) < 0)
			return 1;
		print(&histogram, confidence);
		histogram_free(&histogram);
	}
	return 0;
}
