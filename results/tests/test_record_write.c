// SPDX-License-Identifier: GPL-2.0-or-later
/* The writer: its lines, its CRC, its errors; and that the reader takes back its lines.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include <pty.h>
#include <termios.h>

#include "results/cleanup.h"
#include "results/record.h"
#include "results/record_seal.h"
#include "results/tests/outcome.h"

static json_t *object(const char *text)
{
	json_t *value = json_loads(text, 0, NULL);

	assert_non_null(value);
	return value;
}

static int write_text(struct record_writer *writer, const char *text)
{
	_cleanup_json_ json_t *record = object(text);

	return record_write(writer, record, NULL, 0);
}

/* What a writer makes of one record and its series. The caller frees it. */
static char *line_of(const char *text, const struct record_series *series, size_t count)
{
	_cleanup_json_ json_t *record = object(text);
	char *written = NULL;
	size_t length;
	FILE *stream = open_memstream(&written, &length);
	struct record_writer *writer = record_writer_new(stream);

	assert_int_equal(record_write(writer, record, series, count), 0);
	record_writer_free(writer);
	fclose(stream);
	return written;
}

static void a_record_is_one_compact_line(void **state)
{
	_cleanup_free_ char *line =
		line_of("{\"type\": \"x\", \"a\": [1, 2.5, null]}", NULL, 0);

	assert_string_equal(line, "{\"type\":\"x\",\"a\":[1,2.5,null]}\n");
}

static void series_follow_the_small_fields(void **state)
{
	const uint64_t singles[] = { 0, 9, 10, INT64_MAX };
	const uint64_t pairs[] = { 1, 2, 30, 40 };
	const struct record_series series[] = {
		{ .name = "s", .width = 1, .count = 4, .values = singles },
		{ .name = "p", .width = 2, .count = 2, .values = pairs },
		{ .name = "e", .width = 2 },
	};
	_cleanup_free_ char *line = line_of("{\"type\":\"x\"}", series, 3);

	assert_string_equal(line, "{\"type\":\"x\",\"s\":[0,9,10,9223372036854775807],"
				  "\"p\":[[1,2],[30,40]],\"e\":[]}\n");
}

static const char *word_of(uint64_t number)
{
	return number ? "some" : "none";
}

static void a_column_of_a_series_may_be_text(void **state)
{
	const uint64_t rows[] = { 1, 0, 2, 3, 7, 4 };
	const struct record_series series = {
		.name = "s",
		.width = 3,
		.count = 2,
		.values = rows,
		.text = word_of,
		.text_column = 1,
	};
	_cleanup_free_ char *line = line_of("{\"type\":\"x\"}", &series, 1);

	assert_string_equal(line, "{\"type\":\"x\","
				  "\"s\":[[1,\"none\",2],[3,\"some\",4]]}\n");
}

static void a_histogram_is_a_series_of_pairs(void **state)
{
	uint64_t values[] = { 7, 5, 7 };
	struct histogram histogram, back;

	assert_int_equal(histogram_from_values(values, 3, &histogram), 0);
	struct record_series series = record_series_of("alloc", &histogram);
	_cleanup_free_ char *line = line_of("{\"type\":\"x\"}", &series, 1);
	assert_string_equal(line, "{\"type\":\"x\",\"alloc\":[[5,1],[7,2]]}\n");

	_cleanup_json_ json_t *record = object(line);
	assert_int_equal(record_histogram(record, "alloc", &back), 0);
	assert_int_equal(back.total, 3);
	assert_int_equal(back.bin_count, 2);
	assert_memory_equal(back.bins, histogram.bins, 2 * sizeof(*back.bins));
	assert_int_equal(record_histogram(record, "free", &(struct histogram){ 0 }),
			 -ENOENT);
	histogram_free(&histogram);
	histogram_free(&back);
}

static size_t write_lines(FILE *stream, struct record_writer *writer, int first, int last)
{
	static const char *const lines[] = {
		"{\"type\":\"header\"}",    "{\"type\":\"environment\"}",
		"{\"type\":\"x\",\"a\":1}", "{\"type\":\"x\",\"a\":2}",
		"{\"type\":\"footer\"}",
	};

	for (int i = first; i <= last; i++) {
		_cleanup_json_ json_t *record = object(lines[i]);

		assert_int_equal(record_write(writer, record, NULL, 0), 0);
	}
	fflush(stream);
	return isatty(fileno(stream)) ? 0 : (size_t)ftell(stream);
}

