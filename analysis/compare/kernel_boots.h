/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The boots of one kernel: one side of a comparison, a result file each.
 */
#ifndef ANALYSIS_KERNEL_BOOTS_H
#define ANALYSIS_KERNEL_BOOTS_H

#include "analysis/filter.h"
#include "analysis/result.h"
#include "results/verdict.h"

/**
 * struct boot - one of them
 * @path:   as given
 * @result: what there is of it; NULL where it ended before it said what it is
 * @cells:  the result's, sorted by cell_key_compare()
 * @death:  how it ended too early; NULL where it did not
 */
struct boot {
	const char *path;
	struct result *result;
	const struct cell **cells;
	char *death;
};

/**
 * struct kernel_boots - all of them
 * @label: the kernel's name for people
 */
struct kernel_boots {
	char *label;
	struct boot *boots;
	size_t count;
};

/**
 * kernel_boots_load() - load files of one kernel
 * @label:  its name; NULL: what the files say
 * @filter: the cells that are wanted
 * @boots:  free with kernel_boots_free(), after an error too
 *
 * A file that is cut short, even an empty one, is a boot that died.
 *
 * Return: EXIT_DONE or, after saying what is wrong with a file, EXIT_TOOL_FAILURE, for a
 * clock that means nothing EXIT_NOT_TRUSTWORTHY, for a run that was interrupted
 * EXIT_NOT_COMPARABLE.
 */
enum exit_code kernel_boots_load(char **paths, size_t count, const char *label,
				 const struct filter *filter, struct kernel_boots *boots);

void kernel_boots_free(struct kernel_boots *boots);

/**
 * kernel_boots_first() - a result that tells of the kernel, or NULL where all boots died
 * too early
 */
const struct result *kernel_boots_first(const struct kernel_boots *boots);

/**
 * kernel_boots_deaths() - how many died
 */
size_t kernel_boots_deaths(const struct kernel_boots *boots);

/**
 * kernel_label() - the kernel's name in a result: "debian:trixie,append=quiet", or its
 * release
 *
 * Return: a new string, or NULL without memory.
 */
char *kernel_label(const struct result *result);

/**
 * cell_key_compare() - an order of cells that does not depend on when they were measured:
 * way, allocator (the book's first), size
 */
int cell_key_compare(const struct cell *one, const struct cell *other);

/**
 * boot_cell() - a boot's cell with the key of another one, or NULL
 */
const struct cell *boot_cell(const struct boot *boot, const struct cell *key);

#endif
