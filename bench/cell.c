// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sorts samples into histograms, marks, failures, trace, eighths and threads. Pure.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "clean_samples.h"

/* With a touch; without one the last column goes. */
#define TRACE_WIDTH 3
#define MARKED_WIDTH 4

static const struct {
	uint32_t bit;
	const char *word;
} causes[] = {
	{ ALLOCBENCH_IRQ,       "irq" },
	{ ALLOCBENCH_LOCAL_IRQ, "local_irq" },
	{ ALLOCBENCH_SWITCH,    "switch" },
	{ ALLOCBENCH_MIGRATION, "migration" },
};

#define CAUSE_COUNT (sizeof(causes) / sizeof(causes[0]))

const char *cell_cause(uint64_t cause)
{
	static char text[64];

	*text = 0;
	for (size_t i = 0; i < CAUSE_COUNT; i++) {
		if (!(cause & causes[i].bit))
			continue;
		if (*text)
			strcat(text, "|");
		strcat(text, causes[i].word);
		cause &= ~(uint64_t)causes[i].bit;
	}
	return cause || !*text ? NULL : text;
}

int cell_begin(struct cell *cell, size_t trace_limit, const struct cpu_list *threads)
{
	*cell = (struct cell){
		.trace_limit = trace_limit,
		.marked.width = MARKED_WIDTH,
		.trace.width = TRACE_WIDTH,
	};
	if (!threads)
		return 0;
	cell->threads = calloc(threads->count, sizeof(*cell->threads));
	if (!cell->threads)
		return -ENOMEM;
	cell->thread_count = threads->count;
	for (size_t i = 0; i < threads->count; i++)
		cell->threads[i].cpu = threads->cpus[i];
	return 0;
}

/* A clock that ran backwards gives a difference below zero: beyond what JSON holds. */
static int check_samples(const struct allocbench_sample *samples, size_t sample_count)
{
	for (size_t i = 0; i < sample_count; i++) {
		uint32_t mark = samples[i].cause & ~(uint32_t)ALLOCBENCH_FAILED;

		if (samples[i].alloc_ticks > INT64_MAX ||
		    samples[i].free_ticks > INT64_MAX ||
		    samples[i].touch_ticks > INT64_MAX)
			return -ERANGE;
		if (mark && !cell_cause(mark))
			return -EPROTO;
	}
	return 0;
}

static int add_rows(struct cell *cell, const struct allocbench_sample *sample)
{
	const uint64_t marked[MARKED_WIDTH] = { sample->alloc_ticks, sample->free_ticks,
						sample->cause, sample->touch_ticks };
	const uint64_t trace[TRACE_WIDTH] = { sample->alloc_ticks, sample->free_ticks,
					      sample->touch_ticks };
	int error = 0;

	cell->samples++;
	cell->has_touch |= sample->touch_ticks != 0;
	if (sample->cause & ALLOCBENCH_FAILED)
		cell->failures++;
	else if (sample->cause)
		error = number_rows_append(&cell->marked, marked);
	if (!error && cell->trace.count < cell->trace_limit)
		error = number_rows_append(&cell->trace, trace);
	return error;
}

static int add_histograms(struct cell *cell, const struct allocbench_sample *samples,
			  size_t sample_count)
{
	int error = clean_samples_add(&cell->alloc, SIDE_ALLOC, samples, sample_count);

	if (!error)
		error = clean_samples_add(&cell->free, SIDE_FREE, samples, sample_count);
	if (!error)
		error = clean_samples_add(&cell->touch, SIDE_TOUCH, samples,
					  sample_count);
	if (!error)
		error = clean_samples_add(&cell->failed, SIDE_FAILED, samples,
					  sample_count);
	return error;
}

static struct cell_thread *thread_of(struct cell *cell, uint32_t cpu)
{
	for (size_t i = 0; i < cell->thread_count; i++) {
		if ((uint32_t)cell->threads[i].cpu == cpu)
			return &cell->threads[i];
	}
	return NULL;
}

static int add_to_thread(struct cell *cell, const struct allocbench_sample *samples,
			 size_t sample_count)
{
	struct cell_thread *thread = thread_of(cell, samples->cpu);
	int error;

	if (!thread)
		return -ESRCH;
	thread->samples += sample_count;
	for (size_t i = 0; i < sample_count; i++)
		thread->failures += (samples[i].cause & ALLOCBENCH_FAILED) != 0;
	error = clean_samples_add(&thread->alloc, SIDE_ALLOC, samples, sample_count);
	if (!error)
		error = clean_samples_add(&thread->free, SIDE_FREE, samples,
					  sample_count);
	return error;
}

