// SPDX-License-Identifier: GPL-2.0-or-later
/* Lines that are not JSON, files that are cut short, the corpus: what the reader says. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "results/cleanup.h"
#include "results/record.h"
#include "results/tests/outcome.h"

static const struct {
	const char *name;
	int error;
	size_t records;
	bool complete;
	size_t line; /* 0: the message names none */
	const char *says;
} corpus[] = {
	{ "good.jsonl",              0,                25, true,  25, "" },
	{ "good.jsonl.gz",           0,                25, true,  25, "" },
	{ "schema-later-minor.jsonl",0,                25, true,  25, "" },
	{ "no-footer.jsonl",         0,                23, false, 23, "" },
	{ "header-only.jsonl",       0,                1,  false, 1,  "" },
	{ "truncated.jsonl",         -ENODATA,          22, false, 23, "truncated in" },
	{ "garbage-lines.jsonl",     -EILSEQ,          1,  false, 2,  "not JSON" },
	{ "garbage.bin",             -EILSEQ,          0,  false, 1,  "not JSON" },
	{ "empty.jsonl",             -EILSEQ,          0,  false, 0,  "empty: not a result" },
	{ "newline.jsonl",           -EILSEQ,          0,  false, 1,  "not JSON" },
	{ "schema2.jsonl",           -EPROTONOSUPPORT, 0,  false, 1,  "allocbench/2.0" },
	{ "schema-other.jsonl",      -EBADMSG,         0,  false, 1,  "otherbench" },
	{ "two-results.jsonl",       -EBADMSG,         25, false, 26, "after the footer" },
	{ "no-header.jsonl",         -EBADMSG,         0,  false, 1,  "record is no" },
	{ "changed.jsonl",           -EBADMSG,         24, false, 25, "or changed" },
	{ "other.json",              -EBADMSG,         0,  false, 1,  "not an obj" },
	{ "no such file",            -ENOENT,          0,  false, 0,  "no such file" },
	{ ".",                       -EISDIR,          0,  false, 1,  "is a directory" },
};

static void check_message(const struct outcome *outcome, const char *path, size_t line,
			  const char *says)
{
	char place[300] = "";

	if (outcome->error && line)
		snprintf(place, sizeof(place), "%s:%zu: ", path, line);
	else if (outcome->error)
		snprintf(place, sizeof(place), "%s: ", path);
	if (strncmp(outcome->message, place, strlen(place)) ||
	    !strstr(outcome->message, says))
		fail_msg("%s: not \"%s\" at %s", outcome->message, says, place);
	for (const char *c = outcome->message; *c; c++)
		assert_in_range(*c, ' ', '~');
}

static void the_corpus_reads_as_expected(void **state)
{
	for (size_t i = 0; i < sizeof(corpus) / sizeof(corpus[0]); i++) {
		const char *path = corpus_path(corpus[i].name);
		struct outcome outcome = outcome_of(path);

		if (outcome.error != corpus[i].error ||
		    outcome.records != corpus[i].records ||
		    outcome.complete != corpus[i].complete)
			fail_msg("%s: %d, %zu records, complete %d: %s", corpus[i].name,
				 outcome.error, outcome.records, outcome.complete,
				 outcome.message);
		check_message(&outcome, path, corpus[i].line, corpus[i].says);
		assert_true(outcome_is_that_without_rows(&outcome, path));
	}
}

#define HEADER_REST                                                                   \
	"\"tool\":\"\",\"module\":{\"version\":\"\",\"build\":\"\"},\"run_id\":\"\"," \
	"\"started\":\"\",\"command\":\"\",\"argv\":[],\"seed\":0"
#define HEADER "{\"type\":\"header\",\"schema\":\"allocbench/1.0\"," HEADER_REST "}\n"

