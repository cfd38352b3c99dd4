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

#include "analysis/page.h"

static void expect(const struct text_table *table, const struct page_style *style,
		   size_t width, const char *expected)
{
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);
	struct page page = { .stream = stream, .style = style, .width = width };

	assert_int_equal(page_table(&page, table), 0);
	page_end(&page);
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
	expect(&table, &page_text, 0,
	       "        __get_free_pages        k ---\n"
	       "  size       alloc  free  note  alloc\n"
	       "262144          12  3456  a|b       7\n");
	text_table_free(&table);
}

static void a_group_stands_in_each_markdown_heading(void **state)
{
	struct text_table table = { 0 };

	fill(&table);
	expect(&table, &page_markdown, 0,
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
	assert_int_equal(text_table_print(&table, 0, false, stdout), -EINVAL);
	assert_int_equal(page_table(&(struct page){ .stream = stdout, .style = &page_html },
				    &table),
			 -EINVAL);
	text_table_free(&table);
}

static void a_wide_table_stands_in_parts_behind_its_keys(void **state)
{
	struct text_table table = { 0 };

	text_table_key(&table, "size", SIDE_RIGHT);
	text_table_column(&table, "kmalloc", "alloc", SIDE_RIGHT);
	text_table_column(&table, "kmalloc", "free", SIDE_RIGHT);
	text_table_column(&table, "vmalloc", "alloc", SIDE_RIGHT);
	text_table_column(&table, "vmalloc", "free", SIDE_RIGHT);
	text_table_cell(&table, "64");
	for (int i = 1; i <= 4; i++)
		text_table_cell(&table, "%d", i);
	expect(&table, &page_text, 30,
	       "      kmalloc ---  vmalloc ---\n"
	       "size  alloc  free  alloc  free\n"
	       "  64      1     2      3     4\n");
	expect(&table, &page_text, 29,
	       "      kmalloc ---\n"
	       "size  alloc  free\n"
	       "  64      1     2\n"
	       "\n"
	       "      vmalloc ---\n"
	       "size  alloc  free\n"
	       "  64      3     4\n");
	/* Not even a group fits. */
	expect(&table, &page_text, 14,
	       "      kmalloc\n"
	       "size    alloc\n"
	       "  64        1\n"
	       "\n"
	       "      kmalloc\n"
	       "size     free\n"
	       "  64        2\n"
	       "\n"
	       "      vmalloc\n"
	       "size    alloc\n"
	       "  64        3\n"
	       "\n"
	       "      vmalloc\n"
	       "size     free\n"
	       "  64        4\n");
	text_table_free(&table);
}

static void words_in_the_last_column_are_broken(void **state)
{
	struct text_table table = { 0 };

	text_table_key(&table, "allocator", SIDE_LEFT);
	text_table_column(&table, NULL, "exact", SIDE_RIGHT);
	text_table_column(&table, NULL, "limit", SIDE_LEFT);
	text_table_cell(&table, "kmalloc");
	text_table_cell(&table, "4194304");
	text_table_cell(&table, "KMALLOC_MAX_SIZE of this kernel (4194304)");
	text_table_cell(&table, "vmalloc");
	text_table_cell(&table, "1");
	text_table_cell(&table, "x");
	expect(&table, &page_text, 40,
	       "allocator    exact  limit\n"
	       "kmalloc    4194304  KMALLOC_MAX_SIZE of\n"
	       "                    this kernel\n"
	       "                    (4194304)\n"
	       "vmalloc          1  x\n");
	text_table_free(&table);
}

static void tones_are_colours_where_they_are_wanted(void **state)
{
	struct text_table table = { 0 };
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);

	text_table_key(&table, "size", SIDE_RIGHT);
	text_table_column(&table, NULL, "verdict", SIDE_LEFT);
	text_table_cell(&table, "64");
	text_table_cell(&table, "slower");
	text_table_tone(&table, TONE_BAD);
	assert_int_equal(text_table_print(&table, 0, true, stream), 0);
	assert_int_equal(text_table_print(&table, 0, false, stream), 0);
	fclose(stream);
	assert_string_equal(text, "size  verdict\n"
				  "  64  \033[31mslower\033[0m\n"
				  "size  verdict\n"
				  "  64  slower\n");
	free(text);
	text_table_free(&table);
}

static void a_group_spans_its_columns_in_html_and_latex(void **state)
{
	struct text_table table = { 0 };

	text_table_key(&table, "size", SIDE_RIGHT);
	text_table_column(&table, "<k>_", "alloc", SIDE_RIGHT);
	text_table_column(&table, "<k>_", "free", SIDE_RIGHT);
	text_table_cell(&table, "64");
	text_table_cell(&table, "1");
	text_table_cell(&table, "a&b");
	text_table_tone(&table, TONE_GOOD);
	expect(&table, &page_html, 0,
	       "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"\">\n"
	       "<table>\n<caption></caption>\n<thead>\n"
	       "<tr><th scope=\"col\" rowspan=\"2\" class=\"n\">size</th>"
	       "<th scope=\"colgroup\" colspan=\"2\">&lt;k&gt;_</th></tr>\n"
	       "<tr><th scope=\"col\" class=\"n\">alloc</th>"
	       "<th scope=\"col\" class=\"n\">free</th></tr>\n"
	       "</thead>\n<tbody>\n"
	       "<tr><th scope=\"row\" class=\"n\">64</th><td class=\"n\">1</td>"
	       "<td class=\"n good\">a&amp;b</td></tr>\n"
	       "</tbody>\n</table>\n</div>\n"
	       "</main>\n</body>\n</html>\n");
	expect(&table, &page_latex, 0,
	       "\n\\noindent\n\\begin{tabular}{rrr}\n\\toprule\n"
	       " & \\multicolumn{2}{c}{\\textless{}k\\textgreater{}\\_} \\\\\n"
	       "\\cmidrule(lr){2-3}\n"
	       "size & alloc & free \\\\\n"
	       "\\midrule\n"
	       "64 & 1 & a\\&b \\\\\n"
	       "\\bottomrule\n\\end{tabular}\n");
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
	expect(&table, &page_text, 0,
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
		cmocka_unit_test(a_wide_table_stands_in_parts_behind_its_keys),
		cmocka_unit_test(words_in_the_last_column_are_broken),
		cmocka_unit_test(tones_are_colours_where_they_are_wanted),
		cmocka_unit_test(a_group_spans_its_columns_in_html_and_latex),
		cmocka_unit_test(wide_characters_keep_columns_straight),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
