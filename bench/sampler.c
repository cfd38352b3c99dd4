// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From a point to a request, and the patience that signals need.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sampler.h"
#include "stop.h"

/* A job that is suspended again and again in one cell is not measuring. */
#define ATTEMPT_LIMIT 16

int sampler_open(struct sampler *sampler, uint64_t capacity, uint64_t budget,
		 struct problem *problem)
{
	*sampler = (struct sampler){
		.device = DEVICE_CLOSED,
		.capacity = capacity,
		.budget = budget,
	};
	sampler->samples = malloc(capacity * sizeof(*sampler->samples));
	if (!sampler->samples)
		return problem_no_memory(problem);
	/* Not zero: the compiler would make one calloc() of the two, which touches
	 * nothing. */
	memset(sampler->samples, 0xff, capacity * sizeof(*sampler->samples));
	return device_open(&sampler->device, problem);
}

void sampler_close(struct sampler *sampler)
{
	device_close(&sampler->device);
	free(sampler->samples);
	sampler->samples = NULL;
}

/* Names fit: they are the module's own, and the plan has measured flags and CPUs. */
static void set_name(char *field, size_t length, const char *name)
{
	strncpy(field, name, length - 1);
}

#define SET_NAME(field, name) set_name(field, sizeof(field), name)

static struct allocbench_request request_of(const struct sampler *sampler,
					    const struct point *point,
					    enum allocbench_operation operation)
{
	struct allocbench_request request = {
		.version = ALLOCBENCH_VERSION,
		.operation = operation,
		.size = point->size,
		.buffer_samples = sampler->capacity,
		.budget = sampler->budget,
		.set_size = point->set_size,
		.bulk_count = point->bulk_count,
		.seed = point->seed,
		.node = point->node,
	};

	SET_NAME(request.allocator, point->row->name);
	SET_NAME(request.gfp, point->gfp);
	SET_NAME(request.pattern, point->pattern);
	SET_NAME(request.context, point->context);
	SET_NAME(request.cpus, point->cpus);
	return request;
}

bool sampler_interrupted(const struct sampler *sampler)
{
	return sampler->reply.flags & ALLOCBENCH_INTERRUPTED;
}

static int perform(struct sampler *sampler, struct allocbench_request *request,
		   uint64_t threads, struct problem *problem)
{
	for (int i = 0; i < ATTEMPT_LIMIT; i++) {
		int error = device_run(&sampler->device, request,
				       request->sample_count * threads, &sampler->reply,
				       sampler->samples, sampler->counters, problem);

		if (error || !sampler_interrupted(sampler) || stop_requested())
			return error;
		device_begin_anew(request);
	}
	return problem_set(problem, EXIT_TOOL_FAILURE, -EINTR,
			   "%s: signals cut %d attempts short; run it where it is not "
			   "suspended",
			   request->allocator, ATTEMPT_LIMIT);
}

int sampler_check(struct sampler *sampler, const struct point *point,
		  const struct sampling_round *round, struct problem *problem)
{
	struct allocbench_request request = request_of(sampler, point, ALLOCBENCH_CHECK);

	request.sample_count = round->count;
	request.warmup_count = round->warmup;
	return device_check(&sampler->device, &request, problem);
}

int sampler_take(struct sampler *sampler, const struct point *point,
		 const struct sampling_round *round, struct problem *problem)
{
	struct allocbench_request request = request_of(sampler, point, ALLOCBENCH_SAMPLE);

	request.sample_count = round->count;
	request.warmup_count = round->warmup;
	request.flags = round->continues ? ALLOCBENCH_CONTINUE : 0;
	return perform(sampler, &request, point_threads(point), problem);
}

int sampler_probe(struct sampler *sampler, const struct point *point, bool *worked,
		  struct problem *problem)
{
	struct allocbench_request request = request_of(sampler, point, ALLOCBENCH_PROBE);
	int error;

	request.sample_count = 1;
	error = perform(sampler, &request, 1, problem);
	if (!error)
		*worked = !sampler->reply.failures;
	return error;
}
