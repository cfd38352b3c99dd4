// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Streams of guests, each damaged in one of many ways: none passes as a whole result that is
 * not, byte for byte, what the driver sent. As TAP.
 *
 *   test_stream_mutations [COUNT]
 *
 * SOAK_SEED seeds the chances.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "../classify.h"
#include "../guest.h"
#include "../stream.h"
#include "results/cleanup.h"

#define TOKEN "0123456789abcdef"
#define LOG GUEST_LOG_END TOKEN "\n"
#define COUNT 20000

/* Of a mutation: what is inserted, swapped, moved. */
#define SPAN_LIMIT 200

static uint64_t chance_state;

/* xorshift64* */
static size_t chance(size_t below)
{
	chance_state ^= chance_state >> 12;
	chance_state ^= chance_state << 25;
	chance_state ^= chance_state >> 27;
	return (size_t)((chance_state * UINT64_C(0x2545f4914f6cdd1d)) >> 33) % below;
}

/**
 * struct stream - what came through the line
 * @bytes: with room for SPAN_LIMIT more
 */
struct stream {
	char *bytes;
	size_t length;
};

static struct stream stream_copy_of(const struct stream *stream)
{
	struct stream copy = { malloc(2 * stream->length + SPAN_LIMIT), stream->length };

	memcpy(copy.bytes, stream->bytes, stream->length);
	return copy;
}

static void replace(struct stream *stream, size_t at, size_t length, const char *bytes,
		    size_t new_length)
{
	memmove(stream->bytes + at + new_length, stream->bytes + at + length,
		stream->length - at - length);
	memcpy(stream->bytes + at, bytes, new_length);
	stream->length += new_length - length;
}

static void flip_bit(struct stream *stream)
{
	stream->bytes[chance(stream->length)] ^= (char)(1 << chance(8));
}

static void flip_bits(struct stream *stream)
{
	for (size_t left = 2 + chance(6); left; left--)
		flip_bit(stream);
}

static void change_byte(struct stream *stream)
{
	stream->bytes[chance(stream->length)] = (char)chance(256);
}

/* The likeliest to be read as something else that is valid. */
static void change_digit(struct stream *stream)
{
	size_t at = chance(stream->length);

	for (size_t i = 0; i < stream->length; i++, at = (at + 1) % stream->length)
		if (stream->bytes[at] >= '0' && stream->bytes[at] <= '9')
			break;
	stream->bytes[at] = (char)('0' + chance(10));
}

static void change_digits(struct stream *stream)
{
	change_digit(stream);
	change_digit(stream);
}

static void swap_bytes(struct stream *stream)
{
	char *one = stream->bytes + chance(stream->length);
	char *other = stream->bytes + chance(stream->length);
	char byte = *one;

	*one = *other;
	*other = byte;
}

static void cut_end(struct stream *stream)
{
	stream->length = chance(stream->length);
}

static void cut_begin(struct stream *stream)
{
	replace(stream, 0, 1 + chance(stream->length - 1), "", 0);
}

static size_t span(const struct stream *stream, size_t at)
{
	size_t length = 1 + chance(SPAN_LIMIT);

	return length < stream->length - at ? length : stream->length - at;
}

static void cut_middle(struct stream *stream)
{
	size_t at = chance(stream->length);

	replace(stream, at, span(stream, at), "", 0);
}

static void insert_bytes(struct stream *stream)
{
	char bytes[SPAN_LIMIT];
	size_t length = 1 + chance(SPAN_LIMIT);

	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)chance(256);
	replace(stream, chance(stream->length), 0, bytes, length);
}

/* A line that lost as much as it got counts right. */
static void lose_and_insert(struct stream *stream)
{
	char bytes[SPAN_LIMIT];
	size_t at = chance(stream->length), length = span(stream, at);

	memset(bytes, " 0\n"[chance(3)], length);
	replace(stream, at, length, "", 0);
	replace(stream, chance(stream->length), 0, bytes, length);
}

static void zero_bytes(struct stream *stream)
{
	size_t at = chance(stream->length);

	memset(stream->bytes + at, 0, span(stream, at));
}

/* Return: a line with its newline. */
static size_t some_line(const struct stream *stream, size_t *length)
{
	size_t begin = chance(stream->length), end = begin;

	while (begin && stream->bytes[begin - 1] != '\n')
		begin--;
	while (end < stream->length && stream->bytes[end] != '\n')
		end++;
	*length = end + (end < stream->length) - begin;
	return begin;
}

