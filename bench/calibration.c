// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Takes the samples of `none` and the rulers.
 */
#include <errno.h>

#include "calibration.h"
#include "hypervisor.h"

#define CALIBRATION_WARMUP 64

static int find_points(struct calibration *calibration,
		       const struct allocators *allocators, struct problem *problem)
{
	const struct allocator_row *none = allocators_find(allocators, "none");
	const struct allocator_row *ruler = allocators_find(allocators, "ruler");

	if (!none || !ruler)
		return problem_set(
			problem, EXIT_TOOL_FAILURE, -ENOENT,
			"the module has no row %s, without which no clock can be "
			"trusted; build the module and the driver from one source",
			none ? "ruler" : "none");
	calibration->points[0] = plan_point(none, 0, "");
	for (size_t i = 0; i < RULER_COUNT; i++)
		calibration->points[1 + i] = plan_point(ruler, ruler_adds[i], "");
	return 0;
}

static int measure_point(struct sampler *sampler, const struct point *point,
			 struct cell *cell, struct problem *problem)
{
	int error;

	error = sampler_take(sampler, point, CALIBRATION_SAMPLES, CALIBRATION_WARMUP,
			     problem);
	if (error)
		return error;
	if (sampler_interrupted(sampler))
		return problem_set(problem, EXIT_INTERRUPTED, -EINTR,
				   "interrupted in the calibration, before any cell");
	error = cell_of(sampler->samples, sampler->reply.sample_count, CELL_TRACE_LENGTH,
			cell);
	return error ? cell_problem(problem, error, point->row->name) : 0;
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
			const struct allocators *allocators, struct problem *problem)
{
	int error;

	*calibration = (struct calibration){ 0 };
	error = find_points(calibration, allocators, problem);
	for (size_t i = 0; i < CALIBRATION_COUNT && !error; i++)
		error = measure_point(sampler, &calibration->points[i],
				      &calibration->cells[i], problem);
	return error ? error : name_clock(calibration, problem);
}

void calibration_free(struct calibration *calibration)
{
	for (size_t i = 0; i < CALIBRATION_COUNT; i++)
		cell_free(&calibration->cells[i]);
}
