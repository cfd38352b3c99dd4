// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of allocators: one family of rows after the other.
 */
#include <linux/string.h>

#include "clock.h"
#include "rows.h"

static const struct rows *const families[] = {
	&calibration_rows,
	&slab_rows,
	&cache_rows,
	&page_rows,
	&vmalloc_rows,
	&percpu_rows,
	&dma_rows,
	&null_rows,
#ifdef ALLOCBENCH_TEST
	&test_rows,
#endif
};

const struct allocator *allocator_at(unsigned int index)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(families); i++) {
		if (index < families[i]->count)
			return &families[i]->rows[index];
		index -= families[i]->count;
	}
	return NULL;
}

const struct allocator *allocator_find(const char *name)
{
	const struct allocator *allocator;
	unsigned int i;

	for (i = 0; (allocator = allocator_at(i)); i++) {
		if (!strcmp(allocator->name, name))
			return allocator;
	}
	return NULL;
}

const char *allocator_unreal(const struct allocator *allocator)
{
	bool is_always_mapped = allocator->address_space && !allocator->slab;

	return CLOCK_IS_OF_A_PROCESS && is_always_mapped
		       ? "user-mode Linux maps by system calls of its host"
		       : NULL;
}

/* The host's limit is no limit of the kernel's, which panics beyond it. */
const struct loops *allocator_probe(const struct allocator *allocator)
{
	return allocator_unreal(allocator) ? NULL : allocator->probe;
}

void *address_is_block(const struct shape *shape, void *block)
{
	return block;
}

size_t usable_is_bytes(const struct shape *shape, void *block)
{
	return shape->bytes;
}
