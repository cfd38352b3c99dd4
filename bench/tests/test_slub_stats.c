// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * SLUB's statistics, in a /sys/kernel/slab of the test's own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <ftw.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/slub_stats.h"

#define CLASSES "8,16,32,64,96,128,192,256,512,1024,2048,4096,8192"
#define SLAB "%s/sys/kernel/slab"

static char root[] = "/tmp/allocbench-slab-XXXXXX";

static struct allocator_row kmalloc_row = { .name = "kmalloc", .slab = "kmalloc" };
static struct allocator_row own_row = { .name = "kmem_cache_alloc", .slab = "own" };
static struct allocator_row page_row = { .name = "__get_free_pages" };

static const struct point kmalloc_60 = { .row = &kmalloc_row, .size = 60, .cpus = "" };
static const struct point own_60 = { .row = &own_row, .size = 60, .cpus = "" };

static void put(const char *cache, const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), SLAB "/%s", root, cache);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), SLAB "/%s/%s", root, cache, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int remove_one(const char *path, const struct stat *status, int type,
		      struct FTW *ftw)
{
	return remove(path);
}

static void remove_cache(const char *cache)
{
	char path[256];

	snprintf(path, sizeof(path), SLAB "/%s", root, cache);
	nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static int set_up(void **state)
{
	static const char *const parts[] = { "/sys", "/sys/kernel", "/sys/kernel/slab" };
	char path[256];

	strcpy(root + strlen(root) - 6, "XXXXXX");
	if (!mkdtemp(root) || setenv("ALLOCBENCH_ROOT", root, 1))
		return -1;
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s%s", root, parts[i]);
		mkdir(path, 0700);
	}
	put("kmalloc-64", "alloc_fastpath", "1000 C0=900 C1=100\n");
	put("kmalloc-64", "free_slowpath", "7\n");
	put("kmalloc-64", "objs_per_slab", "64\n");
	put("kmalloc-64", "objects", "64 N0=64\n");
	return 0;
}

