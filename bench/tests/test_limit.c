// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Each limit has its name, told from facts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/limit.h"

#define PAGE 4096ULL
#define MIB (1ULL << 20)
#define GIB (1ULL << 30)

static const struct info machine = {
	.page_size = PAGE,
	.largest_order = 10,
	.kmalloc_max_size = 4 * MIB,
	.vmalloc_bytes = 1ULL << 45,
	.total_bytes = 4000 * MIB,
	.available_bytes = 3800 * MIB,
};

static struct allocator_row kmalloc_row = { .name = "kmalloc", .largest = 4 * MIB };
static struct allocator_row pages_row = { .name = "__get_free_pages",
					  .largest = 4 * MIB };
static struct allocator_row vmalloc_row = { .name = "vmalloc", .largest = 1ULL << 45 };
static struct allocator_row vmalloc_i686 = { .name = "vmalloc", .largest = 120 * MIB };
static struct allocator_row kvmalloc_row = { .name = "kvmalloc", .largest = 2 * GIB };

static const char *name(const struct allocator_row *row, uint64_t exact,
			uint64_t resolution, bool budget_ended,
			const struct limit_facts *facts)
{
	struct maximum maximum = {
		.exact = exact,
		.resolution = resolution,
		.budget_ended = budget_ended,
	};

	return limit_name(row, &maximum, facts);
}

static void hard_limits_are_told_apart_by_row(void **state)
{
	struct limit_facts facts = { .info = machine };

	assert_string_equal(name(&kmalloc_row, 4 * MIB, PAGE, false, &facts),
			    "kmalloc_max_size");
	assert_string_equal(name(&pages_row, 4 * MIB, PAGE, false, &facts),
			    "largest_order");
	/* Known to be the end, budget or not. */
	assert_string_equal(name(&kmalloc_row, 4 * MIB, 0, true, &facts),
			    "kmalloc_max_size");
}

static void a_hard_limit_leaves_nothing_to_resolve(void **state)
{
	struct limit_facts facts = { .info = machine };
	struct maximum at_limit = { .exact = 4 * MIB, .resolution = PAGE };
	struct maximum below = { .exact = 2 * MIB, .resolution = PAGE };

	assert_int_equal(limit_resolution(&kmalloc_row, &at_limit, &facts), 0);
	assert_int_equal(limit_resolution(&kmalloc_row, &below, &facts), PAGE);
}

static void the_budget_is_named_below_a_hard_limit(void **state)
{
	struct limit_facts facts = { .info = machine };

	assert_string_equal(name(&vmalloc_row, 3 * GIB, 0, true, &facts), "budget");
	assert_string_equal(name(&kmalloc_row, 2 * MIB, 0, true, &facts), "budget");
}

static void vmalloc_ends_at_total_memory(void **state)
{
	struct limit_facts facts = { .info = machine };

	assert_string_equal(name(&vmalloc_row, 3990 * MIB, 15 * MIB, false, &facts),
			    "total_memory");
	assert_string_equal(name(&kvmalloc_row, 2 * GIB, PAGE, false, &facts),
			    "address_space");
}

static void vmalloc_ends_at_the_address_space_of_i686(void **state)
{
	struct limit_facts facts = { .info = machine };

	facts.info.vmalloc_bytes = 120 * MIB;
	assert_string_equal(name(&vmalloc_i686, 96 * MIB, PAGE, false, &facts),
			    "address_space");
	facts.info.available_bytes = 50 * MIB;
	assert_string_equal(name(&vmalloc_i686, 96 * MIB, PAGE, false, &facts),
			    "free_memory");
}

static void free_memory_without_a_block_is_fragmentation(void **state)
{
	struct limit_facts facts = { .info = machine };

	facts.buddyinfo.blocks[0] = 10000;
	facts.buddyinfo.blocks[8] = 3;
	assert_string_equal(name(&kmalloc_row, MIB, PAGE, false, &facts),
			    "fragmentation");
	facts.buddyinfo.blocks[9] = 1;
	assert_string_equal(name(&kmalloc_row, MIB, PAGE, false, &facts), "free_memory");
	facts.buddyinfo = (struct buddyinfo){ .blocks = { 5 } };
	assert_string_equal(name(&pages_row, MIB, PAGE, false, &facts), "free_memory");
}

static void buddyinfo_adds_the_zones_up(void **state)
{
	static const char text[] =
		"Node 0, zone      DMA      0      0      0      0      0      0      0      "
		"0      1      1      2 \n"
		"Node 0, zone   Normal      7      1      0      0      0      0      0      "
		"0      1      1      3 \n";
	struct buddyinfo buddyinfo;

	assert_int_equal(buddyinfo_parse(text, &buddyinfo), 0);
	assert_int_equal(buddyinfo.blocks[0], 7);
	assert_int_equal(buddyinfo.blocks[10], 5);
	assert_int_equal(buddyinfo_free_pages(&buddyinfo),
			 7 + 2 + 2 * 256 + 2 * 512 + 5 * 1024);
	assert_true(buddyinfo_has_order(&buddyinfo, 10));
	assert_false(buddyinfo_has_order(&buddyinfo, 11));
	assert_true(buddyinfo_parse("nothing\n", &buddyinfo) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hard_limits_are_told_apart_by_row),
		cmocka_unit_test(a_hard_limit_leaves_nothing_to_resolve),
		cmocka_unit_test(the_budget_is_named_below_a_hard_limit),
		cmocka_unit_test(vmalloc_ends_at_total_memory),
		cmocka_unit_test(vmalloc_ends_at_the_address_space_of_i686),
		cmocka_unit_test(free_memory_without_a_block_is_fragmentation),
		cmocka_unit_test(buddyinfo_adds_the_zones_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
