// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The Go benchmark data format, which benchstat reads: a line for each boot and cell.
 * What tells kernels apart is configuration; what differs from boot to boot is a comment,
 * which readers pass over, so that boots stay one group. Source: R. Cox, A. Clements,
 * "Proposal: Go Benchmark Data Format" (14313).
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "analysis/escape.h"
#include "export.h"
#include "results/cleanup.h"

static int put_key(FILE *stream, const char *key, const struct result *result,
		   const char *field)
{
	_cleanup_free_ char *fact = result_fact(result, field);
	_cleanup_free_ char *harmless = fact ? escape_terminal(fact) : NULL;

	if (!harmless)
		return -ENOMEM;
	fprintf(stream, "%s: %s\n", key, harmless);
	return 0;
}

static int put_head(const struct result *result, FILE *stream)
{
	_cleanup_free_ char *path = escape_terminal(result->path);
	const char *run = json_string_value(json_object_get(result->header, "run_id"));
	const char *started =
		json_string_value(json_object_get(result->header, "started"));
	_cleanup_free_ char *safe_run = escape_terminal(run ? run : "");
	_cleanup_free_ char *safe_started = escape_terminal(started ? started : "");
	int error;

	if (!path || !safe_run || !safe_started)
		return -ENOMEM;
	fprintf(stream, "# %s, run %s, started %s\n", path, safe_run, safe_started);
	error = put_key(stream, "kernel", result, "kernel.release");
	if (!error)
		error = put_key(stream, "arch", result, "kernel.arch");
	if (!error)
		error = put_key(stream, "cpu", result, "cpu.model");
	fprintf(stream, "clock: %s\n", clock_name(result->clock));
	return error;
}

/* "instructions" is one word, "TSC ticks" is two. */
static void put_unit(FILE *stream, const struct result *result, const struct side *side)
{
	for (const char *at = result_unit(result); *at; at++)
		fputc(*at == ' ' ? '-' : *at, stream);
	fprintf(stream, "/%s", side->name);
}

/* Each side is a value of one line; a cell without any is none. */
static int put_cell(const struct result *result, const struct cell *cell, FILE *stream)
{
	_cleanup_free_ char *name = measure_name(&(struct measure){ .cell = cell });
	const struct times *none = result_none(result, &cell->way);
	bool has_begun = false;

	if (!name)
		return -ENOMEM;
	for (size_t i = 0; i < SIDE_LIMIT; i++) {
		double cost;

		if (!none ||
		    !side_cost(side_at(i), &cell->times, none, statistic_default, &cost))
			continue;
		if (!has_begun)
			fprintf(stream, "BenchmarkCost/%s %" PRIu64, name,
				cell->sample_count);
		has_begun = true;
		fprintf(stream, " %.10g ", cost);
		put_unit(stream, result, side_at(i));
	}
	if (has_begun)
		fputc('\n', stream);
	return 0;
}

static int write_benchfmt(const struct result_list *results, FILE *stream)
{
	int error = 0;

	for (size_t i = 0; i < results->count && !error; i++) {
		const struct result *result = results->items[i];

		error = put_head(result, stream);
		for (size_t j = 0; j < result->cell_count && !error; j++)
			error = put_cell(result, &result->cells[j], stream);
	}
	return error;
}

const struct export_format export_benchfmt = {
	.name = "benchfmt",
	.many = true,
	.write = write_benchfmt,
};
