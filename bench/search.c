// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Brings the search, the module's probes and the facts for the limit's name together.
 */
#include <errno.h>

#include "limit.h"
#include "sampler.h"
#include "search.h"

/**
 * struct probing - context of the probes
 */
struct probing {
	struct sampler sampler;
	struct point point;
	struct problem *problem;
};

static int probe(void *context, uint64_t size, bool *worked)
{
	struct probing *probing = context;
	int error;

	probing->point.size = size;
	error = sampler_probe(&probing->sampler, &probing->point, worked,
			      probing->problem);
	if (error != -E2BIG && error != -ERANGE)
		return error;
	/* Beyond what an address can say: a size that does not work, like any other. */
	probing->problem->text[0] = 0;
	*worked = false;
	return error == -E2BIG ? error : 0;
}

/* Facts as they are now, when the last probe has just failed. */
static int name_limit(const struct allocator_row *row, struct search_result *result,
		      struct problem *problem)
{
	struct limit_facts facts = { 0 };
	int error = info_read(&facts.info, problem);

	if (error)
		return error;
	if (buddyinfo_read(&facts.buddyinfo))
		facts.buddyinfo = (struct buddyinfo){ 0 };
	result->limit = limit_name(row, &result->maximum, &facts);
	result->maximum.resolution = limit_resolution(row, &result->maximum, &facts);
	return 0;
}

int search_maximum(const struct point *point, uint64_t budget,
		   struct search_result *result, struct problem *problem)
{
	struct probing probing = { .point = *point, .problem = problem };
	struct info info;
	int error;

	error = info_read(&info, problem);
	if (error)
		return error;
	error = sampler_open(&probing.sampler, 1, budget, problem);
	if (!error)
		error = maximum_search(info.page_size, budget, probe, &probing,
				       &result->maximum);
	sampler_close(&probing.sampler);
	return error ? error : name_limit(point->row, result, problem);
}
