/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One loaded result file: where it was measured, the clock's own cost, cells and maxima.
 */
#ifndef ANALYSIS_RESULT_H
#define ANALYSIS_RESULT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "counted.h"
#include "results/clock.h"
#include "side.h"
#include "way.h"

struct filter;

/**
 * struct thread - the part of a cell that one of its threads took
 * @times: unmarked samples, clock cost included
 */
struct thread {
	uint64_t cpu;
	uint64_t sample_count;
	uint64_t failure_count;
	struct times times;
};

/**
 * struct cell - the samples of one allocator and size
 * @way:   how they were taken
 * @times: unmarked samples, clock cost included
 * @has_failed: false in files of before they were kept: @failed is empty
 * @failed: the calls that failed undisturbed, clock cost included
 * @start_skew: ticks from the first thread's start to the last one's
 * @usable_unknown: why usable_size is not known; NULL where it is
 * @quietest: of its parts, where it was taken in parts: ticks by side (side_index()), clock
 *          cost included; 0 where it was not
 * @part_count: 0 where it was taken at once
 * @unreal: why its numbers say nothing of the kernel; NULL where they do
 * @counted: meanwhile, by the kernel and the CPU
 * Other fields are those of FORMAT.md.
 */
struct cell {
	char *allocator;
	uint64_t size;
	struct way way;
	uint64_t sample_count;
	uint64_t marked_count;
	uint64_t failure_count;
	bool has_failed;
	struct histogram failed;
	struct times times;
	struct thread *threads;
	size_t thread_count;
	uint64_t start_skew;
	uint64_t usable_size;
	char *usable_unknown;
	double quietest[SIDE_LIMIT];
	size_t part_count;
	char *unreal;
	struct counted counted;
};

/**
 * struct none - the empty call's samples: the clock's own cost in one way of measuring
 */
struct none {
	struct way way;
	struct times times;
	struct counted counted;
};

/**
 * struct maximum - the largest block of one allocator; the fields are FORMAT.md's
 */
struct maximum {
	char *allocator;
	char *limit;
	uint64_t doubling;
	uint64_t exact;
	uint64_t resolution;
};

/**
 * struct result - one file
 * @path:         as given
 * @header, @environment: their records
 * @clock:        what the numbers count
 * @nones:        what `none` took, in the order of the file
 * @record_count: records in the file
 * @truncation:   what is missing of a truncated file, and where; NULL in a whole one
 * @interrupted:  the footer says that the run did not end
 */
struct result {
	char *path;
	json_t *header;
	json_t *environment;
	enum clock_kind clock;
	struct none *nones;
	size_t none_count;
	struct cell *cells;
	size_t cell_count;
	struct maximum *maxima;
	size_t maximum_count;
	size_t record_count;
	char *truncation;
	bool interrupted;
};

/**
 * result_load() - read a whole file, or all good records of a truncated one
 * @path:    "-" is standard input
 * @result:  free with result_free(); NULL after an error
 * @message: after an error: what was wrong, where, what to do; free with free(), may be
 *           NULL without memory
 *
 * Return: 0 or -errno as record_read(); -ENODATA where the file ends before its
 * environment, -EBADMSG where its clock is unknown.
 */
int result_load(const char *path, struct result **result, char **message);

void result_free(struct result *result);

/**
 * result_none() - the clock's own cost for cells that were taken in a way
 *
 * Return: the last one that counts for it, since that was taken nearest to the cells;
 * NULL where there is none.
 */
const struct times *result_none(const struct result *result, const struct way *way);

/**
 * result_none_counted() - what was counted for `none` in a way
 *
 * Return: of the one that result_none() gives, or NULL.
 */
const struct counted *result_none_counted(const struct result *result,
					  const struct way *way);

/**
 * result_select() - drop the cells that a filter does not take
 */
void result_select(struct result *result, const struct filter *filter);

/**
 * result_unit() - what the numbers count: "instructions", "TSC ticks"
 */
const char *result_unit(const struct result *result);

/**
 * result_fact() - a field of the environment as text: "kernel.release"
 *
 * A field that is not known gives "unknown (REASON)", or "unknown".
 *
 * Return: a new string, or NULL without memory.
 */
char *result_fact(const struct result *result, const char *field);

/**
 * result_number() - a field of the environment that is a number
 *
 * Return: whether it is known.
 */
bool result_number(const struct result *result, const char *field, uint64_t *number);

#endif
