// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lists of CPUs: good ones, bad ones, and many that are neither.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "bench/cpu_list.h"

static void lists_are_written_the_shortest_way(void **state)
{
	static const struct {
		const char *text, *shortest;
	} rows[] = {
		{ "0", "0" },	      { "3,1,2", "1-3" },
		{ "0-3,8", "0-3,8" }, { "8,0-3,2-5", "0-5,8" },
		{ "007", "7" },	      { "8191", "8191" },
		{ "5-5,5", "5" },     { "0-8191", "0-8191" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct cpu_list list;
		char *text;

		assert_int_equal(cpu_list_parse(rows[i].text, &list), 0);
		text = cpu_list_text(&list);
		assert_string_equal(text, rows[i].shortest);
		free(text);
		cpu_list_free(&list);
	}
}

static void what_is_no_list_is_refused(void **state)
{
	static const struct {
		const char *text;
		int error;
	} rows[] = {
		{ "", -EINVAL },
		{ ",", -EINVAL },
		{ "0,", -EINVAL },
		{ ",0", -EINVAL },
		{ "0,,1", -EINVAL },
		{ "-1", -EINVAL },
		{ "1-", -EINVAL },
		{ "3-1", -EINVAL },
		{ "1-2-3", -EINVAL },
		{ " 1", -EINVAL },
		{ "1 ", -EINVAL },
		{ "1;2", -EINVAL },
		{ "0x1", -EINVAL },
		{ "all", -EINVAL },
		{ "+1", -EINVAL },
		{ "1\n", -EINVAL },
		{ "8192", -ERANGE },
		{ "0-8192", -ERANGE },
		{ "99999999999999999999999999", -ERANGE },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct cpu_list list;
		int error = cpu_list_parse(rows[i].text, &list);

		if (error != rows[i].error)
			fail_msg("\"%s\": %d", rows[i].text, error);
		assert_null(list.cpus);
	}
}

/* What is taken is written and taken again; nothing reads beyond the text. */
static void any_text_is_taken_or_refused(void **state)
{
	static const char letters[] = "0123456789,-- ";
	unsigned int taken = 0;

	srand(7);
	for (int i = 0; i < 200000; i++) {
		size_t length = rand() % 12;
		char *text = malloc(length + 1);
		struct cpu_list list, again;
		char *shortest;

		for (size_t j = 0; j < length; j++)
			text[j] = letters[rand() % (sizeof(letters) - 1)];
		text[length] = 0;
		if (!cpu_list_parse(text, &list)) {
			taken++;
			assert_true(list.count > 0);
			for (size_t j = 1; j < list.count; j++)
				assert_true(list.cpus[j - 1] < list.cpus[j]);
			shortest = cpu_list_text(&list);
			assert_int_equal(cpu_list_parse(shortest, &again), 0);
			assert_int_equal(again.count, list.count);
			assert_memory_equal(again.cpus, list.cpus,
					    list.count * sizeof(*list.cpus));
			cpu_list_free(&again);
			free(shortest);
			cpu_list_free(&list);
		}
		free(text);
	}
	/* An empty pass would be none. */
	assert_true(taken > 10000);
}

static void this_process_may_run_somewhere(void **state)
{
	struct cpu_list list;

	assert_int_equal(cpu_list_allowed(&list), 0);
	assert_true(list.count > 0);
	assert_true(cpu_list_contains(&list, list.cpus[list.count - 1]));
	assert_false(cpu_list_contains(&list, CPU_LIMIT));
	cpu_list_free(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_written_the_shortest_way),
		cmocka_unit_test(what_is_no_list_is_refused),
		cmocka_unit_test(any_text_is_taken_or_refused),
		cmocka_unit_test(this_process_may_run_somewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
