// SPDX-License-Identifier: GPL-2.0-only
/*
 * Flushes per-CPU slabs, sheaves and barns; holds the pages of per-CPU lists.
 */
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "empty.h"
#include "run.h"

/*
 * Pages that may be held: from 6.7 the lists of a CPU grow up to its share of an eighth of
 * the zone.
 */
static unsigned long held_limit(void)
{
	struct sysinfo memory;

	si_meminfo(&memory);
	return memory.totalram / 6;
}

/* Stands at the start of the pages that are held. */
struct held {
	struct list_head node;
	unsigned int order;
};

void empty_give_back(struct run *run)
{
	struct held *held, *next;

	list_for_each_entry_safe (held, next, &run->drained, node)
		free_pages((unsigned long)held, held->order);
	INIT_LIST_HEAD(&run->drained);
	run->drained_pages = 0;
}

static bool list_is_empty(struct zone *zone, gfp_t gfp, unsigned int order)
{
	int type = gfp & __GFP_RECLAIMABLE ? MIGRATE_RECLAIMABLE : MIGRATE_UNMOVABLE;

	return order > COMPAT_PAGE_LISTS_ORDER ||
	       list_empty(&compat_page_lists(zone)->lists[MIGRATE_PCPTYPES * order + type]);
}

/* Takes one block; returns whether the list that it came from is empty now. */
static bool take_from_list(struct run *run, gfp_t gfp, unsigned int order)
{
	struct held *held = (struct held *)__get_free_pages(gfp, order);

	if (!held)
		return true;
	held->order = order;
	list_add(&held->node, &run->drained);
	run->drained_pages += 1 << order;
	return list_is_empty(page_zone(virt_to_page(held)), gfp, order);
}

static void empty_lists_up_to(struct run *run, unsigned int largest_order)
{
	const gfp_t zone = run->shape.gfp & (GFP_ZONEMASK | __GFP_RECLAIMABLE);
	const gfp_t gfp = GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN | zone;
	const unsigned long limit = held_limit();
	unsigned int order;

	if (run->drained_pages > limit / 2)
		empty_give_back(run);
	for (order = 0; order <= largest_order; order++) {
		while (run->drained_pages < limit && !take_from_list(run, gfp, order))
			cond_resched();
	}
}

/* Larger orders have no lists. */
void empty_page_lists(struct run *run)
{
	empty_lists_up_to(run, PAGE_ALLOC_COSTLY_ORDER);
}

/* Of each kind of kmalloc (DMA, accounted, random, ...) the cache that the size goes to. */
void empty_kmalloc_caches(struct run *run)
{
	int kind, i;

	for (kind = 0; kind < ARRAY_SIZE(kmalloc_caches); kind++) {
		struct kmem_cache *fitting = NULL;

		for (i = 0; i < ARRAY_SIZE(kmalloc_caches[kind]); i++) {
			struct kmem_cache *cache = kmalloc_caches[kind][i];

			if (!cache || kmem_cache_size(cache) < run->shape.size)
				continue;
			if (!fitting || kmem_cache_size(cache) < kmem_cache_size(fitting))
				fitting = cache;
		}
		if (fitting)
			kmem_cache_shrink(fitting);
	}
}

void empty_kmalloc(struct run *run)
{
	empty_kmalloc_caches(run);
	empty_page_lists(run);
}

void empty_own_cache(struct run *run)
{
	kmem_cache_shrink(run->shape.cache);
	empty_page_lists(run);
}

/* vmalloc takes its pages one by one. */
void empty_vmalloc(struct run *run)
{
	vm_unmap_aliases();
	empty_lists_up_to(run, 0);
}
