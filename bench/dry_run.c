// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Prints a plan with its estimate. Writes no result.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "dry_run.h"
#include "estimate.h"
#include "stop.h"

/* So wide that a reason is not broken where nobody looks at columns. */
#define PIPE_WIDTH 100000

static const char *or_dash(const char *text)
{
	return *text ? text : "-";
}

static int add_line(struct text_table *table, const struct point *point,
		    const char *seconds, const char *note)
{
	char node[16] = "-";

	if (point->node != NODE_NONE)
		snprintf(node, sizeof(node), "%d", point->node);
	return text_table_add(
		table,
		"%s\t%" PRIu64 "\t%s\t%s\t%s\t%" PRIu64 "\t%" PRIu64 "\t%s\t%s\t%s\t%s",
		point->row->name, point->size, or_dash(point->gfp), point->pattern,
		point->context, point->set_size, point->bulk_count, or_dash(point->cpus),
		node, seconds, note);
}

static int add_cell(struct session *session, struct sampler *sampler,
		    struct text_table *table, const struct point *point, double *total)
{
	char text[32];
	double seconds;
	int error;

	error = estimate_seconds(sampler, point, &session->sampling, &seconds,
				 &session->problem);
	if (error)
		return error;
	seconds += SESSION_SETTLE_SECONDS;
	*total += seconds;
	snprintf(text, sizeof(text), "%.3f", seconds);
	return add_line(table, point, text, "-") ? problem_no_memory(&session->problem)
						 : 0;
}

static uint64_t buffer_need(const struct plan *plan)
{
	uint64_t need = 0;

	for (size_t i = 0; i < plan->point_count; i++) {
		uint64_t point = point_buffer_need(&plan->points[i], ESTIMATE_SAMPLES);

		need = point > need ? point : need;
	}
	return need;
}

static int add_cells(struct session *session, struct text_table *table, double *total)
{
	const struct plan *plan = &session->plan;
	struct sampler sampler;
	int error;

	error = sampler_open(&sampler, buffer_need(plan), session->budget,
			     &session->problem);
	for (size_t i = 0; i < plan->point_count && !error; i++)
		error = add_cell(session, &sampler, table, &plan->points[i], total);
	sampler_close(&sampler);
	return error;
}

static int add_refusals(struct session *session, struct text_table *table)
{
	const struct plan *plan = &session->plan;
	int error = 0;

	for (size_t i = 0; i < plan->refusal_count && !error; i++) {
		const struct refusal *refusal = &plan->refusals[i];

		error = add_line(table, &refusal->point, "-", refusal->reason);
	}
	return error ? problem_no_memory(&session->problem) : 0;
}

static void print_total(const struct session *session, double total)
{
	const struct plan *plan = &session->plan;

	printf("\n%zu cells, %zu combinations refused, %zu searches for a largest block.\n"
	       "Estimate, from %d samples of each cell: the cells take %s%.1f s%s%s; clock "
	       "and searches come on top. Nothing was recorded.\n",
	       plan->point_count, plan->refusal_count, plan->search_count,
	       ESTIMATE_SAMPLES, session->sampling.samples ? "about " : "at least ",
	       total,
	       session->sampling.samples ? ""
					 : " (the precision decides how many samples)",
	       session->is_guest ? " of the VM's own time" : "");
}

/* A guest's standard output is a serial line. */
static bool is_terminal(const struct session *session)
{
	return !session->is_guest && isatty(STDOUT_FILENO);
}

int dry_run(struct session *session)
{
	struct text_table table = { .wraps = true };
	double total = 0;
	int error;

	error = text_table_add(&table,
			       "allocator\tsize\tgfp\tpattern\tcontext\tset\tbulk\t"
			       "cpus\tnode\tseconds\tnote");
	if (error)
		problem_no_memory(&session->problem);
	else
		error = add_cells(session, &table, &total);
	if (!error)
		error = add_refusals(session, &table);
	if (!error) {
		text_table_print(&table,
				 is_terminal(session) ? text_table_width() : PIPE_WIDTH,
				 stdout);
		print_total(session, total);
	}
	text_table_free(&table);
	return error;
}
