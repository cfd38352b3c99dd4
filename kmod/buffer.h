/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sample buffers, and the budget that all of them share.
 */
#ifndef ALLOCBENCH_BUFFER_H
#define ALLOCBENCH_BUFFER_H

#include <linux/types.h>

struct allocbench_sample;

/**
 * buffer_alloc() - a buffer of zeroes, every page of it touched
 * @sample_count: samples that it must hold
 * @buffer:       gets it; give it back with buffer_free()
 *
 * Return: 0, -ENOSPC (beyond what is left of the budget) or -ENOMEM.
 */
int buffer_alloc(u64 sample_count, struct allocbench_sample **buffer);

void buffer_free(struct allocbench_sample *buffer, u64 sample_count);

/**
 * buffer_limit() - bytes that all buffers together may take
 */
u64 buffer_limit(void);

/**
 * buffer_in_use() - bytes that they take now
 */
u64 buffer_in_use(void);

#endif
