// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * OpenMetrics text, for Prometheus: gauges with the cell as labels.
 * Source: OpenMetrics 1.0.0, "Text Format".
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "analysis/escape.h"
#include "export.h"
#include "results/cleanup.h"

static int put_label(FILE *stream, const char *name, const char *value)
{
	_cleanup_free_ char *harmless = escape_terminal(value);

	if (!harmless)
		return -ENOMEM;
	fprintf(stream, "%s=\"", name);
	for (const char *at = harmless; *at; at++) {
		if (*at == '"' || *at == '\\')
			fputc('\\', stream);
		fputc(*at, stream);
	}
	fputc('"', stream);
	return 0;
}

static int put_kernel(FILE *stream, const struct result *result)
{
	_cleanup_free_ char *release = result_fact(result, "kernel.release");
	_cleanup_free_ char *arch = result_fact(result, "kernel.arch");

	if (!release || !arch || put_label(stream, "kernel", release))
		return -ENOMEM;
	fputc(',', stream);
	return put_label(stream, "arch", arch);
}

static int put_sample(FILE *stream, const char *metric, const struct result *result,
		      const struct measure *measure, double value)
{
	static const char *const names[WAY_FIELD_COUNT] = {
		"gfp", "context", "pattern", "set_size", "bulk_count", "cpus", "node",
	};
	int error;

	fprintf(stream, "%s{", metric);
	error = put_kernel(stream, result);
	fprintf(stream, ",clock=\"%s\",side=\"%s\",size=\"%" PRIu64 "\",",
		clock_name(result->clock), measure->side->name, measure->cell->size);
	if (!error)
		error = put_label(stream, "allocator", measure->cell->allocator);
	for (size_t i = 0; i < WAY_FIELD_COUNT && !error; i++) {
		fputc(',', stream);
		error = put_label(stream, names[i], measure->cell->way.fields[i]);
	}
	fprintf(stream, "} %.10g\n", value);
	return error;
}

static double median_of(const struct measure *measure)
{
	return measure->median;
}

static double least_of(const struct measure *measure)
{
	return measure->least;
}

static double most_of(const struct measure *measure)
{
	return measure->most;
}

static const struct family {
	const char *name;
	const char *help;
	double (*of)(const struct measure *measure);
} families[] = {
	{ "cost", "Median over the boots of what a call costs, less an empty call.",
	  median_of },
	{ "cost_min", "The least of the boots.", least_of },
	{ "cost_max", "The most of the boots.", most_of },
};

static int put_family(const struct family *family, const struct result_list *results,
		      const struct measure_list *list, FILE *stream)
{
	const struct result *first = results->items[0];
	char unit[32], metric[96];
	int error = 0;

	/* A unit is a word, and ends the name. */
	snprintf(unit, sizeof(unit), "%s",
		 first->clock == CLOCK_ICOUNT ? "instructions" : "ticks");
	snprintf(metric, sizeof(metric), "allocbench_%s_%s", family->name, unit);
	fprintf(stream, "# TYPE %s gauge\n# UNIT %s %s\n# HELP %s %s\n", metric, metric,
		unit, metric, family->help);
	for (size_t i = 0; i < list->count && !error; i++)
		error = put_sample(stream, metric, first, &list->items[i],
				   family->of(&list->items[i]));
	return error;
}

static int write_openmetrics(const struct result_list *results, FILE *stream)
{
	struct measure_list list;
	int error = measures_of(results, &list);

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]) && !error; i++)
		error = put_family(&families[i], results, &list, stream);
	measures_free(&list);
	fputs("# EOF\n", stream);
	return error;
}

const struct export_format export_openmetrics = {
	.name = "openmetrics",
	.write = write_openmetrics,
};
