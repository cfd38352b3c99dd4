// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sorts samples into histograms, marks, failures, trace and eighths. Pure.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "results/cleanup.h"

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

const char *cell_cause(uint32_t cause)
{
	static char text[64];

	*text = 0;
	for (size_t i = 0; i < CAUSE_COUNT; i++) {
		if (!(cause & causes[i].bit))
			continue;
		if (*text)
			strcat(text, "|");
		strcat(text, causes[i].word);
		cause &= ~causes[i].bit;
	}
	return cause || !*text ? NULL : text;
}

/* Writes the times of the undisturbed samples; returns how many there are. */
static size_t clean_ticks(const struct allocbench_sample *samples, size_t sample_count,
			  uint64_t *alloc_ticks, uint64_t *free_ticks)
{
	size_t count = 0;

	for (size_t i = 0; i < sample_count; i++) {
		if (samples[i].cause)
			continue;
		alloc_ticks[count] = samples[i].alloc_ticks;
		free_ticks[count] = samples[i].free_ticks;
		count++;
	}
	return count;
}

/* Two arrays of @sample_count in one block: the caller frees the first. */
static uint64_t *two_arrays(size_t sample_count, uint64_t **second)
{
	uint64_t *first = malloc((2 * sample_count + 1) * sizeof(*first));

	*second = first + sample_count;
	return first;
}

static int fill_histograms(const struct allocbench_sample *samples, size_t sample_count,
			   struct histogram *alloc, struct histogram *free_histogram)
{
	uint64_t *free_ticks;
	_cleanup_free_ uint64_t *alloc_ticks = two_arrays(sample_count, &free_ticks);
	size_t count;

	if (!alloc_ticks)
		return -ENOMEM;
	count = clean_ticks(samples, sample_count, alloc_ticks, free_ticks);
	if (histogram_from_values(alloc_ticks, count, alloc) ||
	    histogram_from_values(free_ticks, count, free_histogram))
		return -ENOMEM;
	return 0;
}

static int append_mark(json_t *marked, const struct allocbench_sample *sample)
{
	const char *cause = cell_cause(sample->cause);

	if (!cause)
		return -EPROTO;
	return json_array_append_new(
		       marked, json_pack("[I, I, s]", (json_int_t)sample->alloc_ticks,
					 (json_int_t)sample->free_ticks, cause))
		       ? -ENOMEM
		       : 0;
}

static int fill_marks(const struct allocbench_sample *samples, size_t sample_count,
		      struct cell *cell)
{
	cell->marked = json_array();
	if (!cell->marked)
		return -ENOMEM;
	for (size_t i = 0; i < sample_count; i++) {
		int error = 0;

		if (samples[i].cause & ALLOCBENCH_FAILED)
			cell->failures++;
		else if (samples[i].cause)
			error = append_mark(cell->marked, &samples[i]);
		if (error)
			return error;
	}
	return 0;
}

static int fill_trace(const struct allocbench_sample *samples, size_t sample_count,
		      struct cell *cell)
{
	cell->trace = malloc((2 * sample_count + 1) * sizeof(*cell->trace));
	if (!cell->trace)
		return -ENOMEM;
	for (size_t i = 0; i < sample_count; i++) {
		cell->trace[2 * i] = samples[i].alloc_ticks;
		cell->trace[2 * i + 1] = samples[i].free_ticks;
	}
	cell->trace_count = sample_count;
	return 0;
}

/* A median is whole, or half way between two whole numbers. */
static json_t *number_of(double median)
{
	json_int_t whole = median;

	return (double)whole == median ? json_integer(whole) : json_real(median);
}

/* [alloc, free], null without an undisturbed sample, NULL without memory. */
static json_t *medians_of(const struct allocbench_sample *samples, size_t sample_count)
{
	struct histogram alloc = { 0 };
	struct histogram freed = { 0 };
	json_t *medians = NULL;

	if (!fill_histograms(samples, sample_count, &alloc, &freed))
		medians = alloc.total ? json_pack("[o, o]",
						  number_of(histogram_median(&alloc)),
						  number_of(histogram_median(&freed)))
				      : json_null();
	histogram_free(&alloc);
	histogram_free(&freed);
	return medians;
}

static int fill_eighths(const struct allocbench_sample *samples, size_t sample_count,
			struct cell *cell)
{
	cell->eighths = json_array();
	for (size_t i = 0; i < CELL_EIGHTHS; i++) {
		size_t begin = sample_count * i / CELL_EIGHTHS;
		size_t end = sample_count * (i + 1) / CELL_EIGHTHS;

		if (json_array_append_new(cell->eighths,
					  medians_of(samples + begin, end - begin)))
			return -ENOMEM;
	}
	return 0;
}

/* A clock that ran backwards gives a difference below zero: beyond what JSON holds. */
static int check_clock(const struct allocbench_sample *samples, size_t sample_count)
{
	for (size_t i = 0; i < sample_count; i++) {
		if (samples[i].alloc_ticks > INT64_MAX ||
		    samples[i].free_ticks > INT64_MAX)
			return -ERANGE;
	}
	return 0;
}

int cell_of(const struct allocbench_sample *samples, size_t sample_count,
	    size_t trace_limit, struct cell *cell)
{
	size_t trace_count = sample_count < trace_limit ? sample_count : trace_limit;
	int error;

	*cell = (struct cell){ 0 };
	error = check_clock(samples, sample_count);
	if (!error)
		error = fill_histograms(samples, sample_count, &cell->alloc, &cell->free);
	if (!error)
		error = fill_marks(samples, sample_count, cell);
	if (!error)
		error = fill_trace(samples, trace_count, cell);
	if (!error)
		error = fill_eighths(samples, sample_count, cell);
	if (error)
		cell_free(cell);
	return error;
}

void cell_free(struct cell *cell)
{
	histogram_free(&cell->alloc);
	histogram_free(&cell->free);
	json_decref(cell->marked);
	free(cell->trace);
	json_decref(cell->eighths);
	*cell = (struct cell){ 0 };
}

int cell_problem(struct problem *problem, int error, const char *allocator)
{
	if (error == -ERANGE)
		return problem_set(
			problem, EXIT_NOT_TRUSTWORTHY, error,
			"%s: the clock ran backwards; the CPUs' TSCs differ: bind "
			"the run to one with --cpu",
			allocator);
	if (error == -EPROTO)
		return problem_set(
			problem, EXIT_TOOL_FAILURE, error,
			"%s: the module marks a sample with a cause that this driver "
			"does not know; build both from one source",
			allocator);
	return problem_no_memory(problem);
}