static void drop_line(struct stream *stream)
{
	size_t length, at = some_line(stream, &length);

	replace(stream, at, length, "", 0);
}

static void put_line_again(struct stream *stream, bool is_moved)
{
	size_t length, at = some_line(stream, &length), ignored;
	_cleanup_free_ char *line = malloc(length + 1);

	memcpy(line, stream->bytes + at, length);
	if (is_moved)
		replace(stream, at, length, "", 0);
	replace(stream, stream->length ? some_line(stream, &ignored) : 0, 0, line, length);
}

static void double_line(struct stream *stream)
{
	put_line_again(stream, false);
}

static void move_line(struct stream *stream)
{
	put_line_again(stream, true);
}

static void double_all(struct stream *stream)
{
	memcpy(stream->bytes + stream->length, stream->bytes, stream->length);
	stream->length *= 2;
}

static const struct {
	const char *name;
	void (*mutate)(struct stream *stream);
} kinds[] = {
	{ "one bit flipped",          flip_bit },
	{ "some bits flipped",        flip_bits },
	{ "a byte changed",           change_byte },
	{ "a digit changed",          change_digit },
	{ "two digits changed",       change_digits },
	{ "two bytes swapped",        swap_bytes },
	{ "the end cut",              cut_end },
	{ "the beginning cut",        cut_begin },
	{ "a part cut out",           cut_middle },
	{ "bytes inserted",           insert_bytes },
	{ "as many lost as inserted", lose_and_insert },
	{ "a part zeroed",            zero_bytes },
	{ "a line dropped",           drop_line },
	{ "a line doubled",           double_line },
	{ "a line moved",             move_line },
	{ "the whole doubled",        double_all },
};

#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

/**
 * struct source - a stream that nothing has damaged
 * @payload: what the driver sent
 * @passes:  it ended well, and its result is whole
 */
struct source {
	char *payload;
	struct stream stream;
	bool passes;
};

static void make_source(struct source *source, const char *result, size_t length,
			int exit_code, bool passes)
{
	char end[128], crc[32];

	snprintf(end, sizeof(end), GUEST_END_FORMAT, TOKEN, GUEST_WORD_EXIT, exit_code,
		 (unsigned)length);
	snprintf(crc, sizeof(crc), GUEST_END_CRC_FORMAT,
		 (unsigned)crc32_z(0, (const unsigned char *)end, strlen(end)));
	source->payload = strndup(result, length);
	source->passes = passes;
	source->stream.length =
		(size_t)asprintf(&source->stream.bytes, "%s%s\n%.*s%s%s", GUEST_BEGIN,
				 TOKEN, (int)length, result, end, crc);
}

/* The first two records are the host's to fill in. */
static const char *records_of(const char *text, size_t length)
{
	const char *end = memchr(text, '\n', length);

	end = end ? memchr(end + 1, '\n', length - (size_t)(end + 1 - text)) : NULL;
	return end ? end + 1 : text + length;
}

/* Is the file what the driver sent? */
static bool is_what_was_sent(int fd, const struct source *source)
{
	_cleanup_bytes_ struct bytes file = { 0 };
	const char *sent = records_of(source->payload, strlen(source->payload)), *stored;

	if (bytes_read_fd(fd, &file))
		return false;
	stored = records_of(file.data, file.size);
	return !strcmp(stored, sent) && stored > file.data;
}

/* How a run ends: what `allocvm run` does with a stream. */
enum end { END_REFUSED, END_PASSED, END_FALSE };

static enum end end_of(const struct stream *stream, const struct source *source)
{
	static struct boot_options options = {
		.kernel.name = "debian:sid", .memory_mib = 64, .cpu_count = 1
	};
	struct vm vm = { .options = &options, .plan.token = TOKEN,
			 .qemu_version = "7.2" };
	struct problem problem = { .text = "" };

	options.machine = machine_of_clock("icount");
	vm.stream = (struct bytes){ stream->bytes, stream->length };
	vm.channel = channel_parse(stream->bytes, stream->length, TOKEN);

