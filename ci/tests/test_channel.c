// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about the results channel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <stdio.h>
#include <zlib.h>

#include "../channel.h"
#include "results/cleanup.h"

#define TOKEN "0123456789abcdef"
#define BEGIN "allocvm-begin " TOKEN "\n"

/* The CRC is put in place by with_crcs(). */
#define CRC "CRCCRCCR"
#define END(rest) "\nallocvm-end " TOKEN " " rest " " CRC "\n"

static const struct {
	const char *stream;
	enum channel_state state;
	const char *payload, *word;
	int number;
} rows[] = {
	{ "", CHANNEL_SILENT, NULL, "", 0 },
	{ "allocvm-begin 01234567", CHANNEL_SILENT, NULL, "", 0 },
	{ BEGIN, CHANNEL_OPEN, "", "", 0 },
	{ BEGIN "{\"a\":1}\n{\"b", CHANNEL_OPEN, "{\"a\":1}\n{\"b", "", 0 },
	{ BEGIN END("exit 0 0"), CHANNEL_CLOSED, "", "exit", 0 },
	{ BEGIN "abc" END("exit 3 3"), CHANNEL_CLOSED, "abc", "exit", 3 },
	{ BEGIN "abc\n" END("exit 3 4"), CHANNEL_CLOSED, "abc\n", "exit", 3 },
	{ BEGIN "abc\n\n" END("signal 9 5"), CHANNEL_CLOSED, "abc\n\n", "signal", 9 },
	{ BEGIN END("no-module 8 0"), CHANNEL_CLOSED, "", "no-module", 8 },
	{ BEGIN "abc" END("exit 0 4"), CHANNEL_GARBLED, "abc", "exit", 0 },
	{ BEGIN "abcd" END("exit 0 3"), CHANNEL_GARBLED, "abcd", "exit", 0 },
	{ BEGIN "abc" END("exit 0 3") "x", CHANNEL_OPEN, "abc" END("exit 0 3") "x", "", 0 },
	{ BEGIN "abc" END("exit 0"), CHANNEL_OPEN, "abc" END("exit 0"), "", 0 },
	{ BEGIN "abc\nallocvm-end 0123456789abcdee exit 0 3\n", CHANNEL_OPEN,
	  "abc\nallocvm-end 0123456789abcdee exit 0 3\n", "", 0 },
	{ "allocvm-begin 0123456789abcdee\nabc\n", CHANNEL_GARBLED, "abc\n", "", 0 },
	{ "something else, and long enough\nabc\n", CHANNEL_GARBLED, NULL, "", 0 },
	{ BEGIN "abc\nallocvm-end " TOKEN " exit 0 3\n", CHANNEL_OPEN, NULL, "", 0 },
	{ BEGIN "abc\nallocvm-end " TOKEN " exit 0 3 00000000\n", CHANNEL_OPEN, NULL, "", 0 },
	/* The line of user-mode Linux counts nothing. */
	{ BEGIN "abc" END("exit 0 4294967295"), CHANNEL_CLOSED, "abc", "exit", 0 },
	/* A driver that prints an end line of its own does not end the stream. */
	{ BEGIN "a" END("exit 0 1") END("exit 5 49"), CHANNEL_CLOSED, "a" END("exit 0 1"),
	  "exit", 5 },
};

/* A copy of a stream in which each end line has its CRC. */
static char *with_crcs(const char *text)
{
	char *stream = strdup(text), crc[sizeof(CRC)];

	assert_non_null(stream);
	for (char *at = stream; (at = strstr(at, " " CRC "\n"));) {
		char *line = at;

		while (strncmp(line, "\nallocvm-end", strlen("\nallocvm-end")) != 0)
			line--;
		snprintf(crc, sizeof(crc), "%08lx",
			 crc32(0, (const unsigned char *)line, (unsigned)(at - line)));
		memcpy(at + 1, crc, strlen(crc));
	}
	return stream;
}

static void streams_are_taken_apart(void **state)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		_cleanup_free_ char *stream = with_crcs(rows[i].stream);
		_cleanup_free_ char *payload =
			with_crcs(rows[i].payload ? rows[i].payload : "");
		struct channel channel = channel_parse(stream, strlen(stream), TOKEN);

		print_message("%zu\n", i);
		assert_int_equal(channel.state, rows[i].state);
		assert_string_equal(channel.word, rows[i].word);
		if (!rows[i].payload)
			continue;
		assert_int_equal(channel.payload_length, strlen(payload));
		assert_memory_equal(channel.payload, payload, channel.payload_length);
	}
}

/* Each copy stands at the end of its own memory, so that a sanitizer sees a long read. */
static void a_stream_cut_anywhere_is_never_closed(void **state)
{
	_cleanup_free_ char *whole = with_crcs(BEGIN "line\nline\n" END("exit 0 10"));

	for (size_t length = 0; length < strlen(whole); length++) {
		char *part = malloc(length + !length);
		memcpy(part, whole, length);
		struct channel channel = channel_parse(part, length, TOKEN);
		assert_true(channel.state == CHANNEL_SILENT ||
			    channel.state == CHANNEL_OPEN);
		free(part);
	}
	assert_int_equal(channel_parse(whole, strlen(whole), TOKEN).state, CHANNEL_CLOSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(streams_are_taken_apart),
		cmocka_unit_test(a_stream_cut_anywhere_is_never_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
