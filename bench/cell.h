/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The arithmetic of one cell: from raw samples, which come in rounds, to what a record
 * keeps of them.
 */
#ifndef BENCH_CELL_H
#define BENCH_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cpu_list.h"
#include "eighths.h"
#include "kmod/uapi/allocbench.h"
#include "number_rows.h"
#include "problem.h"
#include "results/histogram.h"

/* Samples whose order is kept, without --raw. */
#define CELL_TRACE_LENGTH 4096

/*
 * With --raw: readers take no line above 64 MiB, and a row may have 44 characters. In
 * memory it has three numbers.
 */
#define CELL_TRACE_LIMIT 1500000
#define CELL_TRACE_BYTES 24

/**
 * struct cell_thread - the part of one thread of a crowd
 * @samples:  all that it took
 * @failures: of them
 * @alloc, @free: of those that were neither marked nor failed
 */
struct cell_thread {
	int cpu;
	uint64_t samples;
	uint64_t failures;
	struct histogram alloc;
	struct histogram free;
};

/* A cell that is spread has so many; more where one is too long for a round. */
#define CELL_PARTS 16

/**
 * struct cell_part - a cell's samples of one moment
 * @alloc, @free, @touch: mean of the middle 90 % of those that were neither marked nor
 *                        failed; touch is 0 where nothing was touched
 */
struct cell_part {
	double alloc;
	double free;
	double touch;
};

/**
 * struct cell - the samples of one point, sorted out
 * @samples:     all that were taken
 * @alloc:       of the samples that were neither marked nor failed
 * @free:        of the same
 * @touch:       of the same where the pattern touches; else empty
 * @has_touch:   there was a touch
 * @failures:    samples whose allocation failed, whatever else happened in them
 * @failed:      alloc of those of them that were not marked
 * @marked:      rows of alloc, free, cause and, with a touch, touch, in the order taken
 * @trace:       rows of alloc, free and, with a touch, touch: the first @trace_limit
 *               samples in the order taken
 * @eighths:     medians of eight successive parts
 * @parts:       @part_count of them, where it was spread; else none
 * @threads:     @thread_count of them, for a crowd; else none
 */
struct cell {
	uint64_t samples;
	struct histogram alloc;
	struct histogram free;
	struct histogram touch;
	bool has_touch;
	uint64_t failures;
	struct histogram failed;
	struct number_rows marked;
	struct number_rows trace;
	size_t trace_limit;
	struct eighths eighths;
	struct cell_part *parts;
	size_t part_count;
	struct cell_thread *threads;
	size_t thread_count;
};

/**
 * cell_begin() - an empty cell
 * @trace_limit: keep the order of so many samples
 * @threads:     the CPUs of a crowd's threads; NULL for other patterns
 *
 * Return: 0 or -ENOMEM. Free with cell_free(), after an error too.
 */
int cell_begin(struct cell *cell, size_t trace_limit, const struct cpu_list *threads);

/**
 * cell_add() - sort out the samples of one more round
 *
 * Return: 0, -ENOMEM, -EPROTO (a cause that the contract does not have), -ESRCH (a CPU
 * that has no thread of the crowd) or -ERANGE (the clock ran backwards).
 */
int cell_add(struct cell *cell, const struct allocbench_sample *samples,
	     size_t sample_count);

/**
 * cell_add_part() - the samples of a round that is a part
 *
 * One without a sample to take the mean of is no part.
 *
 * Return: 0 or -ENOMEM.
 */
int cell_add_part(struct cell *cell, const struct allocbench_sample *samples,
		  size_t sample_count);

/**
 * cell_end() - no samples follow: rows without a touch lose its column
 */
void cell_end(struct cell *cell);

/**
 * cell_drop_touch() - rows and histograms without the touch, if there was one
 */
void cell_drop_touch(struct cell *cell);

/**
 * cell_of() - a cell of one round, with no threads
 *
 * Return: as cell_add(); the cell is empty after an error.
 */
int cell_of(const struct allocbench_sample *samples, size_t sample_count,
	    size_t trace_limit, struct cell *cell);

void cell_free(struct cell *cell);

/**
 * cell_problem() - the message for an error of cell_add()
 *
 * Return: @error.
 */
int cell_problem(struct problem *problem, int error, const char *allocator);

/**
 * cell_cause() - the words of a mark, joined by '|'
 *
 * Return: the text, a static one, or NULL for bits that the contract does not have.
 */
const char *cell_cause(uint64_t cause);

#endif