	const struct evidence evidence = {
		.ending = ENDING_EXITED, .wait_status = GUEST_EXIT_STATUS << 8,
		.log = LOG, .log_length = strlen(LOG), .channel = vm.channel,
		.token = TOKEN, .qemu_message = "", .machine = "icount", .title = "QEMU",
	};
	vm.complete = classify(&evidence, &problem);
	if (!vm.complete)
		return END_REFUSED;

	_cleanup_close_ int fd = bytes_memory_file("mutation", 0);
	if (fd < 0 || stream_copy(&vm, fd))
		return END_REFUSED;
	bool has_name = stream_judge(&vm, fd, "NAME", &problem);
	if (!has_name && problem.exit_code != EXIT_DONE)
		return END_REFUSED;
	bool is_same = vm.channel.payload_length == strlen(source->payload) &&
		       !memcmp(vm.channel.payload, source->payload, strlen(source->payload)) &&
		       is_what_was_sent(fd, source);
	bool says_done = problem.exit_code == EXIT_DONE;
	return is_same && (source->passes || !says_done) ? END_PASSED : END_FALSE;
}

static size_t fact_number;

static void fact(bool holds, const char *words)
{
	printf("%s %zu - %s\n", holds ? "ok" : "not ok", ++fact_number, words);
}

static void show(const char *kind, const struct stream *stream, const struct stream *sent)
{
	size_t at = 0;

	while (at < stream->length && at < sent->length &&
	       stream->bytes[at] == sent->bytes[at])
		at++;
	printf("# %s: %zu bytes, of %zu sent; other from byte %zu on\n", kind,
	       stream->length, sent->length, at);
}

/* Return: false passes. */
static size_t try_all(const struct source *sources, size_t source_count, size_t count)
{
	size_t tried[KIND_COUNT] = { 0 }, unchanged = 0, wrong = 0;

	for (size_t i = 0; i < count; i++) {
		const struct source *source = &sources[chance(source_count)];
		struct stream stream = stream_copy_of(&source->stream);
		size_t kind = i % KIND_COUNT;

		kinds[kind].mutate(&stream);
		enum end end = end_of(&stream, source);
		bool is_unchanged = stream.length == source->stream.length &&
				    !memcmp(stream.bytes, source->stream.bytes, stream.length);
		unchanged += is_unchanged;
		tried[kind]++;
		if (end == END_FALSE && wrong++ < 10)
			show(kinds[kind].name, &stream, &source->stream);
		free(stream.bytes);
	}
	for (size_t kind = 0; kind < KIND_COUNT; kind++)
		printf("# figure: streams mutated, %s: %zu\n", kinds[kind].name, tried[kind]);
	printf("# figure: streams mutated: %zu\n", count);
	printf("# figure: streams mutated that are as before: %zu\n", unchanged);
	printf("# figure: streams mutated, false passes: %zu\n", wrong);
	return wrong;
}

int main(int argc, char **argv)
{
	const char *seed = getenv("SOAK_SEED"), *path = getenv("GOOD_RESULT");
	size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : COUNT;
	_cleanup_bytes_ struct bytes result = { 0 };
	struct source sources[4];

	chance_state = strtoull(seed ? seed : "1", NULL, 10) * 2 + 1;
	printf("# figure: streams, seed: %s\n", seed ? seed : "1");
	if (!path || bytes_read(path, &result)) {
		printf("Bail out! no GOOD_RESULT\n");
		return 1;
	}
	size_t footer = (size_t)(strstr(result.data, "{\"type\":\"footer\"") - result.data);
	make_source(&sources[0], result.data, result.size, 0, true);
	make_source(&sources[1], result.data, result.size, 1, false);
	make_source(&sources[2], result.data, footer, 3, false);
	make_source(&sources[3], result.data, footer, 0, false);

	fact(end_of(&sources[0].stream, &sources[0]) == END_PASSED,
	     "what nothing has damaged passes");
	fact(end_of(&sources[3].stream, &sources[3]) == END_REFUSED,
	     "a result without a footer does not");
	fact(try_all(sources, 1, count) == 0, "no damage to a result passes");
	fact(try_all(sources + 1, 3, count / 10) == 0, "no damage makes a failure pass");
	printf("1..%zu\n", fact_number);
	for (size_t i = 0; i < 4; i++) {
		free(sources[i].payload);
		free(sources[i].stream.bytes);
	}
	return 0;
}
