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

int buffer_check(const struct buffer *buffer, u64 capacity)
{
	u64 most = buffer->capacity
			   ?: (BUFFER_LIMIT - atomic_long_read(&in_use)) /
				      ALLOCBENCH_SAMPLE_BYTES;

	return capacity > most ? -ENOSPC : 0;
}

/* Never more than the limit, not for a moment: all may read it. */
static bool reserve(long size)
{
	long used = atomic_long_read(&in_use);

	do {
		if (size > BUFFER_LIMIT - used)
			return false;
	} while (!atomic_long_try_cmpxchg(&in_use, &used, used + size));
	return true;
}

int buffer_alloc(u64 capacity, struct buffer *buffer)
{
	long size;

	if (capacity > BUFFER_LIMIT / ALLOCBENCH_SAMPLE_BYTES)
		return -ENOSPC;
	size = capacity * ALLOCBENCH_SAMPLE_BYTES;
	if (!reserve(size))
		return -ENOSPC;
	/* Rather fails than has processes killed. */
	buffer->samples =
		__vmalloc(size, GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN | __GFP_NORETRY);
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
