// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Rounds of requests: some to warm up, the others folded into the cell as they come.
 */
#include <errno.h>
#include <string.h>

#include "clean_samples.h"
#include "device_error.h"
#include "measure.h"
#include "precision.h"
#include "slub_stats.h"
#include "stop.h"

#define WARMUP_ROUND 128
#define WARMUP_ROUND_LIMIT 8

uint64_t measure_longest_round(const struct sampling *sampling, const struct point *point)
{
	uint64_t fits = sampling->buffer_limit / ALLOCBENCH_SAMPLE_BYTES;

	if (fits > MEASURE_LONGEST_ROUND)
		fits = MEASURE_LONGEST_ROUND;
	fits /= point_threads(point);
	if (point->round_limit && point->round_limit < fits)
		fits = point->round_limit;
	return fits ? fits : 1;
}

uint64_t measure_least_samples(const struct sampling *sampling)
{
	if (sampling->samples)
		return sampling->samples;
	return sampling->most < PRECISION_LEAST_SAMPLES ? sampling->most
							: PRECISION_LEAST_SAMPLES;
}

uint64_t measure_most_samples(const struct sampling *sampling)
{
	return sampling->samples ? sampling->samples : sampling->most;
}

uint64_t measure_least_warmup(const struct sampling *sampling)
{
	return sampling->part_count * (sampling->warmup == WARMUP_UNTIL_STEADY
					       ? 2 * WARMUP_ROUND
					       : sampling->warmup);
}

uint64_t measure_most_warmup(const struct sampling *sampling)
{
	return sampling->part_count * (sampling->warmup == WARMUP_UNTIL_STEADY
					       ? WARMUP_ROUND_LIMIT * WARMUP_ROUND
					       : sampling->warmup);
}

/* A signal in the warm-up leaves nothing to keep. */
static int take_warmup_round(struct sampler *sampler, const struct point *point,
			     const struct sampling_round *round,
			     struct histogram medians[2], struct problem *problem)
{
	const struct allocbench_sample *samples = sampler->samples;
	int error = sampler_take(sampler, point, round, problem);

	if (error)
		return error;
	if (sampler_interrupted(sampler))
		return problem_set(problem, EXIT_INTERRUPTED, -EINTR,
				   "%s: interrupted while it warmed up",
				   point->row->name);
	if (clean_samples_add(&medians[0], SIDE_ALLOC, samples,
			      sampler->reply.sample_count) ||
	    clean_samples_add(&medians[1], SIDE_FREE, samples,
			      sampler->reply.sample_count))
		return problem_no_memory(problem);
	return 0;
}

static bool is_steady(const struct histogram before[2], const struct histogram now[2])
{
	return precision_steady(&before[0], &now[0]) &&
	       precision_steady(&before[1], &now[1]);
}

static void free_medians(struct histogram medians[2])
{
	histogram_free(&medians[0]);
	histogram_free(&medians[1]);
}

static void move_medians(struct histogram to[2], struct histogram from[2])
{
	free_medians(to);
	memcpy(to, from, 2 * sizeof(*to));
	memset(from, 0, 2 * sizeof(*from));
}

static int warm_up(struct sampler *sampler, const struct point *point,
		   const struct sampling *sampling, uint64_t *warmup,
		   struct problem *problem)
{
	uint64_t longest = measure_longest_round(sampling, point);
	struct sampling_round round = {
		.count = longest < WARMUP_ROUND ? longest : WARMUP_ROUND,
	};
	struct histogram before[2] = { 0 }, now[2] = { 0 };
	bool steady = false;
	int error = 0;

	for (int i = 0; i < WARMUP_ROUND_LIMIT && !steady && !error; i++) {
		error = take_warmup_round(sampler, point, &round, now, problem);
		steady = i && !error && is_steady(before, now);
		move_medians(before, now);
		round.continues = true;
		*warmup += round.count;
	}
	free_medians(before);
	free_medians(now);
	return error;
}

static void add_reply(struct allocbench_reply *sum, const struct allocbench_reply *reply,
		      bool is_first)
{
	uint32_t counted = is_first ? ALLOCBENCH_SMI_COUNTED : sum->flags;

	sum->flags = (reply->flags & ~(uint32_t)ALLOCBENCH_SMI_COUNTED) |
		     (reply->flags & counted & ALLOCBENCH_SMI_COUNTED);
	sum->sample_count += reply->sample_count;
	sum->failures += reply->failures;
	sum->elapsed_ticks += reply->elapsed_ticks;
	sum->smi_count += reply->smi_count;
	if (reply->start_skew > sum->start_skew)
		sum->start_skew = reply->start_skew;
	if (reply->usable_size)
		sum->usable_size = reply->usable_size;
	sum->cpu = reply->cpu;
	sum->threads = reply->threads;
}

