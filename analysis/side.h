/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sides of a sample that are timed: alloc, free and, in one pattern, touch.
 */
#ifndef ANALYSIS_SIDE_H
#define ANALYSIS_SIDE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "results/histogram.h"
#include "summary.h"

struct record_reader;

/**
 * struct times - what was measured, by side; empty where a side was not timed
 */
struct times {
	struct histogram alloc;
	struct histogram free;
	struct histogram touch;
};

/**
 * struct side - one of them
 * @name:    as in --side and in a record
 * @what:    what is timed, for headings: "one allocation"
 * @measured: where in struct times its histogram is
 * @none:    where in the struct times of `none` is the clock's cost for it
 */
struct side {
	const char *name;
	const char *what;
	size_t measured;
	size_t none;
};

#define SIDE_LIMIT 3

/**
 * struct side_list - the sides that were asked for, in that order
 */
struct side_list {
	const struct side *items[SIDE_LIMIT];
	size_t count;
};

/* alloc */
extern const struct side *const side_default;

/**
 * side_named() - a side by its name, or NULL
 */
const struct side *side_named(const char *name);

/**
 * side_list_parse() - names separated by commas: "alloc,touch"
 *
 * Return: 0, or -EINVAL for an unknown, empty or repeated name.
 */
int side_list_parse(const char *text, struct side_list *list);

bool side_list_has(const struct side_list *list, const struct side *side);

/**
 * side_list_all() - what to show where nothing was asked for
 * @has_touch: was the touch timed too?
 */
struct side_list side_list_all(bool has_touch);

/**
 * side_index() - its place among all: 0 to SIDE_LIMIT - 1
 */
size_t side_index(const struct side *side);

/**
 * side_at() - the side of a place
 */
const struct side *side_at(size_t index);

/**
 * side_histogram() - the samples of a side
 */
const struct histogram *side_histogram(const struct side *side, const struct times *times);

/**
 * side_none() - those of `none` that tell the clock's cost for a side
 */
const struct histogram *side_none(const struct side *side, const struct times *none);

/**
 * side_cost() - summary_cost() of a side
 */
bool side_cost(const struct side *side, const struct times *times,
	       const struct times *none, const struct statistic *statistic, double *cost);

/**
 * times_take() - the histograms of the record that was read last
 *
 * Free with times_free().
 */
void times_take(struct record_reader *reader, struct times *times);

/**
 * times_of() - the histograms of a thread in a record
 *
 * Return: 0 or -ENOMEM. Free with times_free() in any case.
 */
int times_of(const json_t *thread, struct times *times);

void times_free(struct times *times);

#endif
