// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sample buffers. They are few and large, and must not come from what is measured in
 * small: vmalloc.
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

int buffer_alloc(u64 sample_count, struct allocbench_sample **buffer)
{
	long size;

	if (sample_count > BUFFER_LIMIT / sizeof(**buffer))
		return -ENOSPC;
	size = sample_count * sizeof(**buffer);
	if (atomic_long_add_return(size, &in_use) > BUFFER_LIMIT) {
		atomic_long_sub(size, &in_use);
		return -ENOSPC;
	}
	*buffer = vzalloc(size);
	if (!*buffer) {
		atomic_long_sub(size, &in_use);
		return -ENOMEM;
	}
	return 0;
}

void buffer_free(struct allocbench_sample *buffer, u64 sample_count)
{
	if (!buffer)
		return;
	vfree(buffer);
	atomic_long_sub(sample_count * sizeof(*buffer), &in_use);
}

u64 buffer_limit(void)
{
	return BUFFER_LIMIT;
}

u64 buffer_in_use(void)
{
	return atomic_long_read(&in_use);
}
