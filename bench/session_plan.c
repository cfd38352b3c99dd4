// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The planning part of a session: what is wished, what the module takes of it, and what
 * buffer that needs. Nothing is measured here.
 */
#include <errno.h>
#include <stdio.h>

#include "plan_order.h"
#include "session.h"

/* Shorter ones would begin anew too often to be one cell. */
#define SHORTEST_ROUND 64

static struct wish wish_of(const struct session *session)
{
	const struct options *options = &session->options;

	return (struct wish){
		.allocators = options->allocators,
		.sizes = options->sizes,
		.gfp = options->gfp,
		.patterns = options->patterns,
		.contexts = options->contexts,
		.cpus = options->cpus,
		.set_size = options->set_size,
		.bulk_count = options->bulk_count,
		.node = options->node,
		.skip_refused = options->skip_refused,
		.with_edges = options->edges,
		.budget = session->budget,
		.info = &session->info,
		.trace = options->raw ? measure_most_samples(&session->sampling)
				      : CELL_TRACE_LENGTH,
		.allowed = &session->allowed,
		.own_cpu = session->own_cpu,
	};
}

/* Of a crowd each thread. */
static uint64_t longest_round(const struct session *session, const struct point *point)
{
	uint64_t wanted = measure_most_samples(&session->sampling);
	uint64_t longest = measure_longest_round(&session->sampling, point);

	return wanted < longest ? wanted : longest;
}

/**
 * struct asking - context of ask()
 */
struct asking {
	const struct session *session;
	struct sampler sampler;
};

/*
 * What the kernel frees only some time later counts as held: shorter rounds may fit the
 * budget.
 */
static int ask(void *context, struct point *point, struct problem *problem)
{
	struct asking *asking = context;
	const struct sampling *sampling = &asking->session->sampling;
	struct sampling_round round = {
		.count = longest_round(asking->session, point),
		.warmup = sampling->warmup == WARMUP_UNTIL_STEADY ? 0 : sampling->warmup,
	};
	int error;

	for (;;) {
		error = sampler_check(&asking->sampler, point, &round, problem);
		if (error != -E2BIG || round.count / 2 < SHORTEST_ROUND)
			return error;
		*problem = (struct problem){ 0 };
		round.count /= 2;
		point->round_limit = round.count;
	}
}

static int ask_module(struct session *session)
{
	struct asking asking = { .session = session };
	int error;

	error = sampler_open(&asking.sampler, 0, session->budget, &session->problem);
	if (!error)
		error = plan_sift(&session->plan, ask, &asking, &session->problem);
	sampler_close(&asking.sampler);
	return error;
}

/* Another CPU is another one only as long as ours stays the same. */
static int bind_for_others(struct session *session)
{
	const struct plan *plan = &session->plan;

	for (size_t i = 0; i < plan->point_count && session->options.cpu == CPU_ANY;
	     i++) {
		if (*plan->points[i].cpus && !plan->points[i].crowd)
			session->options.cpu = session->own_cpu;
	}
	return session_bind(session);
}

static void tell_refusals(const struct plan *plan)
{
	if (plan->refusal_count)
		fprintf(stderr,
			"allocbench: %zu cells; %zu combinations refused, see --dry-run\n",
			plan->point_count, plan->refusal_count);
}

int session_plan(struct session *session)
{
	struct wish wish = wish_of(session);
	int error;

	error = plan_build(&session->allocators, &wish, &session->plan,
			   &session->problem);
	if (!error)
		error = bind_for_others(session);
	if (!error)
		error = ask_module(session);
	if (!error && !session->options.no_max)
		error = plan_find_searches(&session->plan, &session->problem);
	if (error)
		return error;
	plan_seed(&session->plan, session->options.seed);
	if (session->options.shuffle)
		plan_shuffle(&session->plan, session->options.seed);
	if (!session->options.dry_run)
		tell_refusals(&session->plan);
	return 0;
}

int session_plan_searches(struct session *session)
{
	struct wish wish = wish_of(session);

	return plan_build_searches(&session->allocators, &wish, &session->plan,
				   &session->problem);
}

uint64_t session_buffer_need(const struct session *session)
{
	const struct plan *plan = &session->plan;
	uint64_t need = calibration_buffer_need(&session->calibration);

	for (size_t i = 0; i < plan->point_count; i++) {
		const struct point *point = &plan->points[i];
		uint64_t points = point_buffer_need(point, longest_round(session, point));

		need = points > need ? points : need;
	}
	return need;
}
