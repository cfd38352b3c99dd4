// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How a table of text looks on a terminal and in Markdown.
 */
#include <errno.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analysis/text_table.h"

typedef int (*print_function)(const struct text_table *table, FILE *stream);

static void expect(const struct text_table *table, print_function print,
		   const char *expected)
{
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);

	assert_int_equal(print(table, stream), 0);
	fclose(stream);
	assert_string_equal(text, expected);
	free(text);
}

static void fill(struct text_table *table)
{
	text_table_column(table, NULL, "size", SIDE_RIGHT);
	text_table_column(table, "__get_free_pages", "alloc", SIDE_RIGHT);
	text_table_column(table, "__get_free_pages", "free", SIDE_RIGHT);
	text_table_column(table, NULL, "note", SIDE_LEFT);
	text_table_column(table, "k", "alloc", SIDE_RIGHT);
	text_table_cell(table, "%d", 262144);
	text_table_cell(table, "12");
	text_table_cell(table, "3456");
	text_table_cell(table, "a|b");
	text_table_cell(table, "7");
}

static void groups_stand_above_their_columns(void **state)
{
	struct text_table table = { 0 };

	fill(&table);
	expect(&table, text_table_print,
	       "        __get_free_pages        k ---\n"
	       "  size       alloc  free  note  alloc\n"
	       "262144          12  3456  a|b       7\n");
	text_table_free(&table);
}

static void a_group_stands_in_each_markdown_heading(void **state)
{
	struct text_table table = { 0 };

	fill(&table);
	expect(&table, text_table_print_markdown,
	       "| size | __get_free_pages alloc | __get_free_pages free | note | k alloc |\n"
	       "|---:|---:|---:|---|---:|\n"
	       "| 262144 | 12 | 3456 | a\\|b | 7 |\n");
	text_table_free(&table);
}

static void a_row_that_is_not_full_is_an_error(void **state)
{
	struct text_table table = { 0 };

	fill(&table);
	text_table_cell(&table, "alone");
	assert_int_equal(text_table_print(&table, stdout), -EINVAL);
	assert_int_equal(text_table_print_markdown(&table, stdout), -EINVAL);
	text_table_free(&table);
}

static void wide_characters_keep_columns_straight(void **state)
{
	struct text_table table = { 0 };

	text_table_column(&table, NULL, "CPU", SIDE_LEFT);
	text_table_column(&table, NULL, "n", SIDE_RIGHT);
	text_table_cell(&table, "\u00b5\u00b5\u00b5\u00b5");
	text_table_cell(&table, "1");
	text_table_cell(&table, "abcd\033");
	text_table_cell(&table, "22");
	expect(&table, text_table_print,
	       "CPU        n\n"
	       "\u00b5\u00b5\u00b5\u00b5       1\n"
	       "abcd\\x1b  22\n");
	text_table_free(&table);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_stand_above_their_columns),
		cmocka_unit_test(a_group_stands_in_each_markdown_heading),
		cmocka_unit_test(a_row_that_is_not_full_is_an_error),
		cmocka_unit_test(wide_characters_keep_columns_straight),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
