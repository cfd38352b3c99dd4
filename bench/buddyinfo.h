/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The page allocator's free blocks by order, from /proc/buddyinfo.
 */
#ifndef BENCH_BUDDYINFO_H
#define BENCH_BUDDYINFO_H

#include <stdbool.h>
#include <stdint.h>

/* More orders than any kernel has. */
#define BUDDY_ORDERS 32

/**
 * struct buddyinfo - free blocks of all zones together
 */
struct buddyinfo {
	uint64_t blocks[BUDDY_ORDERS];
};

/**
 * buddyinfo_parse() - the text of the file
 *
 * Return: 0 or -EBADMSG (no line of a zone in it).
 */
int buddyinfo_parse(const char *text, struct buddyinfo *buddyinfo);

/**
 * buddyinfo_read() - read and parse the file
 *
 * Return: 0 or -errno.
 */
int buddyinfo_read(struct buddyinfo *buddyinfo);

/**
 * buddyinfo_free_pages() - pages in all free blocks
 */
uint64_t buddyinfo_free_pages(const struct buddyinfo *buddyinfo);

/**
 * buddyinfo_has_order() - is a block of this order, or a larger one, free?
 */
bool buddyinfo_has_order(const struct buddyinfo *buddyinfo, unsigned int order);

#endif
