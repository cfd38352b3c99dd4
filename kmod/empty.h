/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Empties what stands before the slow paths of allocators: where a cell begins, and in the
 * pattern "cold" before each batch.
 */
#ifndef ALLOCBENCH_EMPTY_H
#define ALLOCBENCH_EMPTY_H

struct run;

/**
 * empty_page_lists() - leave nothing in this CPU's lists of free pages
 *
 * Of an order that has no such list: nor in the zone's free lists from this order up to the
 * largest but one. The lists have no switch to empty them: blocks are taken until they are
 * empty, and held, at most until empty_give_back(). Reclaims nothing, and ends with a
 * quarter of the zone.
 */
void empty_page_lists(struct run *run);

/**
 * empty_kmalloc_caches() - flush and shrink the kmalloc caches of the run's size
 */
void empty_kmalloc_caches(struct run *run);

/**
 * empty_kmalloc() - empty_kmalloc_caches(), then empty_page_lists()
 */
void empty_kmalloc(struct run *run);

/**
 * empty_own_cache() - the same for the cache of the run's shape
 */
void empty_own_cache(struct run *run);

/**
 * empty_vmalloc() - give back areas that are unmapped lazily, then empty_page_lists()
 */
void empty_vmalloc(struct run *run);

/**
 * empty_give_back() - free the pages that all cells of the file hold
 */
void empty_give_back(struct run *run);

#endif
