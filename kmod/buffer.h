/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The buffers of open files, and the budget that all of them share.
 */
#ifndef ALLOCBENCH_BUFFER_H
#define ALLOCBENCH_BUFFER_H

#include <linux/types.h>

struct allocbench_sample;

/**
 * struct buffer - what a run writes to while it samples: @capacity of each
 * @samples:  times
 * @slots:    words for the blocks that are held
 * @places:   the order in which a batch is freed
 * @capacity: 0 before buffer_alloc()
 */
struct buffer {
	struct allocbench_sample *samples;
	void **slots;
	u32 *places;
	u64 capacity;
};

/**
 * buffer_check() - would a run that needs the capacity find room at this moment?
 * @buffer: of the open file, which keeps what it has
 *
 * Return: 0 or -ENOSPC.
 */
int buffer_check(const struct buffer *buffer, u64 capacity);

/**
 * buffer_alloc() - a buffer of zeroes, every page of it touched
 * @buffer: gets it; give it back with buffer_free()
 *
 * Return: 0, -ENOSPC (beyond what is left of the budget) or -ENOMEM.
 */
int buffer_alloc(u64 capacity, struct buffer *buffer);

void buffer_free(struct buffer *buffer);

/**
 * buffer_limit() - bytes that all buffers together may take
 */
u64 buffer_limit(void);

/**
 * buffer_in_use() - bytes that they take now
 */
u64 buffer_in_use(void);

#endif
