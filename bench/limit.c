// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table of limits, in the order in which they are asked. Pure.
 */
#include <fnmatch.h>
#include <stddef.h>

#include "limit.h"

/**
 * struct failure - one search that ended
 * @next: the size that did not work, or was not allowed
 */
struct failure {
	const struct allocator_row *row;
	const struct maximum *maximum;
	const struct limit_facts *facts;
	uint64_t next;
};

static uint64_t largest_block(const struct limit_facts *facts)
{
	return facts->info.page_size << facts->info.largest_order;
}

/* Its blocks are contiguous only to the CPU's eyes: the row takes more than one block. */
static bool is_virtual(const struct failure *failure)
{
	return failure->row->largest > largest_block(failure->facts);
}

static bool reached_largest(const struct failure *failure)
{
	return failure->maximum->exact == failure->row->largest ||
	       failure->next > failure->row->largest;
}

/*
 * Numbers cannot tell it from the largest order: with SLUB both are often 4 MiB. The
 * kernel's own names can: kmalloc, kzalloc, kcalloc, krealloc, but not kvmalloc.
 */
static bool is_kmalloc_max_size(const struct failure *failure)
{
	return failure->row->largest == failure->facts->info.kmalloc_max_size &&
	       reached_largest(failure) &&
	       !fnmatch("k[!v]*alloc*", failure->row->name, 0);
}

static bool is_largest_order(const struct failure *failure)
{
	return !is_virtual(failure) && reached_largest(failure);
}

static bool is_budget(const struct failure *failure)
{
	return failure->maximum->budget_ended;
}

static bool is_total_memory(const struct failure *failure)
{
	return failure->next > failure->facts->info.total_bytes;
}

/* The memory would have been there: only addresses in a row were not. */
static bool is_address_space(const struct failure *failure)
{
	const struct info *info = &failure->facts->info;

	return is_virtual(failure) && (failure->next > info->vmalloc_bytes ||
				       failure->next < info->available_bytes);
}

static unsigned int order_of(uint64_t size, uint64_t page_size)
{
	unsigned int order = 0;

	while (page_size << order < size)
		order++;
	return order;
}

static bool is_fragmentation(const struct failure *failure)
{
	const struct buddyinfo *buddyinfo = &failure->facts->buddyinfo;
	uint64_t page_size = failure->facts->info.page_size;

	return !is_virtual(failure) &&
	       buddyinfo_free_pages(buddyinfo) * page_size >= failure->next &&
	       !buddyinfo_has_order(buddyinfo, order_of(failure->next, page_size));
}

static bool is_free_memory(const struct failure *failure)
{
	return true;
}

static const struct {
	const char *name;
	bool (*stops)(const struct failure *failure);
	bool is_known_exactly;
} limits[] = {
	{ "kmalloc_max_size", is_kmalloc_max_size, true },
	{ "largest_order",    is_largest_order,    true },
	{ "budget",           is_budget,           false },
	{ "total_memory",     is_total_memory,     false },
	{ "address_space",    is_address_space,    false },
	{ "fragmentation",    is_fragmentation,    false },
	{ "free_memory",      is_free_memory,      false },
};

static size_t limit_of(const struct failure *failure)
{
	size_t i = 0;

	while (!limits[i].stops(failure))
		i++;
	return i;
}

static struct failure failure_of(const struct allocator_row *row,
				 const struct maximum *maximum,
				 const struct limit_facts *facts)
{
	return (struct failure){
		.row = row,
		.maximum = maximum,
		.facts = facts,
		.next = maximum->exact + maximum->resolution,
	};
}

const char *limit_name(const struct allocator_row *row, const struct maximum *maximum,
		       const struct limit_facts *facts)
{
	struct failure failure = failure_of(row, maximum, facts);

	return limits[limit_of(&failure)].name;
}

uint64_t limit_resolution(const struct allocator_row *row, const struct maximum *maximum,
			  const struct limit_facts *facts)
{
	struct failure failure = failure_of(row, maximum, facts);

	if (limits[limit_of(&failure)].is_known_exactly && maximum->exact == row->largest)
		return 0;
	return maximum->resolution;
}
