// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The module's text files, good and bad.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>

#include "bench/allocators.h"
#include "bench/info.h"
#include "bench/list_table.h"
#include "bench/text_table.h"

#define INFO_REST                                                                      \
	"module_version: 0.1.0\nmodule_build: release\narch: x86_64\nhypervisor: no\n" \
	"page_size: 4096\nlargest_order: 10\nkmalloc_max_size: 4194304\n"              \
	"vmalloc_bytes: 35184372088832\ntotal_bytes: 1\navailable_bytes: 2\n"          \
	"buffer_limit: 3\nlive_objects: 4\nlive_bytes: 5\n"                            \
	"pattern_set: hold,cold\npattern_cpus: crowd\n"

static void info_is_read_and_unknown_keys_are_passed_over(void **state)
{
	struct problem problem;
	struct info info;

	assert_int_equal(info_parse("contract: 2\n" INFO_REST "colour: blue\n\n"
				    "smi_counter: no MSR: none\n",
				    &info, &problem),
			 0);
	assert_int_equal(info.kmalloc_max_size, 4194304);
	assert_string_equal(info.module_build, "release");
	assert_string_equal(info.smi_counter, "no MSR: none");
	assert_false(info.hypervisor);
	assert_true(info_list_has(info.pattern_set, "hold"));
	assert_true(info_list_has(info.pattern_set, "cold"));
	assert_false(info_list_has(info.pattern_set, "col"));
	assert_false(info_list_has(info.pattern_set, "hold,cold"));
	assert_int_equal(*(const uint64_t *)info_field(&info, "live_bytes"), 5);
}

static void a_bad_info_is_told_with_its_line(void **state)
{
	static const struct {
		const char *text;
		int error;
		const char *message;
	} rows[] = {
		{ "", -EBADMSG, "contract" },
		{ INFO_REST, -EBADMSG, "contract" },
		{ "contract: 2\n", -EBADMSG, "missing" },
		{ "contract: 3\n" INFO_REST, -EPROTONOSUPPORT, "version 3" },
		{ "contract 1\n" INFO_REST, -EBADMSG, "contract 1" },
		{ "contract: one\n" INFO_REST, -EBADMSG, "contract" },
		{ "contract: -1\n" INFO_REST, -EBADMSG, "contract" },
		{ "contract: 2x\n" INFO_REST, -EBADMSG, "contract" },
		{ "contract: 99999999999999999999\n" INFO_REST, -EBADMSG, "contract" },
		{ "contract: 2\n" INFO_REST "hypervisor: maybe\n", -EBADMSG,
		  "hypervisor" },
		{ "contract: 2\n" INFO_REST "page_size: 0\n", -EBADMSG, "page_size" },
		{ "contract: 2\n" INFO_REST "page_size: 4095\n", -EBADMSG, "page_size" },
		{ "contract: 2\n" INFO_REST "arch:\n", -EBADMSG, "arch" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct problem problem = { 0 };
		struct info info;
		int error = info_parse(rows[i].text, &info, &problem);

		if (error != rows[i].error || !strstr(problem.text, rows[i].message))
			fail_msg("%zu: %d, %s", i, error, problem.text);
	}
}

static void rows_are_read_in_their_order(void **state)
{
	static const char text[] =
		"heading\n"
		"none\tnothing\t0\t0\tno\tno\tno\t-\ttask\tpair\t-\t1\t-\t-\n"
		"kmalloc\tbytes\t1\t99\tyes\tno\tyes\tA,B\ttask,irq\tpair\tkmalloc\t3\t-\tno MMU\tnew\n"
		"bulk\tbytes\t0\t0\tno\tno\tno\t-\t-\t-\t-\t1\tnot before Linux 5.13\t-\n";
	struct allocators allocators;
	struct problem problem;

	assert_int_equal(allocators_parse(text, &allocators, &problem), 0);
	assert_int_equal(allocators.count, 3);
	assert_int_equal(allocators.rows[0].flags.count, 0);
	assert_int_equal(allocators.rows[1].size_means, SIZE_MEANS_BYTES);
	assert_true(allocators.rows[1].probe);
	assert_int_equal(allocators.rows[1].contexts.count, 2);
	assert_true(words_contain(&allocators.rows[1].flags, "Bx", 1));
	assert_false(words_contain(&allocators.rows[1].flags, "Bx", 2));
	assert_true(allocators.rows[1].node);
	assert_false(allocators.rows[1].bulk);
	assert_null(allocators.rows[0].slab);
	assert_string_equal(allocators.rows[1].slab, "kmalloc");
	assert_int_equal(allocators.rows[1].slot_words, 3);
	assert_null(allocators.rows[1].absent);
	assert_string_equal(allocators.rows[1].unreal, "no MMU");
	assert_null(allocators.rows[2].unreal);
	assert_string_equal(allocators.rows[2].absent, "not before Linux 5.13");
	assert_ptr_equal(allocators_find(&allocators, "kmalloc"), &allocators.rows[1]);
	assert_null(allocators_find(&allocators, "kmallo"));
	allocators_free(&allocators);
}

static void a_bad_row_is_told_with_its_column(void **state)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{ "", "no rows" },
		{ "heading\n", "no rows" },
		{ "h\nkmalloc\tbytes\t1\t99\tyes\tno\tno\tA\ttask\n", "column patterns" },
		{ "h\nkmalloc\tbytes\t1\t99\tyes\tno\tno\tA\ttask\tpair\n",
		  "column slab" },
		{ "h\nkmalloc\tbytes\t1\t99\tyes\tno\tno\tA\ttask\tpair\tkmalloc\n",
		  "column slot_words" },
		{ "h\nkmalloc\tbytes\t1\t99\tyes\tno\tno\tA\ttask\tpair\t-\t1\t\n",
		  "column absent" },
		{ "h\nkmalloc\tbytes\t1\t99\tyes\tno\tno\tA\ttask\tpair\t-\t1\t-\n",
		  "column unreal" },
		{ "h\nkmalloc\tpages\t1\t99\tyes\tno\tno\tA\ttask\tpair\t-\n",
		  "column size_means" },
		{ "h\nkmalloc\tbytes\t-1\t99\tyes\tno\tno\tA\ttask\tpair\t-\n",
		  "column smallest" },
		{ "h\nkmalloc\tbytes\t1\t9x\tyes\tno\tno\tA\ttask\tpair\t-\n",
		  "column largest" },
		{ "h\nkmalloc\tbytes\t1\t9\tperhaps\tno\tno\tA\ttask\tpair\n",
		  "column probe" },
		{ "h\nkmalloc\tbytes\t1\t9\tyes\tno\tno\tA,,B\ttask\tpair\t-\n",
		  "column flags" },
		{ "h\nk\tbytes\t1\t9\tyes\tmaybe\tno\tA\ttask\tpair\t-\n",
		  "column bulk" },
		{ "h\nk\tbytes\t1\t9\tyes\tno\t\tA\ttask\tpair\t-\n", "column node" },
		{ "h\n\tbytes\t1\t9\tyes\tno\tno\tA\ttask\tpair\t-\n", "column name" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct allocators allocators;
		struct problem problem = { 0 };

		assert_int_equal(allocators_parse(rows[i].text, &allocators, &problem),
				 -EBADMSG);
		if (!strstr(problem.text, rows[i].message))
			fail_msg("%zu: %s", i, problem.text);
		assert_int_equal(allocators.count, 0);
	}
}

