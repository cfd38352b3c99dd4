/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel and the CPU counted while samples were taken.
 */
#ifndef ANALYSIS_COUNTED_H
#define ANALYSIS_COUNTED_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNTED_KIND_COUNT 2

/**
 * struct counted_kind - where counters come from
 * @name:       as in a record: "path", "hardware"
 * @less_none:  whether the part of the loops is subtracted; what is of the whole system
 *              has no such part
 */
struct counted_kind {
	const char *name;
	bool less_none;
};

extern const struct counted_kind counted_kinds[COUNTED_KIND_COUNT];

/**
 * struct counted - of one record
 * @changes: by kind, an object: name -> change or null
 */
struct counted {
	uint64_t sample_count;
	json_t *changes[COUNTED_KIND_COUNT];
};

/**
 * counted_of() - what a record has; free with counted_free()
 */
struct counted counted_of(const json_t *record);

void counted_free(struct counted *counted);

/**
 * counted_rate() - the change of a counter for each 1,000 samples
 *
 * Return: whether it is known.
 */
bool counted_rate(const struct counted *counted, size_t kind, const char *name,
		  double *rate);

#endif