/* Cut after any line and gone on from there, the result is the same. */
static void a_prefix_is_gone_on_with(void **state)
{
	char path[] = "/tmp/record-prefix-XXXXXX";
	char whole[400] = "", text[400] = "";
	FILE *stream = fdopen(mkstemp(path), "w+");
	struct record_writer *writer = record_writer_new(stream);
	struct record_prefix prefix;
	size_t length = write_lines(stream, writer, 0, 4);

	record_writer_free(writer);
	rewind(stream);
	assert_int_equal(fread(whole, 1, sizeof(whole), stream), length);
	for (size_t lines = 2; lines < 5; lines++) {
		assert_int_equal(record_prefix_read(path, 2, lines, &prefix), 0);
		assert_int_equal(prefix.lines, lines);
		assert_int_equal(whole[prefix.length - 1], '\n');
		assert_int_equal(ftruncate(fileno(stream), (off_t)prefix.length), 0);
		fseek(stream, 0, SEEK_END);
		writer = record_writer_new(stream);
		record_writer_continue(writer, &prefix);
		write_lines(stream, writer, (int)lines, 4);
		record_writer_free(writer);
		rewind(stream);
		assert_int_equal(fread(text, 1, sizeof(text), stream), length);
		assert_memory_equal(text, whole, length);
	}
	assert_int_equal(record_prefix_read(path, 2, 6, &prefix), -ENODATA);
	assert_int_equal(record_prefix_read("/nowhere", 2, 3, &prefix), -ENOENT);
	assert_int_equal(record_prefix_read(CORPUS "/good.jsonl.gz", 2, 3, &prefix),
			 -EILSEQ);
	fclose(stream);
	unlink(path);
}

/* Sent through a line. No byte of it, be it of the seal, may be another one; nor may one be missing. */
static void a_result_is_sealed_to_the_byte(void **state)
{
	struct termios raw = { 0 };
	char text[1024];
	int ends[2];

	cfmakeraw(&raw);
	assert_int_equal(openpty(&ends[0], &ends[1], NULL, &raw, NULL), 0);
	FILE *stream = fdopen(ends[1], "w");
	struct record_writer *writer = record_writer_new(stream);
	write_lines(stream, writer, 0, 4);
	record_writer_free(writer);
	size_t length = 0;
	while (!length || !record_is_sealed(text, length)) {
		ssize_t got = read(ends[0], text + length, sizeof(text) - length);

		assert_true(got > 0);
		length += (size_t)got;
	}
	fclose(stream);
	close(ends[0]);
	assert_true(record_is_sealed(text, length));
	for (size_t i = 0; i < length; i++) {
		assert_false(record_is_sealed(text, i));
		text[i] ^= 1;
		assert_false(record_is_sealed(text, length));
		text[i] ^= 1;
	}
}

static void what_is_no_record_is_refused_unwritten(void **state)
{
	const uint64_t large[] = { 1, (uint64_t)INT64_MAX + 1 };
	const struct record_series series = {
		.name = "s", .width = 2, .count = 1, .values = large
	};
	_cleanup_json_ json_t *record = object("{\"type\":\"x\"}");
	char text[100] = "";
	FILE *stream = fmemopen(text, sizeof(text), "w");
	struct record_writer *writer = record_writer_new(stream);

	assert_int_equal(write_text(writer, "{\"a\":1}"), -EINVAL);
	assert_int_equal(write_text(writer, "{\"type\":1}"), -EINVAL);
	assert_int_equal(record_write(writer, record, &series, 1), -ERANGE);
	assert_int_equal(record_write(writer, record, NULL, 0), 0);
	assert_string_equal(text, "{\"type\":\"x\"}\n");
	record_writer_free(writer);
	fclose(stream);
}

/* Writes every record of good.jsonl anew. */
static void copy_good(const char *path)
{
	struct record_reader *reader;
	json_t *record;
	FILE *stream = fopen(path, "w");
	struct record_writer *writer = record_writer_new(stream);

	assert_int_equal(record_reader_open(corpus_path("good.jsonl"), &reader), 0);
	while (record_read(reader, &record) == 1) {
		assert_int_equal(record_write(writer, record, NULL, 0), 0);
		json_decref(record);
	}
	assert_string_equal(record_reader_error(reader), "");
	record_reader_free(reader);
	record_writer_free(writer);
	assert_int_equal(fclose(stream), 0);
}

