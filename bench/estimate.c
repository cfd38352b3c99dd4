// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From the time of a few samples to that of a cell.
 */
#include <errno.h>

#include "estimate.h"
#include "precision.h"

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

struct estimate estimate_of(const struct sampling *sampling, double first, double second)
{
	double sample = second / (ESTIMATE_SAMPLES - ESTIMATE_BEGINNING);
	double beginning = first - ESTIMATE_BEGINNING * sample;
	uint64_t least = measure_least_samples(sampling) + measure_least_warmup(sampling);
	uint64_t most = measure_most_samples(sampling) + measure_most_warmup(sampling);

	if (beginning < 0)
		beginning = 0;
	return (struct estimate){ beginning + sample * least, beginning + sample * most };
}

int estimate_cell(struct sampler *sampler, const struct point *point,
		  const struct sampling *sampling, struct estimate *estimate,
		  struct problem *problem)
{
	double first, second;
	int error;

	error = time_round(sampler, point, ESTIMATE_BEGINNING, false, &first, problem);
	if (!error)
		error = time_round(sampler, point, ESTIMATE_SAMPLES - ESTIMATE_BEGINNING,
				   true, &second, problem);
	if (error)
		return error;
	*estimate = estimate_of(sampling, first, second);
	return 0;
}
