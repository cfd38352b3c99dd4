// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of memory for devices. Each cell has a device of its own, which can reach all
 * memory.
 */
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>

#include "rows.h"

static int device_set_up(struct shape *shape)
{
	struct platform_device *device = platform_device_register_simple(
		KBUILD_MODNAME, PLATFORM_DEVID_AUTO, NULL, 0);
	int error;

	/* The kernel may say EINVAL of a name that it had no memory for. */
	if (IS_ERR(device))
		return -ENOMEM;
	error = dma_set_mask_and_coherent(&device->dev, DMA_BIT_MASK(64));
	if (error) {
		platform_device_unregister(device);
		return error;
	}
	shape->device = &device->dev;
	return 0;
}

static void device_tear_down(struct shape *shape)
{
	platform_device_unregister(to_platform_device(shape->device));
}

static void coherent_shape(struct shape *shape)
{
	shape->bytes = PAGE_SIZE << get_order(shape->size);
}

static u64 coherent_largest(void)
{
	return (u64)PAGE_SIZE << MAX_PAGE_ORDER;
}

static size_t coherent_usable_size(const struct shape *shape, void *block)
{
	return PAGE_ALIGN(shape->size);
}

/* Both calls are inline: their arithmetic is part of what they cost. */
static noinline notrace void *alloc_coherent(struct device *device, size_t size,
					     dma_addr_t *address, gfp_t gfp)
{
	return dma_alloc_coherent(device, size, address, gfp);
}

static noinline notrace void free_coherent(struct device *device, size_t size,
					   void *block, dma_addr_t *address)
{
	dma_free_coherent(device, size, block, *address);
}

SAMPLING_LOOPS(dma_alloc_coherent,
	       alloc_coherent(shape->device, shape->size, (dma_addr_t *)beside,
			      shape->gfp),
	       free_coherent(shape->device, shape->size, block, (dma_addr_t *)beside));

static const struct allocator table[] = {
	{
		.name		= "dma_alloc_coherent",
		.absent		= IS_ENABLED(CONFIG_HAS_DMA) ? NULL : "no DMA",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= coherent_largest,
		.flags		= FLAGS_DMA,
		.contexts	= CONTEXTS_IRQS_ON,
		/* Beside the block stands the address that the device would use. */
		.slot_words	= 1 + DIV_ROUND_UP(sizeof(dma_addr_t), sizeof(void *)),
		.shape		= coherent_shape,
		.loops		= &dma_alloc_coherent_loops,
		.set_up		= device_set_up,
		.tear_down	= device_tear_down,
		.empty_caches	= empty_page_lists,
		.usable_size	= coherent_usable_size,
		.address	= address_is_block,
	},
};

ROWS(dma_rows, table);
