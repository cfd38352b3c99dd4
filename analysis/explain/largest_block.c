// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The rules of the largest blocks, one readable table, and what they predict.
 */
#include <stdio.h>
#include <string.h>

#include "largest_block.h"

#define VERSION(major, minor, patch) ((major) << 16 | (minor) << 8 | (patch))

/* Where the kernel's addresses begin, with 32 bits; what is above it is 1 GiB. */
#define KERNEL_SPACE (1 * GIB)
/* Of that, what vmalloc has at least (VMALLOC_RESERVE), and what lies around its area. */
#define VMALLOC_RESERVE (128 * MIB)
#define VMALLOC_GAP (8 * MIB)
/* Largest order of x86 where nobody says otherwise: MAX_ORDER was 11, and exclusive. */
#define USUAL_ORDER 10
#define USUAL_PAGE 4096

static uint64_t page_size(const struct machine_facts *facts)
{
	return facts->page_size ? facts->page_size : USUAL_PAGE;
}

static uint64_t order_bytes(const struct machine_facts *facts)
{
	return page_size(facts)
	       << (facts->has_order ? facts->largest_order : USUAL_ORDER);
}

static uint64_t slab_bytes(const struct machine_facts *facts)
{
	return 128 * 1024;
}

static uint64_t kmalloc_bytes(const struct machine_facts *facts)
{
	return facts->kmalloc_max_size ? facts->kmalloc_max_size : order_bytes(facts);
}

static uint64_t ram_bytes(const struct machine_facts *facts)
{
	return facts->ram;
}

static uint64_t free_bytes(const struct machine_facts *facts)
{
	return facts->free;
}

static uint64_t budget_bytes(const struct machine_facts *facts)
{
	return facts->budget;
}

/* What the kernel maps of the memory lies below; with much memory the reserve is left. */
static uint64_t space_bytes(const struct machine_facts *facts)
{
	uint64_t mapped = facts->ram, most = KERNEL_SPACE - VMALLOC_RESERVE;

	if (facts->vmalloc_space)
		return facts->vmalloc_space;
	if (!facts->ram)
		return 0;
	return KERNEL_SPACE - (mapped < most ? mapped : most) - VMALLOC_GAP;
}

static uint64_t half_space_bytes(const struct machine_facts *facts)
{
	return space_bytes(facts) / 2;
}

static uint64_t wide_space_bytes(const struct machine_facts *facts)
{
	return facts->vmalloc_space ? facts->vmalloc_space : 32 * 1024 * GIB;
}

static const struct block_rule rules[] = {
	{ "kmalloc", VERSION(2, 6, 0), VERSION(2, 6, 21), 0, "kmalloc_max_size",
	  "SLAB's largest cache has objects of 128 KiB", slab_bytes },
	{ "kmalloc", VERSION(2, 6, 22), 0, 0, "kmalloc_max_size",
	  "KMALLOC_MAX_SIZE: the largest cache, or block of the page allocator that stands in "
	  "for one",
	  kmalloc_bytes },
	{ "kmalloc", VERSION(2, 6, 0), 0, 0, "free_memory",
	  "no more memory than there is", ram_bytes },
	{ "__get_free_pages", VERSION(2, 6, 0), 0, 0, "largest_order",
	  "the page allocator's lists end with the largest order (MAX_PAGE_ORDER, before 6.8 "
	  "MAX_ORDER)",
	  order_bytes },
	{ "__get_free_pages", VERSION(2, 6, 0), 0, 0, "free_memory",
	  "no more memory than there is", ram_bytes },
	{ "vmalloc", VERSION(2, 6, 0), 0, 0, "total_memory",
	  "vmalloc refuses more pages than the machine has", ram_bytes },
	{ "vmalloc", VERSION(2, 6, 0), 0, 0, "free_memory",
	  "each page must be there: no more than is available", free_bytes },
	{ "vmalloc", VERSION(2, 6, 0), 0, 0, "budget",
	  "the run holds no more than its budget", budget_bytes },
	{ "vmalloc", VERSION(2, 6, 0), 0, 32, "address_space",
	  "the addresses between the mapped memory and the end of 4 GiB", space_bytes },
	/* Inferred from the one published machine with more memory than is mapped. */
	{ "vmalloc", VERSION(2, 6, 0), VERSION(2, 6, 39), 32, "address_space",
	  "modules and devices are mapped into the same area: half of it in one piece is free",
	  half_space_bytes },
	{ "vmalloc", VERSION(2, 6, 0), 0, 64, "address_space",
	  "the addresses of vmalloc: 32 TiB and more", wide_space_bytes },
};

#define RULE_COUNT (sizeof(rules) / sizeof(rules[0]))

uint32_t kernel_version(const char *release)
{
	unsigned major = 0, minor = 0, patch = 0;

	if (sscanf(release, "%u.%u.%u", &major, &minor, &patch) < 2)
		return 0;
	return VERSION(major & 0xff, minor & 0xff, patch & 0xff);
}

const struct block_rule *block_rule_at(size_t index)
{
	return index < RULE_COUNT ? &rules[index] : NULL;
}

bool block_rule_holds(const struct block_rule *rule, const struct machine_facts *facts)
{
	return facts->version >= rule->first &&
	       (!rule->last || facts->version <= rule->last) &&
	       (!rule->bits || (rule->bits == 64) == facts->is_64bit);
}

bool largest_block(const struct machine_facts *facts, const char *allocator,
		   struct prediction *prediction)
{
	*prediction = (struct prediction){ 0 };
	for (size_t i = 0; i < RULE_COUNT; i++) {
		uint64_t bytes;

		if (strcmp(rules[i].allocator, allocator) != 0 ||
		    !block_rule_holds(&rules[i], facts))
			continue;
		bytes = rules[i].bytes(facts);
		if (!bytes || (prediction->rule && bytes >= prediction->exact))
			continue;
		prediction->rule = &rules[i];
		prediction->exact = bytes / page_size(facts) * page_size(facts);
	}
	if (!prediction->rule)
		return false;
	prediction->doubling = page_size(facts);
	while (prediction->doubling * 2 <= prediction->exact)
		prediction->doubling *= 2;
	return true;
}
