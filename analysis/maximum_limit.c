// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What stops a larger block, in words.
 */
#include <stdio.h>
#include <string.h>

#include "maximum_limit.h"
#include "results/cleanup.h"

static const struct limit_words {
	const char *limit;
	const char *words;
	const char *field; /* the number that belongs to it */
} limits[] = {
	{ "kmalloc_max_size", "KMALLOC_MAX_SIZE of this kernel",
	  "allocator.kmalloc_max_size" },
	{ "largest_order", "largest order of the page allocator",
	  "allocator.largest_order" },
	{ "total_memory", "total memory: vmalloc refuses more pages than there are",
	  "memory.total_bytes" },
	{ "address_space", "address space of vmalloc", "allocator.vmalloc_bytes" },
	{ "free_memory", "free memory ran out", "memory.available_bytes" },
	{ "fragmentation", "fragmentation: memory is free, but no block of that order",
	  NULL },
	{ "budget", "memory budget of the run (--budget)", "memory.budget_bytes" },
};

static const struct limit_words *words_of(const char *limit)
{
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if (!strcmp(limits[i].limit, limit))
			return &limits[i];
	return NULL;
}

char *maximum_limit_text(const struct result *result, const struct maximum *maximum)
{
	const struct limit_words *words = words_of(maximum->limit);
	uint64_t number;
	char *text;

	if (!words)
		return strdup(maximum->limit);
	if (!words->field || !result_number(result, words->field, &number))
		return strdup(words->words);
	if (asprintf(&text, "%s (%llu)", words->words, (unsigned long long)number) < 0)
		return NULL;
	return text;
}
