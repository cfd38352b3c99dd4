// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of the page allocator. To add one, add its loops and a row here; nothing else
 * changes.
 */
#include <linux/gfp.h>
#include <linux/mm.h>

#include "rows.h"

static void order_shape(struct shape *shape)
{
	shape->order = get_order(shape->size);
	shape->bytes = PAGE_SIZE << shape->order;
}

static u64 order_largest(void)
{
	return (u64)PAGE_SIZE << MAX_PAGE_ORDER;
}

/*
 * The published program began at order 1 and added one a doubling, so that it always asked
 * for twice the pages needed.
 */
static void book_shape(struct shape *shape)
{
	shape->order = get_order(shape->size) + 1;
	shape->bytes = PAGE_SIZE << shape->order;
}

static u64 book_largest(void)
{
	return order_largest() / 2;
}

SAMPLING_LOOPS(get_free_pages, (void *)__get_free_pages(shape->gfp, shape->order),
	       free_pages((unsigned long)block, shape->order));

static const struct allocator table[] = {
	{
		.name		= "__get_free_pages",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= order_largest,
		.flags		= FLAGS_PAGES,
		.contexts	= CONTEXTS_ALL,
		.shape		= order_shape,
		.loops		= &get_free_pages_loops,
		.probe		= &get_free_pages_loops,
		.empty_caches	= empty_page_lists,
		.usable_size	= usable_is_bytes,
		.address	= address_is_block,
	}, {
		.name		= "book_pages",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= book_largest,
		.flags		= FLAGS_PAGES,
		.contexts	= CONTEXTS_ALL,
		.shape		= book_shape,
		.loops		= &get_free_pages_loops,
		.empty_caches	= empty_page_lists,
		.usable_size	= usable_is_bytes,
		.address	= address_is_block,
	},
};

ROWS(page_rows, table);
