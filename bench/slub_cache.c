// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The kernel's names of kmalloc caches, and the module's of its own.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "slub_cache.h"

/* The smallest class that holds the size; 0 where none does. */
static uint64_t class_of(const char *classes, uint64_t size)
{
	uint64_t found = 0;

	while (*classes) {
		char *end;
		uint64_t class = strtoull(classes, &end, 10);

		if (class >= size && (!found || class < found))
			found = class;
		classes = end + strcspn(end, ",");
		classes += *classes != 0;
	}
	return found;
}

/* "kmalloc-64", "kmalloc-cg-64", "kmalloc-rnd-07-64", "dma-kmalloc-64"; "kmalloc-2k". */
static bool kmalloc_pattern(const struct point *point, const char *classes, char *pattern)
{
	uint64_t class = class_of(classes, point->size);
	bool is_kilo = class && !(class % 1024);

	snprintf(pattern, SLUB_CACHE_LENGTH, "*kmalloc*-%" PRIu64 "%s",
		 is_kilo ? class / 1024 : class, is_kilo ? "k" : "");
	return class;
}

/* "allocbench-0000001f" */
static bool own_pattern(const struct point *point, const char *classes, char *pattern)
{
	snprintf(pattern, SLUB_CACHE_LENGTH, "allocbench-????????");
	return true;
}

static const struct {
	const char *word;
	bool (*pattern)(const struct point *point, const char *classes, char *pattern);
} kinds[] = {
	{ "kmalloc", kmalloc_pattern },
	{ "own",     own_pattern },
};

bool slub_cache_pattern(const struct point *point, const char *classes,
			char pattern[static SLUB_CACHE_LENGTH])
{
	const char *word = point->row->slab;

	for (size_t i = 0; word && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!strcmp(kinds[i].word, word))
			return kinds[i].pattern(point, classes, pattern);
	}
	return false;
}
