/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which slab caches the blocks of a point come from. Pure.
 */
#ifndef BENCH_SLUB_CACHE_H
#define BENCH_SLUB_CACHE_H

#include <stdbool.h>

#include "point.h"

#define SLUB_CACHE_LENGTH 64

/**
 * slub_cache_pattern() - the names of the caches in /sys/kernel/slab, for fnmatch(3)
 * @classes: sizes of the kmalloc caches, as in struct info
 *
 * Of a kmalloc row all caches of the size: those for accounted, reclaimable and DMA
 * blocks, and those among which the kernel chooses at random.
 *
 * Return: false where they come from none: the row has none, or pages are given.
 */
bool slub_cache_pattern(const struct point *point, const char *classes,
			char pattern[static SLUB_CACHE_LENGTH]);

#endif
