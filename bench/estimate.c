// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the time of a few samples to that of a cell.
 */
#include <errno.h>

#include "estimate.h"
#include "precision.h"

/* The beginning of a cell, and what goes on from it. */
#define FIRST_PART 4
#define SECOND_PART (ESTIMATE_SAMPLES - FIRST_PART)

static int time_round(struct sampler *sampler, const struct point *point, uint64_t count,
		      bool continues, double *seconds, struct problem *problem)
{
	const struct sampling_round round = { .count = count, .continues = continues };
	double begin = time_now();
	int error = sampler_take(sampler, point, &round, problem);

	*seconds = time_now() - begin;
	if (!error && sampler_interrupted(sampler))
		error = problem_set(problem, EXIT_INTERRUPTED, -EINTR,
				    "interrupted while the time was estimated");
	return error;
}

int estimate_seconds(struct sampler *sampler, const struct point *point,
		     const struct sampling *sampling, double *seconds,
		     struct problem *problem)
{
	double first, second, sample, beginning;
	int error;

	error = time_round(sampler, point, FIRST_PART, false, &first, problem);
	if (!error)
		error = time_round(sampler, point, SECOND_PART, true, &second, problem);
	if (error)
		return error;
	sample = second / SECOND_PART;
	beginning = first - FIRST_PART * sample;
	*seconds = sample *
		   (measure_least_samples(sampling) + measure_least_warmup(sampling));
	if (beginning > 0)
		*seconds += beginning;
	return 0;
}
