/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which files are which kernel: the command line BASE... -- NEW... [-- NEW...].
 */
#ifndef ANALYSIS_GROUPS_H
#define ANALYSIS_GROUPS_H

#include "kernel_boots.h"

/* The base and the kernels that may be compared with it in one call. */
#define GROUP_LIMIT 65

/**
 * struct groups - the files between the "--" of the command line
 * @paths, @counts: of @count groups, the base first
 * @labels: of @label_count kernels
 */
struct groups {
	char **paths[GROUP_LIMIT];
	size_t counts[GROUP_LIMIT];
	size_t count;
	const char *labels[GROUP_LIMIT];
	size_t label_count;
};

/**
 * groups_split() - take the groups behind the first "--"
 *
 * Return: how many words stand before it: options, and the base.
 */
int groups_split(struct groups *groups, int argc, char **argv);

void groups_set_base(struct groups *groups, char **paths, int count);

/**
 * groups_label() - name the next kernel
 *
 * Return: 0, or -E2BIG.
 */
int groups_label(struct groups *groups, const char *label);

/**
 * groups_are_whole() - is there a base, something to compare with it, and no empty group?
 */
bool groups_are_whole(const struct groups *groups);

/**
 * struct kernel_list - the kernels, the base first
 */
struct kernel_list {
	struct kernel_boots *items;
	size_t count;
};

/**
 * kernel_list_load() - load all files
 * @kernels: free with kernel_list_free(), after an error too
 *
 * Where there is but one group of new files, the files themselves tell how many kernels
 * they are of; one that ended before it tells belongs to the one before it.
 *
 * Return: as kernel_boots_load().
 */
enum exit_code kernel_list_load(const struct groups *groups, const struct filter *filter,
				struct kernel_list *kernels);

void kernel_list_free(struct kernel_list *kernels);

#endif
