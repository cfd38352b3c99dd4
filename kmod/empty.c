// SPDX-License-Identifier: GPL-2.0-only
/*
 * Flushes per-CPU slabs, sheaves and barns; holds what is in per-CPU lists of pages, and
 * free blocks below the largest.
 */
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "budget.h"
#include "empty.h"
#include "run.h"

/* Stands at the start of the pages that are held. */
struct held {
	struct held *next;
	unsigned int order;
};

static void give_back(struct drained *drained)
{
	struct held *held = drained->blocks;

	while (held) {
		struct held *next = held->next;

		free_pages((unsigned long)held, held->order);
		held = next;
	}
	drained->blocks = NULL;
	drained->pages = 0;
}

void empty_give_back(struct run *run)
{
	int zone;

	for (zone = 0; zone < MAX_NR_ZONES; zone++)
		give_back(&run->drained[zone]);
}

/**
 * struct source - where the blocks of a run come from
 * @gfp:  takes only what is free, and reclaims nothing
 * @node: of the run, or of its CPU
 * @zone: the first that these find
 * @type: of page mobility
 */
struct source {
	gfp_t gfp;
	int node;
	struct zone *zone;
	int type;
};

static struct source source_of(const struct run *run)
{
	gfp_t gfp = run->shape.gfp & (GFP_ZONEMASK | __GFP_RECLAIMABLE);
	int node = run->shape.node == NUMA_NO_NODE ? numa_mem_id() : run->shape.node;
	struct zone *zones = NODE_DATA(node)->node_zones;
	int zone = gfp_zone(gfp);

	while (zone && !populated_zone(&zones[zone]))
		zone--;
	return (struct source){
		.gfp = gfp | __GFP_NOWARN,
		.node = node,
		.zone = &zones[zone],
		.type = gfp & __GFP_RECLAIMABLE ? MIGRATE_RECLAIMABLE : MIGRATE_UNMOVABLE,
	};
}

static bool cpu_list_is_empty(const struct source *source, unsigned int order)
{
	struct list_head *list = compat_page_list(source->zone, order, source->type);

	return !list || list_empty(list);
}

static struct list_head *buddy_list(const struct source *source, unsigned int order)
{
	return &source->zone->free_area[order].free_list[source->type];
}

static struct drained *drained_of(struct run *run, const struct zone *zone)
{
	return &run->drained[zone_idx(zone)];
}

/*
 * Pages of the zone that may be held. From 6.7 a CPU's lists may grow to its share of an
 * eighth of the zone, and after a give-back they have: so much must be held again before
 * they are empty, without being too much once more.
 */
static unsigned long held_limit(const struct source *source)
{
	return zone_managed_pages(source->zone) / 4;
}

/* Between this and the limit there is room for what one cell takes. */
static unsigned long give_back_limit(const struct source *source)
{
	return held_limit(source) / 4 * 3;
}

/* Returns whether the source had a block, and there is room for more. */
static bool hold_one(struct run *run, const struct source *source, unsigned int order)
{
	struct page *page = alloc_pages_node(source->node, source->gfp, order);
	struct drained *drained;
	struct held *held;

	cond_resched();
	if (!page)
		return false;
	drained = drained_of(run, page_zone(page));
	held = page_address(page);
	held->order = order;
	held->next = drained->blocks;
	drained->blocks = held;
	drained->pages += 1 << order;
	return page_zone(page) == source->zone && drained->pages < held_limit(source);
}

static bool empty_cpu_list(struct run *run, const struct source *source,
			   unsigned int order)
{
	while (!cpu_list_is_empty(source, order)) {
		if (!hold_one(run, source, order))
			return false;
	}
	return true;
}

/* The CPU has a list of huge pages: they are taken in halves, of which it has none. */
static bool empty_buddy_list(struct run *run, const struct source *source,
			     unsigned int order)
{
	unsigned int taken = order == pageblock_order ? order - 1 : order;

	while (!list_empty(buddy_list(source, order)) ||
	       !list_empty(buddy_list(source, taken))) {
		if (!hold_one(run, source, taken))
			return false;
	}
	return true;
}

/*
 * Upwards to the largest order but one: what is split for an order leaves pieces in the
 * lists above it. Orders that come from the CPU's lists find the same state without: and
 * whoever needs a page meanwhile should not have to break a largest block.
 */
static void drain_lists(struct run *run, unsigned int order)
{
	const struct source source = source_of(run);
	struct drained *drained = drained_of(run, source.zone);
	bool goes_on = true;
	unsigned int listed;

	if (drained->pages > give_back_limit(&source))
		give_back(drained);
	for (listed = 0; listed <= MAX_PAGE_ORDER && goes_on; listed++)
		goes_on = empty_cpu_list(run, &source, listed);
	if (order <= PAGE_ALLOC_COSTLY_ORDER)
		return;
	for (; order < MAX_PAGE_ORDER && goes_on; order++)
		goes_on = empty_buddy_list(run, &source, order);
}

/* Of a fragmented zone the lists may have what the run itself was promised. */
static void empty_lists(struct run *run, unsigned int order)
{
	drain_lists(run, order);
	if (!budget_holds(run))
		empty_give_back(run);
}

void empty_page_lists(struct run *run)
{
	empty_lists(run,
		    get_order(div_u64(run->shape.bytes, max(run->shape.bulk_count, 1U))));
}

/* Of each kind of kmalloc (DMA, accounted, random) the cache that the size goes to. */
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
	empty_lists(run, 0);
}
