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

static u64 one_page(void)
{
	return PAGE_SIZE;
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
SAMPLING_LOOPS(get_free_page, (void *)__get_free_page(shape->gfp),
	       free_page((unsigned long)block));
SAMPLING_LOOPS(get_zeroed_page, (void *)get_zeroed_page(shape->gfp),
	       free_page((unsigned long)block));

/* What callers do who want an address: the page is kept, for its free. */
static __always_inline void *keep_page(struct page *page, void **beside)
{
	*beside = page;
	return page ? page_address(page) : NULL;
}

static noinline notrace void *alloc_page_address(gfp_t gfp, void **beside)
{
	return keep_page(alloc_page(gfp), beside);
}

static noinline notrace void *alloc_pages_address(gfp_t gfp, unsigned int order,
						  void **beside)
{
	return keep_page(alloc_pages(gfp, order), beside);
}

SAMPLING_LOOPS(alloc_page, alloc_page_address(shape->gfp, beside), __free_page(*beside));
SAMPLING_LOOPS(alloc_pages, alloc_pages_address(shape->gfp, shape->order, beside),
	       __free_pages(*beside, shape->order));

/* The whole order is taken, and what is too much of it given back. */
static size_t exact_usable_size(const struct shape *shape, void *block)
{
	return PAGE_ALIGN(shape->size);
}

SAMPLING_LOOPS(alloc_pages_exact, alloc_pages_exact(shape->size, shape->gfp),
	       free_pages_exact(block, shape->size));

/* Of each page. */
static size_t page_usable_size(const struct shape *shape, void *block)
{
	return PAGE_SIZE;
}

/* alloc_pages_bulk() fills the places that are NULL. */
#ifdef ALLOC_PAGES_BULK_ABSENT
NO_SAMPLING_LOOPS(alloc_pages_bulk);
#else
#define ALLOC_PAGES_BULK_ABSENT NULL
static noinline notrace void free_each_page(unsigned long count, struct page **pages)
{
	unsigned long i;

	for (i = 0; i < count; i++) {
		__free_page(pages[i]);
		pages[i] = NULL;
	}
}

SAMPLING_LOOPS_BULK(alloc_pages_bulk,
		    (void *)alloc_pages_bulk(shape->gfp, shape->bulk_count,
					     (struct page **)beside),
		    free_each_page((unsigned long)block, (struct page **)beside));
#endif

#ifdef FOLIO_ALLOC_ABSENT
NO_SAMPLING_LOOPS(folio_alloc);
#define address_of_folio NULL
#else
#define FOLIO_ALLOC_ABSENT NULL
/* folio_put() drops a reference, and calls only then. */
static noinline notrace void put_folio(struct folio *folio)
{
	folio_put(folio);
}

SAMPLING_LOOPS(folio_alloc, folio_alloc(shape->gfp, shape->order), put_folio(block));

static void *address_of_folio(const struct shape *shape, void *block)
{
	return folio_address(block);
}
#endif

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
	}, {
		.name		= "__get_free_page",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= one_page,
		.flags		= FLAGS_PAGES,
		.contexts	= CONTEXTS_ALL,
		.shape		= order_shape,
		.loops		= &get_free_page_loops,
		.empty_caches	= empty_page_lists,
		.usable_size	= usable_is_bytes,
		.address	= address_is_block,
	}, {
		.name		= "get_zeroed_page",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= one_page,
		.flags		= FLAGS_PAGES,
		.contexts	= CONTEXTS_ALL,
		.shape		= order_shape,
		.loops		= &get_zeroed_page_loops,
		.empty_caches	= empty_page_lists,
		.usable_size	= usable_is_bytes,
		.address	= address_is_block,
	}, {
		.name		= "alloc_page",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= one_page,
		.flags		= FLAGS_PAGES,
		.contexts	= CONTEXTS_ALL,
		.slot_words	= 2,
		.shape		= order_shape,
		.loops		= &alloc_page_loops,
		.empty_caches	= empty_page_lists,
		.usable_size	= usable_is_bytes,
		.address	= address_is_block,
	}, {
		.name		= "alloc_pages",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= order_largest,
		.flags		= FLAGS_PAGES,
		.contexts	= CONTEXTS_ALL,
		.slot_words	= 2,
		.shape		= order_shape,
		.loops		= &alloc_pages_loops,
		.empty_caches	= empty_page_lists,
		.usable_size	= usable_is_bytes,
		.address	= address_is_block,
	}, {
		.name		= "alloc_pages_exact",
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= order_largest,
		.flags		= FLAGS_PAGES & ~BIT(FLAG_COMP),
		.contexts	= CONTEXTS_ALL,
		.shape		= order_shape,
		.loops		= &alloc_pages_exact_loops,
		.empty_caches	= empty_page_lists,
		.usable_size	= exact_usable_size,
		.address	= address_is_block,
	}, {
		.name		= "alloc_pages_bulk",
		.absent		= ALLOC_PAGES_BULK_ABSENT,
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= one_page,
		.flags		= FLAGS_PAGES_BULK,
		.contexts	= CONTEXTS_ALL,
		.takes_bulk	= true,
		.shape		= order_shape,
		.loops		= &alloc_pages_bulk_loops,
		.empty_caches	= empty_page_lists,
		.usable_size	= page_usable_size,
	}, {
		.name		= "folio_alloc",
		.absent		= FOLIO_ALLOC_ABSENT,
		.size_means	= "bytes",
		.smallest	= 1,
		.largest	= order_largest,
		.flags		= FLAGS_PAGES,
		.contexts	= CONTEXTS_ALL,
		.shape		= order_shape,
		.loops		= &folio_alloc_loops,
		.empty_caches	= empty_page_lists,
		.usable_size	= usable_is_bytes,
		.address	= address_of_folio,
	},
};

ROWS(page_rows, table);
