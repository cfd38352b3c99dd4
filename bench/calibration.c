// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Takes the samples of `none` and the rulers.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "calibration.h"
#include "hypervisor.h"

#define CALIBRATION_WARMUP 64

bool calibration_is_clock(const struct allocator_row *row)
{
	return !strcmp(row->name, "none") || !strcmp(row->name, "ruler");
}

static int no_rows(struct problem *problem, const char *name)
{
	return problem_set(
		problem, EXIT_TOOL_FAILURE, -ENOENT,
		"the module has no row %s, without which no clock can be trusted; "
		"build the module and the driver from one source",
		name);
}

static bool is_planned(const struct calibration *calibration, const struct point *point)
{
	if (point_same_loop(&calibration->points[0], point))
		return true;
	for (size_t i = CALIBRATION_LEAST; i < calibration->count; i++) {
		if (point_same_loop(&calibration->points[i], point))
			return true;
	}
	return false;
}

/* `none` in the loop of another point. */
static struct point none_of(const struct calibration *calibration,
			    const struct point *point)
{
	struct point none = *point;

	none.row = calibration->points[0].row;
	none.size = 0;
	none.gfp = "";
	none.bulk_count = 0;
	none.node = NODE_NONE;
	return none;
}

int calibration_plan(struct calibration *calibration, const struct allocators *allocators,
		     const struct plan *plan, struct problem *problem)
{
	const struct allocator_row *none = allocators_find(allocators, "none");
	const struct allocator_row *ruler = allocators_find(allocators, "ruler");
	size_t most = CALIBRATION_LEAST + plan->point_count;

	*calibration = (struct calibration){
		.points = calloc(most, sizeof(*calibration->points)),
		.cells = calloc(most, sizeof(*calibration->cells)),
		.counters = calloc(most, sizeof(*calibration->counters)),
	};
	if (!none || !ruler)
		return no_rows(problem, none ? "ruler" : "none");
	if (!calibration->points || !calibration->cells || !calibration->counters)
		return problem_no_memory(problem);
	calibration->points[0] = point_plain(none, 0, "");
	for (size_t i = 0; i < RULER_COUNT; i++)
		calibration->points[1 + i] = point_plain(ruler, ruler_adds[i], "");
	calibration->count = CALIBRATION_LEAST;
	for (size_t i = 0; i < plan->point_count; i++) {
		if (!is_planned(calibration, &plan->points[i]))
			calibration->points[calibration->count++] =
				none_of(calibration, &plan->points[i]);
	}
	return 0;
}

uint64_t calibration_buffer_need(const struct calibration *calibration)
{
	uint64_t need = 0;

	for (size_t i = 0; i < calibration->count; i++) {
		uint64_t point =
			point_buffer_need(&calibration->points[i], CALIBRATION_SAMPLES);

		need = point > need ? point : need;
	}
	return need;
}

static int measure_point(struct sampler *sampler, const struct point *point,
			 struct cell *cell, struct counters *counters,
			 struct problem *problem)
{
	static const struct sampling_round round = {
		.count = CALIBRATION_SAMPLES,
		.warmup = CALIBRATION_WARMUP,
	};
	int error;

	error = sampler_take(sampler, point, &round, problem);
	if (error)
		return error;
	if (sampler_interrupted(sampler))
		return problem_set(problem, EXIT_INTERRUPTED, -EINTR,
				   "interrupted in the calibration, before any cell");
	counters_add(counters, sampler->counters, sampler->reply.counter_count);
	error = cell_of(sampler->samples, sampler->reply.sample_count, 0, cell);
	if (error)
		return cell_problem(problem, error, point->row->name);
	/* The clock costs a touch what it costs an alloc. */
	cell_drop_touch(cell);
	return 0;
}

const struct cell *calibration_none(const struct calibration *calibration,
				    const struct point *point)
{
	const struct allocator_row *none = calibration->points[0].row;

	for (size_t i = 0; i < calibration->count; i++) {
		if (calibration->points[i].row == none &&
		    point_same_loop(&calibration->points[i], point))
			return &calibration->cells[i];
	}
	return NULL;
}

struct clock_evidence calibration_evidence(const struct calibration *calibration)
{
	const struct cell *cells = calibration->cells;
	struct clock_evidence evidence = { .none = { cells[0].alloc, cells[0].free } };

	for (size_t i = 0; i < RULER_COUNT; i++) {
		evidence.ruler[i][0] = cells[1 + i].alloc;
		evidence.ruler[i][1] = cells[1 + i].free;
	}
	return evidence;
}

static int name_clock(struct calibration *calibration, struct problem *problem)
{
	struct clock_evidence evidence = calibration_evidence(calibration);
	char signature[HYPERVISOR_SIGNATURE_LENGTH];

	hypervisor_signature(signature);
	if (!clock_detect(&evidence, signature, hypervisor_is_uml(), &calibration->facts))
		return 0;
	return problem_set(
		problem, EXIT_NOT_TRUSTWORTHY, -ENODATA,
		"calibration: every sample was disturbed (interrupts, switches); "
		"quieten the machine, or bind the run to a quiet CPU with --cpu");
}

int calibration_measure(struct calibration *calibration, struct sampler *sampler,
			struct problem *problem)
{
	int error = 0;

	for (size_t i = 0; i < calibration->count && !error; i++)
		error = measure_point(sampler, &calibration->points[i],
				      &calibration->cells[i], &calibration->counters[i],
				      problem);
	return error ? error : name_clock(calibration, problem);
}

void calibration_free(struct calibration *calibration)
{
	for (size_t i = 0; i < calibration->count; i++)
		cell_free(&calibration->cells[i]);
	free(calibration->points);
	free(calibration->cells);
	free(calibration->counters);
	*calibration = (struct calibration){ 0 };
}
