/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Results in the formats that other programs watch benchmarks with.
 */
#ifndef ANALYSIS_EXPORT_H
#define ANALYSIS_EXPORT_H

#include "analysis/result_list.h"
#include "analysis/side.h"

/**
 * struct measure - one number of one cell over all boots of a kernel
 * @cell:   of the first boot that has it
 * @median, @least, @most: of the boots' medians less those of none
 * @boots:  how many have it
 */
struct measure {
	const struct cell *cell;
	const struct side *side;
	double median, least, most;
	size_t boots;
};

/**
 * struct measure_list - all of them, in the order of their names
 */
struct measure_list {
	struct measure *items;
	size_t count;
};

/**
 * measures_of() - of files that are boots of one kernel
 *
 * Return: 0 or -ENOMEM. Free with measures_free(), after an error too.
 */
int measures_of(const struct result_list *results, struct measure_list *list);

void measures_free(struct measure_list *list);

/**
 * measure_name() - "kmalloc/64/alloc", with what of the way is not usual behind it;
 * without a side "kmalloc/64"
 *
 * Letters, digits and ".,:_=+/-" only: others are written as %XX.
 *
 * Return: a new string, or NULL without memory.
 */
char *measure_name(const struct measure *measure);

/**
 * struct export_format - one format
 * @name:      as in --to
 * @many:      it takes files of several kernels
 * @write:     all of it: 0, -ENOMEM, or another -errno
 */
struct export_format {
	const char *name;
	bool many;
	int (*write)(const struct result_list *results, FILE *stream);
};

extern const struct export_format export_benchfmt;
extern const struct export_format export_csv;
extern const struct export_format export_bmf;
extern const struct export_format export_gha;
extern const struct export_format export_openmetrics;

#endif
