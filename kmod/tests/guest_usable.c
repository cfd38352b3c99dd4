// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What blocks really have: of each row the usable size that its allocator gives by its
 * rules, for sizes on both sides of them. A row that has no rule here is a fault.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_rows.h"

#define BULK 4
#define SET 4
#define BUFFER_SAMPLES 1024

/* One file for all: what a file holds of the page lists is given back when it is closed. */
static int run = -1;

static uint64_t align(uint64_t size, uint64_t step)
{
	return (size + step - 1) / step * step;
}

static uint64_t doubled(uint64_t from, uint64_t size)
{
	while (from < size)
		from *= 2;
	return from;
}

static uint64_t nobody_can_tell(uint64_t size)
{
	return 0;
}

/* Powers of two from 8 on, and two classes between; orders above. */
static uint64_t kmalloc_class(uint64_t size)
{
	if (size > 64 && size <= 96)
		return 96;
	if (size > 128 && size <= 192)
		return 192;
	return doubled(8, size);
}

/* The kernel's ARCH_SLAB_MINALIGN: eight on 32 bits too. */
static uint64_t whole_words(uint64_t size)
{
	return align(size, __alignof__(unsigned long long));
}

static uint64_t whole_order(uint64_t size)
{
	return doubled(info_number("page_size"), size);
}

static uint64_t twice_the_order(uint64_t size)
{
	return 2 * whole_order(size);
}

static uint64_t whole_pages(uint64_t size)
{
	return align(size, info_number("page_size"));
}

static uint64_t percpu_steps(uint64_t size)
{
	return align(size, 4);
}

static const struct rule {
	const char *row;
	uint64_t (*usable_size)(uint64_t size);
} rules[] = {
	{ "none",                  nobody_can_tell },
	{ "kmalloc",               kmalloc_class },
	{ "kzalloc",               kmalloc_class },
	{ "kmalloc_node",          kmalloc_class },
	{ "krealloc",              kmalloc_class },
	{ "kfree_rcu",             kmalloc_class },
	{ "kvmalloc",              kmalloc_class },
	{ "kmem_cache_alloc",      whole_words },
	{ "kmem_cache_alloc_bulk", whole_words },
	{ "__get_free_pages",      whole_order },
	{ "book_pages",            twice_the_order },
	{ "__get_free_page",       whole_order },
	{ "get_zeroed_page",       whole_order },
	{ "alloc_page",            whole_order },
	{ "alloc_pages",           whole_order },
	{ "alloc_pages_exact",     whole_pages },
	{ "alloc_pages_bulk",      whole_order },
	{ "folio_alloc",           whole_order },
	{ "vmalloc",               whole_pages },
	{ "vzalloc",               whole_pages },
	{ "__vmalloc",             whole_pages },
	{ "vmalloc_huge",          whole_pages },
	{ "alloc_percpu",          percpu_steps },
	{ "dma_alloc_coherent",    whole_pages },
	{ "kfree(NULL)",           nobody_can_tell },
	{ "vfree(NULL)",           nobody_can_tell },
};

static const struct rule *rule_of(const char *row)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (!strcmp(rules[i].row, row))
			return &rules[i];
	return NULL;
}

static struct allocbench_request request_for(char *const *row, const char *pattern,
					     uint64_t size)
{
	struct allocbench_request request = request_of(row[NAME], size);

	if (!strcmp(row[FLAGS], "-"))
		memset(request.gfp, 0, sizeof(request.gfp));
	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, pattern);
	request.buffer_samples = BUFFER_SAMPLES;
	request.set_size = strcmp(pattern, "pair") ? SET : 0;
	request.bulk_count = strcmp(row[TAKES_BULK], "yes") ? 0 : BULK;
	return request;
}

static bool is_right(char *const *row, const struct rule *rule, const char *pattern,
		     uint64_t size)
{
	struct allocbench_request request = request_for(row, pattern, size);
	struct allocbench_sample *samples = NULL;
	struct allocbench_reply reply = { 0 };
	uint64_t wanted = rule->usable_size(size);
	int error = send_request(run, &request);

	if (!error)
		error = receive(run, &reply, &samples);
	free(samples);
	if (!error && reply.usable_size == wanted)
		return true;
	printf("# %s %s of %" PRIu64 ": %" PRIu64 " usable, not %" PRIu64 "; %s\n",
	       row[NAME], pattern, size, (uint64_t)reply.usable_size, wanted,
	       strerror(-error));
	return false;
}

static void try_row(char *const *row)
{
	static const uint64_t sizes[] = { 0,   5,    64,   65,	  100,
					  130, 4096, 4098, 20477, 20480 };
	static const char *const patterns[] = { "pair", "hold" };
	uint64_t smallest = strtoull(row[SMALLEST], NULL, 10);
	uint64_t largest = strtoull(row[LARGEST], NULL, 10);
	const struct rule *rule = rule_of(row[NAME]);
	unsigned int right = 0, tried = 0;

	if (strcmp(row[ABSENT], "-") || !strcmp(row[SIZE_MEANS], "adds"))
		return;
	for (size_t i = 0; rule && i < 2 * sizeof(sizes) / sizeof(sizes[0]); i++) {
		const char *pattern = patterns[i % 2];
		uint64_t size = sizes[i / 2];

		if (size < smallest || size > largest ||
		    !list_has(row[PATTERNS], pattern))
			continue;
		tried++;
		right += is_right(row, rule, pattern, size);
	}
	fact(tried && right == tried,
	     "%s: %u of %u usable sizes are as its allocator rounds", row[NAME], right,
	     tried);
}

void usable(void)
{
	kernel_log_mark();
	run = open_run();
	each_row(try_row);
	close(run);
	fact(info_number("live_objects") == 0, "what was asked is free again");
	fact(kernel_log_lines() == 0, "none of it leaves a line in the kernel log");
}
