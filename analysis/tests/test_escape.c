// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Text of a result file does nothing to a terminal or to a Markdown page.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analysis/escape.h"

struct escape_case {
	const char *text;
	const char *expected;
};

static void expect(char *(*escape)(const char *), const struct escape_case *cases,
		   size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *escaped = escape(cases[i].text);

		assert_string_equal(escaped, cases[i].expected);
		free(escaped);
	}
}

static void plain_text_is_unchanged(void **state)
{
	static const struct escape_case cases[] = {
		{ "", "" },
		{ "Intel(R) Core(TM) i7 CPU @ 2.80GHz", "Intel(R) Core(TM) i7 CPU @ 2.80GHz" },
		{ "\u00b5 \u20ac \U0001f600", "\u00b5 \u20ac \U0001f600" },
		{ "a|b `c` <d> \\", "a|b `c` <d> \\" },
	};

	expect(escape_terminal, cases, sizeof(cases) / sizeof(cases[0]));
}

static void what_moves_a_terminal_is_shown_as_bytes(void **state)
{
	static const struct escape_case cases[] = {
		{ "\033[2J", "\\x1b[2J" },
		{ "\033]0;title\a", "\\x1b]0;title\\x07" },
		{ "a\nb\r\tc\bd\x7f", "a\\x0ab\\x0d\\x09c\\x08d\\x7f" },
		{ "\xc2\x9b" "31m", "\\xc2\\x9b31m" },
		{ "\x9b" "31m", "\\x9b31m" },
		{ "a\u202eb", "a\\xe2\\x80\\xaeb" },
		{ "a\u200bb\ufeff", "a\\xe2\\x80\\x8bb\\xef\\xbb\\xbf" },
	};

	expect(escape_terminal, cases, sizeof(cases) / sizeof(cases[0]));
}

static void what_is_not_utf8_is_shown_as_bytes(void **state)
{
	static const struct escape_case cases[] = {
		{ "\xff", "\\xff" },
		{ "\xc3", "\\xc3" },			     /* cut short */
		{ "\xc0\x9b", "\\xc0\\x9b" },		     /* overlong escape */
		{ "\xe0\x80\x9b", "\\xe0\\x80\\x9b" },	     /* overlong */
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80" },	     /* a surrogate */
		{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80" }, /* beyond U+10FFFF */
		{ "\xe2\x82z", "\\xe2\\x82z" },
	};

	expect(escape_terminal, cases, sizeof(cases) / sizeof(cases[0]));
}

static void markdown_and_html_stay_text(void **state)
{
	static const struct escape_case cases[] = {
		{ "a|b", "a\\|b" },
		{ "`id`", "\\`id\\`" },
		{ "<script>&amp;", "&lt;script&gt;&amp;amp;" },
		{ "[x](http://y)", "\\[x\\](http://y)" },
		{ "\\|", "\\\\\\|" },
		{ "\033|", "\\\\x1b\\|" },
		{ "__get_free_pages", "__get_free_pages" },
	};

	expect(escape_markdown, cases, sizeof(cases) / sizeof(cases[0]));
}

static void latex_stays_text(void **state)
{
	static const struct escape_case cases[] = {
		{ "__get_free_pages", "\\_\\_get\\_free\\_pages" },
		{ "\\input{/etc/passwd}",
		  "\\textbackslash{}input\\{/etc/passwd\\}" },
		{ "$x^2$ ~ 5 %", "\\$x\\textasciicircum{}2\\$ \\textasciitilde{} 5 \\%" },
		{ "*[1]", "{*}{[}1]" },
		{ "\n", "\\textbackslash{}x0a" },
	};

	expect(escape_latex, cases, sizeof(cases) / sizeof(cases[0]));
}

static void fields_of_csv_are_neither_two_nor_formulas(void **state)
{
	static const struct escape_case cases[] = {
		{ "plain text", "plain text" },
		{ "a,b", "\"a,b\"" },
		{ "say \"x\"", "\"say \"\"x\"\"\"" },
		{ " x", "\" x\"" },
		{ "=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1" },
		{ "@SUM(1,2)", "\"'@SUM(1,2)\"" },
		{ "-1+1", "'-1+1" },
		{ "a\r\nb", "a\\x0d\\x0ab" },
	};

	expect(escape_csv, cases, sizeof(cases) / sizeof(cases[0]));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_is_unchanged),
		cmocka_unit_test(what_moves_a_terminal_is_shown_as_bytes),
		cmocka_unit_test(what_is_not_utf8_is_shown_as_bytes),
		cmocka_unit_test(markdown_and_html_stay_text),
		cmocka_unit_test(latex_stays_text),
		cmocka_unit_test(fields_of_csv_are_neither_two_nor_formulas),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