static void a_copy_is_the_same_byte_by_byte(void **state)
{
	size_t length;
	_cleanup_free_ char *good = corpus_bytes("good.jsonl", &length);
	_cleanup_free_ char *copy = malloc(length + 1);

	/* It came through a line, and a file has no seal. */
	char *seal = strstr(good, ",\"sent_crc32\"");
	assert_non_null(seal);
	strcpy(seal, "}\n");
	length = strlen(good);
	copy_good(scratch_path());
	_cleanup_fclose_ FILE *stream = fopen(scratch_path(), "r");
	assert_int_equal(fread(copy, 1, length + 1, stream), length);
	assert_memory_equal(copy, good, length);
	assert_true(outcome_of(scratch_path()).complete);
}

static void stdio_output_before_a_record_stays_before_it(void **state)
{
	char text[20] = "";
	FILE *stream = fopen(scratch_path(), "w+");
	struct record_writer *writer = record_writer_new(stream);

	fputs("first\n", stream);
	assert_int_equal(write_text(writer, "{\"type\":\"x\"}"), 0);
	rewind(stream);
	assert_int_equal(fread(text, 1, sizeof(text) - 1, stream), 19);
	assert_string_equal(text, "first\n{\"type\":\"x\"}\n");
	record_writer_free(writer);
	fclose(stream);
}

static void a_full_disk_is_named_and_final(void **state)
{
	_cleanup_fclose_ FILE *stream = fopen("/dev/full", "w");
	struct record_writer *writer = record_writer_new(stream);

	errno = EPERM;
	assert_int_equal(write_text(writer, "{\"type\":\"x\"}"), -ENOSPC);
	errno = 0;
	assert_int_equal(write_text(writer, "{\"type\":\"x\"}"), -ENOSPC);
	record_writer_free(writer);
}

static void a_closed_pipe_is_named(void **state)
{
	int ends[2];

	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	_cleanup_fclose_ FILE *stream = fdopen(ends[1], "w");
	struct record_writer *writer = record_writer_new(stream);
	assert_int_equal(write_text(writer, "{\"type\":\"x\"}"), -EPIPE);
	record_writer_free(writer);
}

static void wake(int signal_number)
{
}

/* Signals every millisecond, and handlers that do not restart what they interrupt. */
static void disturb(bool on)
{
	const struct sigaction action = { .sa_handler = on ? wake : SIG_IGN };
	const struct itimerval often = { { 0, on * 1000 }, { 0, on * 1000 } };

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
}

/* Counts what comes through a pipe, slowly. */
static size_t read_slowly(int fd)
{
	char part[4096];
	size_t total = 0;
	ssize_t got;

	while ((got = read(fd, part, sizeof(part))) != 0) {
		if (got > 0)
			total += (size_t)got;
		usleep(1000);
	}
	return total;
}

static void write_through_full_pipe(int flags)
{
	static const uint64_t values[100000];
	const struct record_series series = {
		.name = "s", .width = 1, .count = 100000, .values = values
	};
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	fcntl(ends[1], F_SETFL, flags);
	pid_t child = fork();
	if (child == 0) {
		close(ends[1]);
		_exit(read_slowly(ends[0]) == 200000 + 19 ? 0 : 1);
	}
	close(ends[0]);

	FILE *stream = fdopen(ends[1], "w");
	struct record_writer *writer = record_writer_new(stream);
	_cleanup_json_ json_t *record = object("{\"type\":\"x\"}");
	disturb(true);
	int error = record_write(writer, record, &series, 1);
	disturb(false);
	record_writer_free(writer);
	fclose(stream);

	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(error, 0);
	assert_int_equal(status, 0);
}

static void signals_and_full_pipes_lose_nothing(void **state)
{
	write_through_full_pipe(0);
	write_through_full_pipe(O_NONBLOCK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_is_one_compact_line),
		cmocka_unit_test(series_follow_the_small_fields),
		cmocka_unit_test(a_column_of_a_series_may_be_text),
		cmocka_unit_test(a_histogram_is_a_series_of_pairs),
		cmocka_unit_test(a_prefix_is_gone_on_with),
		cmocka_unit_test(a_result_is_sealed_to_the_byte),
		cmocka_unit_test(what_is_no_record_is_refused_unwritten),
		cmocka_unit_test(a_copy_is_the_same_byte_by_byte),
		cmocka_unit_test(stdio_output_before_a_record_stays_before_it),
		cmocka_unit_test(a_full_disk_is_named_and_final),
		cmocka_unit_test(a_closed_pipe_is_named),
		cmocka_unit_test(signals_and_full_pipes_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
