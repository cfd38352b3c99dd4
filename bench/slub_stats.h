/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What SLUB counts of its caches, where the kernel has CONFIG_SLUB_STATS.
 */
#ifndef BENCH_SLUB_STATS_H
#define BENCH_SLUB_STATS_H

#include <stdbool.h>

#include "counters.h"
#include "slub_cache.h"

struct open_file;

/**
 * struct slub_stats - from the first reading to the second
 * @pattern: of the caches; "" for none
 * @error:   the first one: -ENODATA without the option, -ENOENT without a cache
 * @files:   all that were there at the first reading, open: opening one allocates
 */
struct slub_stats {
	char pattern[SLUB_CACHE_LENGTH];
	int error;
	struct open_file *files;
	size_t file_count;
};

/**
 * slub_stats_exist() - does this kernel have them?
 */
bool slub_stats_exist(void);

/**
 * slub_stats_begin() - the first reading, for the caches of a point
 * @exist:   has the kernel the option? Without, nothing is opened
 * @classes: as for slub_cache_pattern()
 */
void slub_stats_begin(struct slub_stats *stats, bool exist, const struct point *point,
		      const char *classes);

/**
 * slub_stats_end() - the second reading: the changes, or why there are none, are counters
 * of the path
 *
 * A cache that was not there at the first reading began at 0.
 */
void slub_stats_end(struct slub_stats *stats, struct counters *counters);

#endif
