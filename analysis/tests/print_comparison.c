// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Prints what two sides on a line of standard input differ by, for check_comparison.py to
 * compare: one JSON object a line, and then one with all p-values adjusted. Each line:
 * the interval's level, the count of base values, base values, new values.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/compare/false_discovery.h"
#include "analysis/compare/rank_test.h"
#include "analysis/compare/ratio.h"
#include "results/cleanup.h"

#define LINE_LIMIT 10000
#define VALUE_LIMIT 2000

static size_t parse(const char *text, double values[static VALUE_LIMIT])
{
	size_t count = 0;

	for (char *end; count < VALUE_LIMIT; text = end) {
		values[count] = strtod(text, &end);
		if (end == text)
			break;
		count++;
	}
	return count;
}

static double print(double level, const double *base, size_t base_count,
		    const double *new, size_t new_count)
{
	struct ratio ratio;
	double p;

	if (rank_test(base, base_count, new, new_count, &p) ||
	    ratio_estimate(base, base_count, new, new_count, level, &ratio))
		exit(1);
	printf("{\"p\": %.17g, \"estimate\": %.17g, \"low\": %.17g, ", p, ratio.estimate,
	       ratio.low);
	if (ratio_is_bounded(&ratio))
		printf("\"high\": %.17g}\n", ratio.high);
	else
		printf("\"high\": null}\n");
	return p;
}

static void print_adjusted(const double *p, size_t count)
{
	static double adjusted[LINE_LIMIT];

	if (false_discovery_adjust(p, count, adjusted))
		exit(1);
	for (size_t i = 0; i < count; i++)
		printf("%s%.17g", i ? ", " : "[", adjusted[i]);
	printf("]\n");
}

int main(void)
{
	static double p[LINE_LIMIT];
	_cleanup_free_ char *line = NULL;
	size_t room = 0, lines = 0;

	while (lines < LINE_LIMIT && getline(&line, &room, stdin) > 0) {
		double values[VALUE_LIMIT];
		char *rest;
		double level = strtod(line, &rest);
		size_t base_count = strtoul(rest, &rest, 10);
		size_t count = parse(rest, values);

		p[lines++] = print(level, values, base_count, values + base_count,
				   count - base_count);
	}
	print_adjusted(p, lines);
	return 0;
}
