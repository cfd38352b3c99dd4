/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The families of rows, and what their tables share.
 */
#ifndef ALLOCBENCH_ROWS_H
#define ALLOCBENCH_ROWS_H

#include <linux/kernel.h>

#include "allocator.h"
#include "empty.h"
#include "gfp_flags.h"
#include "sample.h"

extern const struct rows calibration_rows;
extern const struct rows slab_rows;
extern const struct rows cache_rows;
extern const struct rows page_rows;
extern const struct rows vmalloc_rows;
extern const struct rows percpu_rows;
extern const struct rows dma_rows;
extern const struct rows null_rows;
#ifdef ALLOCBENCH_TEST
extern const struct rows test_rows;
#endif

/* The loops of a row that this kernel lacks. */
#define NO_SAMPLING_LOOPS(name) static const struct loops name##_loops

/* The last line of a family's file. */
#define ROWS(family, table) \
	const struct rows family = { .rows = table, .count = ARRAY_SIZE(table) }

/**
 * address_is_block() - of rows whose blocks are addresses
 */
void *address_is_block(const struct shape *shape, void *block);

/**
 * usable_is_bytes() - of rows that give exactly shape->bytes
 */
size_t usable_is_bytes(const struct shape *shape, void *block);

#endif