/* Samples stand thread after thread. */
static int add_threads(struct cell *cell, const struct allocbench_sample *samples,
		       size_t sample_count)
{
	int error = 0;

	while (cell->thread_count && sample_count && !error) {
		size_t count = 1;

		while (count < sample_count && samples[count].cpu == samples->cpu)
			count++;
		error = add_to_thread(cell, samples, count);
		samples += count;
		sample_count -= count;
	}
	return error;
}

int cell_add(struct cell *cell, const struct allocbench_sample *samples,
	     size_t sample_count)
{
	int error = check_samples(samples, sample_count);

	for (size_t i = 0; i < sample_count && !error; i++)
		error = add_rows(cell, &samples[i]);
	if (!error)
		error = add_histograms(cell, samples, sample_count);
	if (!error)
		error = eighths_add(&cell->eighths, samples, sample_count);
	return error ? error : add_threads(cell, samples, sample_count);
}

static int middle_of(const struct allocbench_sample *samples, size_t sample_count,
		     enum side side, double *middle)
{
	struct histogram histogram = { 0 };
	int error = clean_samples_add(&histogram, side, samples, sample_count);

	if (!error && !histogram.total)
		error = -ENODATA;
	if (!error)
		*middle = histogram_middle(&histogram);
	histogram_free(&histogram);
	return error;
}

int cell_add_part(struct cell *cell, const struct allocbench_sample *samples,
		  size_t sample_count)
{
	struct cell_part part = { 0 }, *grown;
	int error = middle_of(samples, sample_count, SIDE_ALLOC, &part.alloc);

	if (!error)
		error = middle_of(samples, sample_count, SIDE_FREE, &part.free);
	if (!error && cell->has_touch)
		error = middle_of(samples, sample_count, SIDE_TOUCH, &part.touch);
	if (error)
		return error == -ENODATA ? 0 : error;
	grown = reallocarray(cell->parts, cell->part_count + 1, sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	cell->parts = grown;
	grown[cell->part_count++] = part;
	return 0;
}

void cell_drop_touch(struct cell *cell)
{
	histogram_free(&cell->touch);
	number_rows_narrow(&cell->marked, MARKED_WIDTH - 1);
	number_rows_narrow(&cell->trace, TRACE_WIDTH - 1);
	cell->has_touch = false;
}

void cell_end(struct cell *cell)
{
	if (!cell->has_touch)
		cell_drop_touch(cell);
}

int cell_of(const struct allocbench_sample *samples, size_t sample_count,
	    size_t trace_limit, struct cell *cell)
{
	int error = cell_begin(cell, trace_limit, NULL);

	if (!error)
		error = cell_add(cell, samples, sample_count);
	if (error)
		cell_free(cell);
	else
		cell_end(cell);
	return error;
}

void cell_free(struct cell *cell)
{
	histogram_free(&cell->alloc);
	histogram_free(&cell->free);
	histogram_free(&cell->touch);
	histogram_free(&cell->failed);
	number_rows_free(&cell->marked);
	number_rows_free(&cell->trace);
	eighths_free(&cell->eighths);
	for (size_t i = 0; i < cell->thread_count; i++) {
		histogram_free(&cell->threads[i].alloc);
		histogram_free(&cell->threads[i].free);
	}
	free(cell->threads);
	free(cell->parts);
	*cell = (struct cell){ 0 };
}

static const struct {
	int error;
	enum exit_code exit_code;
	const char *words;
} problems[] = {
	{ -ERANGE, EXIT_NOT_TRUSTWORTHY,
	  "the clock ran backwards; the CPUs' TSCs differ: bind the run to one with --cpu" },
	{ -EPROTO, EXIT_TOOL_FAILURE,
	  "the module marks a sample with a cause that this driver does not know; build "
	  "both from one source" },
	{ -ESRCH, EXIT_TOOL_FAILURE,
	  "a sample of the crowd is from a CPU that has none of its threads; was a CPU "
	  "taken offline? Run it again" },
};

int cell_problem(struct problem *problem, int error, const char *allocator)
{
	for (size_t i = 0; i < sizeof(problems) / sizeof(problems[0]); i++) {
		if (problems[i].error == error)
			return problem_set(problem, problems[i].exit_code, error,
					   "%s: %s", allocator, problems[i].words);
	}
	return problem_no_memory(problem);
}