static void the_last_column_wraps_after_commas(void **state)
{
	struct text_table table = { .wraps = true };
	char *text;
	size_t length;
	FILE *stream = open_memstream(&text, &length);

	assert_int_equal(text_table_add(&table, "name\tsize\tflags"), 0);
	assert_int_equal(
		text_table_add(&table, "a\t%d\taaaaaaaaa,bbbbbbbbb,ccccccccc", 5), 0);
	text_table_print(&table, 34, stream);
	fclose(stream);
	assert_string_equal(text, "name  size  flags\n"
				  "a        5  aaaaaaaaa,bbbbbbbbb,\n"
				  "            ccccccccc\n");
	free(text);
	text_table_free(&table);
}

static void a_list_tells_what_rows_take_and_why_some_are_absent(void **state)
{
	static const char text[] =
		"heading\n"
		"none\tnothing\t0\t0\tno\tno\tno\t-\ttask\tpair\t-\t1\t-\t-\n"
		"kmalloc\tbytes\t1\t99\tyes\tno\tyes\tAAAAAAAAAA,BBBBBBBBBB\ttask,irq-off\t"
		"pair\tkmalloc\t1\t-\tno MMU\n"
		"bulk\tbytes\t0\t0\tno\tno\tno\t-\t-\t-\t-\t1\tnot before Linux 5.13\t-\n";
	struct allocators allocators;
	struct problem problem;
	char *printed;
	size_t length;
	FILE *stream = open_memstream(&printed, &length);

	assert_int_equal(allocators_parse(text, &allocators, &problem), 0);
	assert_int_equal(list_table_print(&allocators, 40, stream), 0);
	fclose(stream);
	assert_string_equal(
		printed,
		"allocator  size is  smallest  largest  maximum  bulk  node\n"
		"none       nothing         0        0       no    no    no\n"
		"kmalloc      bytes         1       99      yes    no   yes\n"
		"\n"
		"allocator     takes  names\n"
		"none       contexts  task\n"
		"none       patterns  pair\n"
		"kmalloc    contexts  task,irq-off\n"
		"kmalloc    patterns  pair\n"
		"kmalloc       flags  AAAAAAAAAA,\n"
		"                     BBBBBBBBBB\n"
		"\n"
		"allocator  absent from this kernel\n"
		"bulk       not before Linux 5.13\n"
		"\n"
		"allocator  not meaningful in this kernel\n"
		"kmalloc    no MMU\n");
	free(printed);
	allocators_free(&allocators);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(info_is_read_and_unknown_keys_are_passed_over),
		cmocka_unit_test(a_bad_info_is_told_with_its_line),
		cmocka_unit_test(rows_are_read_in_their_order),
		cmocka_unit_test(a_bad_row_is_told_with_its_column),
		cmocka_unit_test(the_last_column_wraps_after_commas),
		cmocka_unit_test(a_list_tells_what_rows_take_and_why_some_are_absent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
