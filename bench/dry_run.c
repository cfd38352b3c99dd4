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
		    const struct estimate *estimate, const char *note)
{
	char node[16] = "-", least[32] = "-", most[32] = "-";

	if (point->node != NODE_NONE)
		snprintf(node, sizeof(node), "%d", point->node);
	if (estimate) {
		snprintf(least, sizeof(least), "%.3f", estimate->least);
		snprintf(most, sizeof(most), "%.3f", estimate->most);
	}
	return text_table_add(table,
			      "%s\t%" PRIu64 "\t%s\t%s\t%s\t%" PRIu64 "\t%" PRIu64
			      "\t%s\t%s\t%s\t%s\t%s",
			      point->row->name, point->size, or_dash(point->gfp),
			      point->pattern, point->context, point->set_size,
			      point->bulk_count, or_dash(point->cpus), node, least, most,
			      note);
}

static int add_cell(struct session *session, struct sampler *sampler,
		    struct text_table *table, const struct point *point,
		    struct estimate *total)
{
	struct estimate estimate;
	int error;

	error = estimate_cell(sampler, point, &session->sampling, &estimate,
			      &session->problem);
	if (error)
		return error;
	estimate.least += SESSION_SETTLE_SECONDS;
	estimate.most += SESSION_SETTLE_SECONDS;
	total->least += estimate.least;
	total->most += estimate.most;
	return add_line(table, point, &estimate, "-")
		       ? problem_no_memory(&session->problem)
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

/* What cells that take turns wait. */
static void add_spread(const struct session *session, struct estimate *total)
{
	const struct sampling *sampling = &session->sampling;
	size_t turns = (session->plan.point_count + SESSION_TURN_LIMIT - 1) /
		       SESSION_TURN_LIMIT;
	uint64_t milliseconds = turns * sampling->part_count * sampling->spread_ms;

	total->least += (double)milliseconds / 1000;
	total->most += (double)milliseconds / 1000;
}

static int add_cells(struct session *session, struct text_table *table,
		     struct estimate *total)
{
	const struct plan *plan = &session->plan;
	struct sampler sampler;
	int error;

	error = sampler_open(&sampler, buffer_need(plan), session->budget,
			     &session->problem);
	for (size_t i = 0; i < plan->point_count && !error; i++)
		error = add_cell(session, &sampler, table, &plan->points[i], total);
	sampler_close(&sampler);
	add_spread(session, total);
	return error;
}

static int add_refusals(struct session *session, struct text_table *table)
{
	const struct plan *plan = &session->plan;
	int error = 0;

	for (size_t i = 0; i < plan->refusal_count && !error; i++) {
		const struct refusal *refusal = &plan->refusals[i];

		error = add_line(table, &refusal->point, NULL, refusal->reason);
	}
	return error ? problem_no_memory(&session->problem) : 0;
}

static void print_time(const struct sampling *sampling, const struct estimate *total)
{
	if (sampling->samples)
		printf("about %.1f s", total->least);
	else
		printf("at least %.1f s; at most %.1f s, where no median is known before "
		       "%" PRIu64 " samples (--max-samples)",
		       total->least, total->most, sampling->most);
}

static void print_total(const struct session *session, const struct estimate *total)
{
	const struct plan *plan = &session->plan;

	printf("\n%zu cells, %zu combinations refused, %zu searches for a largest block.\n"
	       "Estimate, from %d samples of each cell%s: the cells take ",
	       plan->point_count, plan->refusal_count, plan->search_count,
	       ESTIMATE_SAMPLES, session->is_guest ? " in the VM's own time" : "");
	print_time(&session->sampling, total);
	printf("; clock and searches come on top. Nothing was recorded.\n");
}

/* A guest's standard output is a serial line. */
static bool is_terminal(const struct session *session)
{
	return !session->is_guest && isatty(STDOUT_FILENO);
}

int dry_run(struct session *session)
{
	struct text_table table = { .wraps = true };
	struct estimate total = { 0 };
	int error;

	error = text_table_add(&table,
			       "allocator\tsize\tgfp\tpattern\tcontext\tset\tbulk\t"
			       "cpus\tnode\tseconds\tat most\tnote");
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
		print_total(session, &total);
	}
	text_table_free(&table);
	return error;
}