/* A second line after a good header. */
static const struct {
	const char *line;
	size_t length; /* 0: up to the NUL */
	int error;
	const char *says;
} lines[] = {
	{ "\n",                              0,  -EILSEQ,  "not JSON" },
	{ "{\n",                             0,  -EILSEQ,  "not JSON" },
	{ "{} {}\n",                         0,  -EILSEQ,  "not JSON" },
	{ "{\"type\":\"x\"",                 0,  -ENODATA,  "truncated in the middle" },
	{ "{\"type\":\"x\"}",                0,  -ENODATA,  "truncated in the middle" },
	{ "{\"type\":\"x\",\"type\":\"y\"}\n", 0, -EILSEQ, "duplicate object key" },
	{ "{\"type\":\"\xff\"}\n",           0,  -EILSEQ,  "unable to decode byte 0xff" },
	{ "{\"type\":\"\xed\xa0\x80\"}\n",   0,  -EILSEQ,  "unable to decode" },
	{ "{\"type\":\"\\u0000\"}\n",        0,  -EILSEQ,  "not JSON" },
	{ "{\"type\":\"\0x\"}\n",            14, -EILSEQ,  "a NUL byte" },
	{ "\0\n",                            2,  -EILSEQ,  "a NUL byte" },
	{ "{\"type\":\"x\",\"a\":1e999}\n",  0,  -EILSEQ,  "real number overflow" },
	{ "{\"type\":\"x\",\"a\":9223372036854775808}\n", 0, -EILSEQ, "too big integer" },
	{ "{\"type\":\"x\",\"a\":NaN}\n",    0,  -EILSEQ,  "not JSON" },
	{ "{\"type\":\"x\",\"a\":01}\n",     0,  -EILSEQ,  "not JSON" },
	{ "5\n",                             0,  -EILSEQ,  "not JSON" },
	{ "[]\n",                            0,  -EBADMSG, "not an object with a type" },
	{ "{}\n",                            0,  -EBADMSG, "not an object with a type" },
	{ "{\"type\":null}\n",               0,  -EBADMSG, "not an object with a type" },
	{ "{\"type\":\"x\"}\n",              0,  0,        "" },
	{ "{\"type\":\"x\"}\r\n",            0,  0,        "" },
};

static void a_line_that_is_not_json_is_placed(void **state)
{
	char text[1024] = HEADER;
	size_t begin = strlen(HEADER);

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		size_t length = lines[i].length ? lines[i].length : strlen(lines[i].line);

		memcpy(text + begin, lines[i].line, length);
		struct outcome outcome = outcome_of_bytes(text, begin + length);
		if (outcome.error != lines[i].error || outcome.records != 1)
			fail_msg("row %zu: %d, %s", i, outcome.error, outcome.message);
		check_message(&outcome, scratch_path(), 2, lines[i].says);
		assert_false(outcome.complete);
	}
}

static void nesting_has_a_limit(void **state)
{
	enum { DEPTH = 100000 };
	_cleanup_free_ char *text = malloc(2 * DEPTH + 1);

	memset(text, '[', DEPTH);
	memset(text + DEPTH, ']', DEPTH);
	text[2 * DEPTH] = '\n';
	struct outcome outcome = outcome_of_bytes(text, 2 * DEPTH + 1);
	assert_int_equal(outcome.error, -EILSEQ);
	assert_non_null(strstr(outcome.message, "maximum parsing depth reached"));
}

static void the_length_of_a_line_has_a_limit(void **state)
{
	const size_t length = ((size_t)64 << 20) + 1;
	_cleanup_free_ char *text = malloc(length);

	memset(text, ' ', length);
	text[length - 1] = '\n';
	struct outcome outcome = outcome_of_packed(text, length);
	assert_int_equal(outcome.error, -EMSGSIZE);
	check_message(&outcome, scratch_path(), 1, "longer than 64 MiB");

	/* One byte less is a line, though an empty one. */
	outcome = outcome_of_packed(text + 1, length - 1);
	assert_int_equal(outcome.error, -EILSEQ);
	check_message(&outcome, scratch_path(), 1, "not JSON");
}

static void a_plain_file_may_be_cut_anywhere(void **state)
{
	size_t length;
	_cleanup_free_ char *good = corpus_bytes("good.jsonl", &length);

	for (size_t cut = 0; cut < length; cut++) {
		struct outcome outcome = outcome_of_bytes(good, cut);
		bool is_between = cut > 0 && good[cut - 1] == '\n';

		assert_false(outcome.complete);
		assert_int_equal(outcome.error, is_between ? 0 : cut ? -ENODATA : -EILSEQ);
		if (!is_between && cut > 0)
			assert_non_null(strstr(outcome.message, "truncated"));
	}
}

static void a_packed_file_may_be_cut_anywhere(void **state)
{
	size_t length;
	_cleanup_free_ char *packed = corpus_bytes("good.jsonl.gz", &length);

	for (size_t cut = 0; cut < length; cut++) {
		struct outcome outcome = outcome_of_bytes(packed, cut);

		assert_false(outcome.complete);
		/* A single byte does not show yet that it is gzip's. */
		if (outcome.error != (cut > 1 ? -ENODATA : -EILSEQ))
			fail_msg("cut at %zu: %d, %s", cut, outcome.error,
				 outcome.message);
	}
}