static int take_round(struct sampler *sampler, const struct point *point,
		      const struct sampling_round *round, bool is_part,
		      struct measured *measured, struct problem *problem)
{
	int error = sampler_take(sampler, point, round, problem);

	/* The rounds before are good. */
	if (error == -EINTR && stop_requested() && measured->cell.samples) {
		*problem = (struct problem){ 0 };
		measured->reply.flags |= ALLOCBENCH_INTERRUPTED;
		return 0;
	}
	if (error)
		return error;
	add_reply(&measured->reply, &sampler->reply, !measured->cell.samples);
	error = counters_add(&measured->counters, sampler->counters,
			     sampler->reply.counter_count);
	if (error)
		return device_contract_error(problem,
					     "the counters change from round to round");
	error = cell_add(&measured->cell, sampler->samples, sampler->reply.sample_count);
	if (!error && is_part)
		error = cell_add_part(&measured->cell, sampler->samples,
				      sampler->reply.sample_count);
	return error ? cell_problem(problem, error, point->row->name) : 0;
}

/* Where the precision decides: the word for the end, or NULL to go on. */
static const char *reason_of_precision(const struct sampling *sampling,
				       const struct cell *cell, uint64_t taken)
{
	bool is_enough = taken >= PRECISION_LEAST_SAMPLES;

	/* Failures and marks only: no median to wait for. */
	if (is_enough && !cell->alloc.total)
		return "count";
	if (is_enough && precision_of_cell(cell))
		return "precise";
	return taken == sampling->most ? "max_samples" : NULL;
}

/* After a round. */
static const char *reason_to_stop(const struct sampling *sampling, uint64_t count,
				  const struct measured *measured, uint64_t taken)
{
	const char *reason;

	if (measured->reply.flags & ALLOCBENCH_INTERRUPTED)
		return "interrupted";
	if (count)
		reason = taken == count ? "count" : NULL;
	else
		reason = reason_of_precision(sampling, &measured->cell, taken);
	if (reason)
		return reason;
	return time_limit_passed(&sampling->time_limit) ? "time_limit" : NULL;
}

static int take_rounds(struct sampler *sampler, const struct point *point,
		       const struct sampling *sampling, uint64_t count,
		       struct sampling_round *round, struct measured *measured,
		       struct problem *problem)
{
	uint64_t longest = measure_longest_round(sampling, point);
	uint64_t taken = 0;

	measured->stop = NULL;
	while (!measured->stop) {
		int error;

		round->count = precision_next_round(taken, count, sampling->most, longest);
		error = take_round(sampler, point, round, sampling->part_count > 1,
				   measured, problem);
		if (error)
			return error;
		taken += round->count;
		measured->stop = reason_to_stop(sampling, count, measured, taken);
		*round = (struct sampling_round){ .continues = true };
	}
	return 0;
}

static int take_counted_rounds(struct sampler *sampler, const struct point *point,
			       const struct sampling *sampling, uint64_t count,
			       struct sampling_round *round, struct measured *measured,
			       struct problem *problem)
{
	struct slub_stats stats;
	int error;

	slub_stats_begin(&stats, sampling->has_slub_stats, point,
			 sampling->kmalloc_classes);
	error = take_rounds(sampler, point, sampling, count, round, measured, problem);
	slub_stats_end(&stats, &measured->counters);
	return error;
}

int measure_begin(const struct point *point, const struct sampling *sampling,
		  struct measured *measured, struct problem *problem)
{
	*measured = (struct measured){ 0 };
	return cell_begin(&measured->cell, sampling->trace_limit, point->crowd)
		       ? problem_no_memory(problem)
		       : 0;
}

static uint64_t samples_of_part(const struct sampling *sampling, unsigned part)
{
	return sampling->samples * (part + 1) / sampling->part_count -
	       sampling->samples * part / sampling->part_count;
}

int measure_part(struct sampler *sampler, const struct point *point,
		 const struct sampling *sampling, unsigned part,
		 struct measured *measured, struct problem *problem)
{
	uint64_t count = samples_of_part(sampling, part);
	bool until_steady = sampling->warmup == WARMUP_UNTIL_STEADY;
	struct sampling_round round = {
		.warmup = until_steady ? 0 : sampling->warmup,
		.continues = until_steady,
	};
	int error = 0;

	/* Of fewer samples than parts some are empty. */
	if (sampling->samples && !count) {
		measured->part_count++;
		return 0;
	}
	if (until_steady)
		error = warm_up(sampler, point, sampling, &measured->warmup, problem);
	else
		measured->warmup += round.warmup;
	if (!error)
		error = take_counted_rounds(sampler, point, sampling, count, &round,
					    measured, problem);
	measured->part_count += !error;
	return error;
}

void measure_end(struct measured *measured)
{
	cell_end(&measured->cell);
}

void measured_free(struct measured *measured)
{
	cell_free(&measured->cell);
}
