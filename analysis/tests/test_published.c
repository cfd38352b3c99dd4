// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The published tables, as the book has them, and files that are not such tables.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "analysis/published.h"

static void costs_are_the_books(void **state)
{
	static const struct {
		const char *allocator;
		uint64_t size, cycles;
	} cases[] = {
		{ "kmalloc", 5, 143 },	     { "kmalloc", 262000, 8674 },
		{ "book_pages", 1000, 438 }, { "book_pages", 262144, 2382 },
		{ "vmalloc", 5, 152552 },    { "vmalloc", 262144, 52026 },
	};
	struct published published;
	char *message;
	uint64_t cycles;

	assert_int_equal(published_load("cycle-cost.csv", &published, &message), 0);
	assert_int_equal(published.row_count, 6);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(published_cost(&published, cases[i].allocator, cases[i].size,
					   &cycles));
		assert_int_equal(cycles, cases[i].cycles);
	}
	published_free(&published);
}

static void a_machine_is_like_one_of_its_architecture_and_memory(void **state)
{
	static const struct {
		const char *arch;
		uint64_t ram_kb;
		bool is_like;
		size_t row;
	} cases[] = {
		{ "i686", 255700, true, 0 },	  { "i686", 2060060, true, 1 },
		{ "x86_64", 4022276, true, 2 },	  { "x86_64", 4047192, true, 2 },
		{ "x86_64", 4006721, true, 2 },	  { "x86_64", 4000000, false, 0 },
		{ "x86_64", 4090000, false, 0 },  { "x86_64", 255600, false, 0 },
		{ "i686", 4047192, false, 0 },	  { "aarch64", 4047192, false, 0 },
		{ "i686", 0, false, 0 },
	};
	struct published published;
	char *message;

	assert_int_equal(published_load("max-block.csv", &published, &message), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t row = 99;

		assert_int_equal(published_machine(&published, cases[i].arch,
						   cases[i].ram_kb, &row),
				 cases[i].is_like);
		if (cases[i].is_like)
			assert_int_equal(row, cases[i].row);
	}
	published_free(&published);
}

static void the_right_order_was_not_published(void **state)
{
	struct published published;
	char *message;
	uint64_t cycles;

	assert_int_equal(published_load("cycle-cost.csv", &published, &message), 0);
	assert_false(published_cost(&published, "__get_free_pages", 4096, &cycles));
	assert_false(published_cost(&published, "kmalloc", 4097, &cycles));
	assert_false(published_cost(&published, "size", 4096, &cycles));
	published_free(&published);
}

static void the_footnoted_sizes_are_the_books(void **state)
{
	struct published published;
	char *message, *marked;

	assert_int_equal(published_load("cycle-cost.csv", &published, &message), 0);
	marked = published_marked(&published);
	assert_string_equal(marked, "5, 1000, 262000");
	free(marked);
	published_free(&published);
}

static void largest_blocks_are_the_books(void **state)
{
	struct published published;
	char *message;

	assert_int_equal(published_load("max-block.csv", &published, &message), 0);
	assert_int_equal(published.row_count, 3);
	assert_string_equal(published_value(&published, 0, "kmalloc"), "131072");
	assert_string_equal(published_value(&published, 1, "vmalloc"), "33554432");
	assert_string_equal(published_value(&published, 2, "vmalloc"), "2147483648");
	assert_null(published_value(&published, 0, "no such column"));
	assert_int_equal(published.note_count, 3);
	published_free(&published);
}

static void write_file(char *path, const char *text)
{
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static void a_bad_table_is_refused_with_its_line(void **state)
{
	static const struct {
		const char *text;
		const char *line;
	} cases[] = {
		{ "a,b\n1,2\n3\n", ":3:" },
		{ "# note\na,b\n1,2,3\n", ":3:" },
		{ "a,b\n\"1,2\"\n", ":2:" },
		{ "a,b\n", ":1:" },
		{ "", ":0:" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char path[] = "/tmp/test_published-XXXXXX";
		struct published published;
		char *message;

		write_file(path, cases[i].text);
		assert_int_equal(published_read(path, &published, &message), -EBADMSG);
		assert_non_null(strstr(message, cases[i].line));
		assert_int_equal(published.row_count, 0);
		free(message);
		unlink(path);
	}
}

static void a_missing_table_is_said_to_be_missing(void **state)
{
	struct published published;
	char *message;

	setenv("ALLOCBENCH_DATA", "/nonexistent", 1);
	assert_int_equal(published_load("max-block.csv", &published, &message), -ENOENT);
	assert_non_null(strstr(message, "/nonexistent/published/max-block.csv"));
	assert_non_null(strstr(message, "ALLOCBENCH_DATA"));
	free(message);
	unsetenv("ALLOCBENCH_DATA");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(costs_are_the_books),
		cmocka_unit_test(a_machine_is_like_one_of_its_architecture_and_memory),
		cmocka_unit_test(the_right_order_was_not_published),
		cmocka_unit_test(the_footnoted_sizes_are_the_books),
		cmocka_unit_test(largest_blocks_are_the_books),
		cmocka_unit_test(a_bad_table_is_refused_with_its_line),
		cmocka_unit_test(a_missing_table_is_said_to_be_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
