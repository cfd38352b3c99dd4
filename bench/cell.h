/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The arithmetic of one cell: from raw samples to what a record keeps of them.
 */
#ifndef BENCH_CELL_H
#define BENCH_CELL_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "kmod/uapi/allocbench.h"
#include "problem.h"
#include "results/histogram.h"

/* Samples whose order is kept, without --raw. */
#define CELL_TRACE_LENGTH 4096

#define CELL_EIGHTHS 8

/**
 * struct cell - the samples of one point, sorted out
 * @alloc:       of the samples that were neither marked nor failed
 * @free:        of the same
 * @marked:      [[alloc, free, cause], ...] in the order taken
 * @failures:    samples whose allocation failed, whatever else happened in them
 * @trace:       @trace_count pairs of alloc and free, the first samples in the order
 * taken
 * @eighths:     [[alloc, free], ...]: medians of eight successive parts
 */
struct cell {
	struct histogram alloc;
	struct histogram free;
	json_t *marked;
	uint64_t failures;
	uint64_t *trace;
	size_t trace_count;
	json_t *eighths;
};

/**
 * cell_of() - sort out samples
 * @trace_limit: keep the order of so many
 *
 * Return: 0, -ENOMEM, -EPROTO (a cause that the contract does not have) or -ERANGE (the
 * clock ran backwards). The cell is empty after an error. Free with cell_free().
 */
int cell_of(const struct allocbench_sample *samples, size_t sample_count,
	    size_t trace_limit, struct cell *cell);

void cell_free(struct cell *cell);

/**
 * cell_problem() - the message for an error of cell_of()
 *
 * Return: @error.
 */
int cell_problem(struct problem *problem, int error, const char *allocator);

/**
 * cell_cause() - the words of a mark, joined by '|'
 *
 * Return: the text, a static one, or NULL for bits that the contract does not have.
 */
const char *cell_cause(uint32_t cause);

#endif
