// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buffers are few and large, and must not come from what is measured in small: vmalloc.
 */
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/sizes.h>
#include <linux/vmalloc.h>

#include "buffer.h"
#include "uapi/allocbench.h"

/* The vmalloc area of 32-bit kernels is 120 MiB. */
#define BUFFER_LIMIT (IS_ENABLED(CONFIG_64BIT) ? SZ_64M : SZ_16M)

static atomic_long_t in_use;

int buffer_alloc(u64 capacity, struct buffer *buffer)
{
	long size;

	if (capacity > BUFFER_LIMIT / ALLOCBENCH_SAMPLE_BYTES)
		return -ENOSPC;
	size = capacity * ALLOCBENCH_SAMPLE_BYTES;
	if (atomic_long_add_return(size, &in_use) > BUFFER_LIMIT) {
		atomic_long_sub(size, &in_use);
		return -ENOSPC;
	}
	buffer->samples = vzalloc(size);
	if (!buffer->samples) {
		atomic_long_sub(size, &in_use);
		return -ENOMEM;
	}
	buffer->slots = (void **)(buffer->samples + capacity);
	buffer->places = (u32 *)(buffer->slots + capacity);
	buffer->capacity = capacity;
	return 0;
}

void buffer_free(struct buffer *buffer)
{
	if (!buffer->capacity)
		return;
	vfree(buffer->samples);
	atomic_long_sub(buffer->capacity * ALLOCBENCH_SAMPLE_BYTES, &in_use);
	buffer->capacity = 0;
}

u64 buffer_limit(void)
{
	return BUFFER_LIMIT;
}

u64 buffer_in_use(void)
{
	return atomic_long_read(&in_use);
}