static void a_packed_file_that_is_damaged_is_never_complete(void **state)
{
	size_t length;
	_cleanup_free_ char *packed = corpus_bytes("good.jsonl.gz", &length);
	size_t good_length;
	_cleanup_free_ char *good = corpus_bytes("good.jsonl", &good_length);

	/* Nothing checks the date in gzip's header and the padding before its trailer. */
	for (size_t i = 10; i < length; i++) {
		if (i == length - 9)
			continue;
		packed[i] ^= 0x10;
		struct outcome outcome = outcome_of_bytes(packed, length);
		/* A changed distance may point to another place with the same text. */
		bool is_harmless = scratch_unpacks_to(good, good_length);
		packed[i] ^= 0x10;

		if (!is_harmless && (outcome.complete || outcome.error >= 0))
			fail_msg("byte %zu: %d, %s", i, outcome.error, outcome.message);
		if (i >= length - 8)
			assert_non_null(strstr(outcome.message, "damaged gzip data"));
	}
}

static void a_flipped_bit_never_crashes(void **state)
{
	size_t length;
	_cleanup_free_ char *good = corpus_bytes("good.jsonl", &length);
	size_t body = (size_t)(strstr(good, "{\"type\":\"calibration\"") - good);
	size_t footer = (size_t)(strstr(good, "{\"type\":\"footer\"") - good);

	for (size_t i = 0; i < length; i++) {
		good[i] ^= (char)(1 << i % 8);
		struct outcome outcome = outcome_of_bytes(good, length);
		good[i] ^= (char)(1 << i % 8);

		/* Reading all twice takes too long; an odd step meets all bits. */
		if (i % 3 == 0 &&
		    !outcome_is_that_without_rows(&outcome, scratch_path()))
			fail_msg("byte %zu: rows left out make a difference", i);
		/* The CRC covers these. */
		if (i >= body && i < footer && (outcome.complete || !outcome.error))
			fail_msg("byte %zu: no error", i);
	}
}

static void an_error_is_final(void **state)
{
	struct record_reader *reader;
	json_t *record;

	assert_int_equal(record_reader_open(corpus_path("schema2.jsonl"), &reader), 0);
	assert_int_equal(record_read(reader, &record), -EPROTONOSUPPORT);
	assert_null(record);
	assert_int_equal(record_read(reader, &record), -EPROTONOSUPPORT);
	assert_int_equal(record_reader_line(reader), 1);
	record_reader_free(reader);
}

static void an_end_stays_the_end(void **state)
{
	struct record_reader *reader;
	json_t *record;

	assert_int_equal(record_reader_open(corpus_path("header-only.jsonl"), &reader),
			 0);
	assert_int_equal(record_read(reader, &record), 1);
	json_decref(record);
	assert_int_equal(record_read(reader, &record), 0);
	assert_int_equal(record_read(reader, &record), 0);
	assert_null(record);
	record_reader_free(reader);
	record_reader_free(NULL);
}

static void standard_input_reads_too(void **state)
{
	int saved = dup(STDIN_FILENO);

	assert_non_null(freopen(corpus_path("schema2.jsonl"), "r", stdin));
	struct outcome outcome = outcome_of("-");
	assert_int_equal(outcome.error, -EPROTONOSUPPORT);
	check_message(&outcome, "standard input", 1, "allocbench/2.0");
	dup2(saved, STDIN_FILENO);
	close(saved);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_corpus_reads_as_expected),
		cmocka_unit_test(a_line_that_is_not_json_is_placed),
		cmocka_unit_test(nesting_has_a_limit),
		cmocka_unit_test(the_length_of_a_line_has_a_limit),
		cmocka_unit_test(a_plain_file_may_be_cut_anywhere),
		cmocka_unit_test(a_packed_file_may_be_cut_anywhere),
		cmocka_unit_test(a_packed_file_that_is_damaged_is_never_complete),
		cmocka_unit_test(a_flipped_bit_never_crashes),
		cmocka_unit_test(an_error_is_final),
		cmocka_unit_test(an_end_stays_the_end),
		cmocka_unit_test(standard_input_reads_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
