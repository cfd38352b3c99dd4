// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Texts and records where each of jansson's allocations fails in turn: all of it or
 * nothing.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "results/cleanup.h"
#include "results/json_text.h"
#include "results/record.h"

#define FIELDS 40

static unsigned int countdown; /* to the allocation that fails; 0: none */

static void *failing_malloc(size_t size)
{
	return countdown && !--countdown ? NULL : malloc(size);
}

static int set_up(void **state)
{
	json_set_alloc_funcs(failing_malloc, free);
	return 0;
}

/* Its text grows several times. */
static json_t *footer(void)
{
	json_t *record = json_pack("{s: s, s: s}", "type", "footer", "crc32", "00000000");
	char key[80];

	for (int i = 0; i < FIELDS; i++) {
		snprintf(key, sizeof(key), "a field with a long name, which is number %d",
			 i);
		assert_int_equal(
			json_object_set_new(record, key, json_pack("[i, [i]]", i, i)), 0);
	}
	return record;
}

static void a_text_is_whole_or_none(void **state)
{
	_cleanup_json_ json_t *record = footer();
	_cleanup_free_ char *whole = json_dumps(record, JSON_COMPACT);
	unsigned int number = 0, failures = 0;
	bool failed = true;

	while (failed) {
		countdown = ++number;
		_cleanup_free_ char *text = json_text(record, JSON_COMPACT);
		failed = !countdown;
		countdown = 0;
		failures += !text;
		if (text)
			assert_string_equal(text, whole);
		else
			assert_true(failed);
	}
	assert_true(failures > FIELDS);
}

static void a_printed_text_is_whole_or_an_error(void **state)
{
	_cleanup_json_ json_t *record = footer();
	_cleanup_free_ char *whole = json_dumps(record, JSON_INDENT(1));
	unsigned int number = 0, failures = 0;
	bool failed = true;

	while (failed) {
		_cleanup_free_ char *text = NULL;
		size_t length;
		FILE *stream = open_memstream(&text, &length);

		countdown = ++number;
		int error = json_text_print(record, stream, JSON_INDENT(1));
		failed = !countdown;
		countdown = 0;
		fclose(stream);
		failures += error != 0;
		assert_int_equal(error, failed ? -ENOMEM : 0);
		if (!error) {
			assert_memory_equal(text, whole, strlen(whole));
			assert_string_equal(text + strlen(whole), "\n");
		}
	}
	assert_true(failures > FIELDS);
}

static void what_a_stream_does_not_take_is_the_streams_to_say(void **state)
{
	_cleanup_json_ json_t *record = footer();
	FILE *stream = fopen("/dev/full", "w");

	setbuf(stream, NULL);
	assert_int_equal(json_text_print(record, stream, 0), 0);
	assert_true(ferror(stream));
	fclose(stream);
}

static void a_record_is_whole_or_an_error(void **state)
{
	_cleanup_json_ json_t *record = footer();
	unsigned int number = 0, failures = 0;
	bool failed = true;

	while (failed) {
		_cleanup_free_ char *line = NULL;
		size_t length;
		FILE *stream = open_memstream(&line, &length);
		struct record_writer *writer = record_writer_new(stream);

		countdown = ++number;
		int error = record_write(writer, record, NULL, 0);
		failed = !countdown;
		countdown = 0;
		record_writer_free(writer);
		fclose(stream);
		failures += error != 0;
		if (error) {
			assert_true(failed);
			assert_int_equal(error, -ENOMEM);
			assert_int_equal(length, 0);
			continue;
		}
		_cleanup_json_ json_t *written = json_loads(line, 0, NULL);
		assert_true(json_equal(written, record));
	}
	assert_true(failures > FIELDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_whole_or_none),
		cmocka_unit_test(a_printed_text_is_whole_or_an_error),
		cmocka_unit_test(what_a_stream_does_not_take_is_the_streams_to_say),
		cmocka_unit_test(a_record_is_whole_or_an_error),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