static int tear_down(void **state)
{
	return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static const struct allocbench_counter *find(const struct counters *counters,
					     const char *name)
{
	for (size_t i = 0; i < counters->count; i++) {
		if (!strcmp(counters->items[i].name, name))
			return &counters->items[i];
	}
	return NULL;
}

static void assert_change(const struct counters *counters, const char *name,
			  int64_t change)
{
	const struct allocbench_counter *counter = find(counters, name);

	if (!counter)
		fail_msg("no %s", name);
	assert_int_equal(counter->error, 0);
	assert_int_equal(counter->kind, ALLOCBENCH_PATH);
	assert_int_equal(counter->change, change);
}

/* Four names stand for all. */
static void assert_error(const struct counters *counters, int error)
{
	assert_int_equal(counters->count, 4);
	for (size_t i = 0; i < counters->count; i++)
		assert_int_equal(counters->items[i].error, error);
	assert_non_null(find(counters, "slub/alloc_fastpath"));
}

static void a_point_has_its_caches(void **state)
{
	static const struct {
		const struct allocator_row *row;
		uint64_t size;
		const char *classes, *pattern;
	} rows[] = {
		{ &kmalloc_row, 1, CLASSES, "*kmalloc*-8" },
		{ &kmalloc_row, 64, CLASSES, "*kmalloc*-64" },
		{ &kmalloc_row, 65, CLASSES, "*kmalloc*-96" },
		{ &kmalloc_row, 513, CLASSES, "*kmalloc*-1k" },
		{ &kmalloc_row, 8192, CLASSES, "*kmalloc*-8k" },
		{ &kmalloc_row, 8193, CLASSES, NULL },
		{ &kmalloc_row, 100, "512,256,128", "*kmalloc*-128" },
		{ &kmalloc_row, 64, "", NULL },
		{ &own_row, 100000, CLASSES, "allocbench-????????" },
		{ &page_row, 64, CLASSES, NULL },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct point point = { .row = rows[i].row, .size = rows[i].size };
		char pattern[SLUB_CACHE_LENGTH];
		bool has = slub_cache_pattern(&point, rows[i].classes, pattern);

		assert_int_equal(has, rows[i].pattern != NULL);
		if (has)
			assert_string_equal(pattern, rows[i].pattern);
	}
}

static void changes_are_counted(void **state)
{
	struct counters counters = { 0 };
	struct slub_stats stats;

	assert_true(slub_stats_exist());
	slub_stats_begin(&stats, true, &kmalloc_60, CLASSES);
	put("kmalloc-64", "alloc_fastpath", "1300 C0=1150 C1=150\n");
	put("kmalloc-64", "free_slowpath", "9\n");
	slub_stats_end(&stats, &counters);
	assert_change(&counters, "slub/alloc_fastpath", 300);
	assert_change(&counters, "slub/free_slowpath", 2);
	assert_int_equal(counters.count, 2);
}

static void caches_of_one_size_add_up_and_others_do_not(void **state)
{
	static const char *const same[] = { "kmalloc-cg-64", "kmalloc-rcl-64",
					    "dma-kmalloc-64", "kmalloc-rnd-07-64" };
	static const char *const others[] = { "kmalloc-164", "kmalloc-64k", "filp",
					      "kmalloc-rnd-64-8" };
	struct counters counters = { 0 };
	struct slub_stats stats;

	for (size_t i = 0; i < 4; i++) {
		put(same[i], "alloc_fastpath", "5\n");
		put(others[i], "alloc_fastpath", "5\n");
	}
	slub_stats_begin(&stats, true, &kmalloc_60, CLASSES);
	for (size_t i = 0; i < 4; i++) {
		put(same[i], "alloc_fastpath", "15\n");
		put(others[i], "alloc_fastpath", "1005\n");
	}
	slub_stats_end(&stats, &counters);
	assert_change(&counters, "slub/alloc_fastpath", 40);
}

/* Each CPU counts in 32 bits. */
static void a_counter_that_wraps_goes_on(void **state)
{
	struct counters counters = { 0 };
	struct slub_stats stats;

	put("kmalloc-64", "alloc_fastpath", "4294967390 C0=4294967290 C1=100\n");
	slub_stats_begin(&stats, true, &kmalloc_60, CLASSES);
	put("kmalloc-64", "alloc_fastpath", "114 C0=4 C1=110\n");
	slub_stats_end(&stats, &counters);
	assert_change(&counters, "slub/alloc_fastpath", 20);
}

/* The module makes a cache for a cell, and takes away that of the cell before. */
static void an_own_cache_begins_at_zero(void **state)
{
	struct counters counters = { 0 };
	struct slub_stats stats;

	put("allocbench-00000001", "alloc_fastpath", "5000\n");
	slub_stats_begin(&stats, true, &own_60, CLASSES);
	remove_cache("allocbench-00000001");
	put("allocbench-00000002", "alloc_fastpath", "1024\n");
	put("allocbench-00000002", "alloc_cpu_sheaf", "33\n");
	slub_stats_end(&stats, &counters);
	assert_change(&counters, "slub/alloc_fastpath", 1024);
	assert_change(&counters, "slub/alloc_cpu_sheaf", 33);
}

static void without_the_option_nothing_is_opened(void **state)
{
	struct counters counters = { 0 };
	struct slub_stats stats;

	remove_cache("kmalloc-64");
	put("kmalloc-64", "objs_per_slab", "64\n");
	assert_false(slub_stats_exist());
	slub_stats_begin(&stats, false, &kmalloc_60, CLASSES);
	assert_null(stats.files);
	slub_stats_end(&stats, &counters);
	assert_error(&counters, ENODATA);
}

static void what_is_not_of_slabs_has_no_statistics(void **state)
{
	const struct point pages = { .row = &page_row, .size = 64 };
	struct counters counters = { 0 };
	struct slub_stats stats;

	slub_stats_begin(&stats, true, &pages, CLASSES);
	slub_stats_end(&stats, &counters);
	assert_int_equal(counters.count, 0);
}

static void a_cache_that_is_not_there_is_told(void **state)
{
	struct counters counters = { 0 };
	struct slub_stats stats;

	slub_stats_begin(&stats, true, &own_60, CLASSES);
	slub_stats_end(&stats, &counters);
	assert_error(&counters, ENOENT);
}

static void garbage_is_no_number(void **state)
{
	struct counters counters = { 0 };
	struct slub_stats stats;

	slub_stats_begin(&stats, true, &kmalloc_60, CLASSES);
	put("kmalloc-64", "free_slowpath", "C0=1\n");
	slub_stats_end(&stats, &counters);
	assert_error(&counters, EBADMSG);
}

/* A part of the caches would be less than the truth. */
static void a_part_of_the_files_is_not_enough(void **state)
{
	struct rlimit limit, before;
	struct counters counters = { 0 };
	struct slub_stats stats;
	int lowest = dup(0);

	close(lowest);
	getrlimit(RLIMIT_NOFILE, &before);
	/* One for the directory, which is closed again, and so for one of two files. */
	limit = (struct rlimit){ lowest + 1, before.rlim_max };
	setrlimit(RLIMIT_NOFILE, &limit);
	slub_stats_begin(&stats, true, &kmalloc_60, CLASSES);
	setrlimit(RLIMIT_NOFILE, &before);
	slub_stats_end(&stats, &counters);
	assert_error(&counters, EMFILE);
	assert_int_equal(dup(0), lowest);
	close(lowest);
}

#define FACT(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FACT(a_point_has_its_caches),
		FACT(changes_are_counted),
		FACT(caches_of_one_size_add_up_and_others_do_not),
		FACT(a_counter_that_wraps_goes_on),
		FACT(an_own_cache_begins_at_zero),
		FACT(without_the_option_nothing_is_opened),
		FACT(what_is_not_of_slabs_has_no_statistics),
		FACT(a_cache_that_is_not_there_is_told),
		FACT(garbage_is_no_number),
		FACT(a_part_of_the_files_is_not_enough),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
