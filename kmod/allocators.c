// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of allocators: one family of rows after the other.
 */
#include <linux/string.h>

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

void *address_is_block(const struct shape *shape, void *block)
{
	return block;
}

size_t usable_is_bytes(const struct shape *shape, void *block)
{
	return shape->bytes;
}
