// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Writes records, each as one flushed line. The only file that prints a result.
 *
 * It keeps a buffer of its own and writes to the file descriptor: after a short write or
 * a signal, stdio would leave a line half written and errno stale.
 */
#include "results/record.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <zlib.h>

#include "results/cleanup.h"
#include "results/json_text.h"
#include "results/record_seal.h"

#define BUFFER_SIZE 65536

/* Digits of the largest value. */
#define DIGITS 20

struct record_writer {
	FILE *stream;
	int fd; /* -1 where the stream has none: fmemopen(), open_memstream() */
	bool is_terminal;
	bool is_counted; /* do lines count for the CRC now? */
	uint32_t crc;
	uint32_t sent_crc; /* of all that was flushed */
	int error;
	size_t used;
	char buffer[BUFFER_SIZE];
};

/*
 * jansson would seed its hash table from /dev/urandom at the first object, which in a
 * deterministic guest moves the kernel's state.
 */
__attribute__((constructor)) static void fix_seed(void)
{
	json_object_seed(1);
}

struct record_writer *record_writer_new(FILE *stream)
{
	struct record_writer *writer = calloc(1, sizeof(*writer));

	if (!writer)
		return NULL;
	writer->stream = stream;
	writer->fd = fileno(stream);
	writer->is_terminal = writer->fd >= 0 && isatty(writer->fd);
	return writer;
}

void record_writer_free(struct record_writer *writer)
{
	free(writer);
}

void record_writer_continue(struct record_writer *writer,
			    const struct record_prefix *prefix)
{
	writer->crc = prefix->crc;
	writer->is_counted = true;
}

/* Waits for a full pipe that does not block; any other error is final. */
static int await_room(int fd)
{
	struct pollfd room = { .fd = fd, .events = POLLOUT };

	if (errno == EINTR)
		return 0;
	if (errno != EAGAIN)
		return -errno;
	return poll(&room, 1, -1) < 0 && errno != EINTR ? -errno : 0;
}

static int write_all(int fd, const char *text, size_t length)
{
	while (length) {
		ssize_t written = write(fd, text, length);

		if (written < 0) {
			int error = await_room(fd);

			if (error)
				return error;
			continue;
		}
		text += written;
		length -= (size_t)written;
	}
	return 0;
}

static int write_stream(FILE *stream, const char *text, size_t length)
{
	errno = 0;
	if (fwrite(text, 1, length, stream) == length && fflush(stream) == 0)
		return 0;
	return errno ? -errno : -EIO;
}

static void flush(struct record_writer *writer)
{
	if (writer->is_counted)
		writer->crc = (uint32_t)crc32_z(
			writer->crc, (const Bytef *)writer->buffer, writer->used);
	writer->sent_crc = (uint32_t)crc32_z(writer->sent_crc,
					     (const Bytef *)writer->buffer, writer->used);
	if (!writer->error)
		writer->error =
			writer->fd >= 0
				? write_all(writer->fd, writer->buffer, writer->used)
				: write_stream(writer->stream, writer->buffer,
					       writer->used);
	writer->used = 0;
}

static void put(struct record_writer *writer, const char *text, size_t length)
{
	while (length) {
		size_t room = BUFFER_SIZE - writer->used;
		size_t part = length < room ? length : room;

		memcpy(writer->buffer + writer->used, text, part);
		writer->used += part;
		text += part;
		length -= part;
		if (writer->used == BUFFER_SIZE)
			flush(writer);
	}
}

static void put_text(struct record_writer *writer, const char *text)
{
	put(writer, text, strlen(text));
}

static void put_number(struct record_writer *writer, uint64_t number)
{
	char digits[DIGITS];
	size_t first = DIGITS;

	do {
		digits[--first] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	put(writer, digits + first, DIGITS - first);
}

static void put_value(struct record_writer *writer, const struct record_series *series,
		      size_t column, uint64_t value)
{
	if (!series->text || column != series->text_column) {
		put_number(writer, value);
		return;
	}
	put_text(writer, "\"");
	put_text(writer, series->text(value));
	put_text(writer, "\"");
}

static void put_row(struct record_writer *writer, const struct record_series *series,
		    const uint64_t *values)
{
	if (series->width > 1)
		put_text(writer, "[");
	for (size_t i = 0; i < series->width; i++) {
		if (i)
			put_text(writer, ",");
		put_value(writer, series, i, values[i]);
	}
	if (series->width > 1)
		put_text(writer, "]");
}

static void put_series(struct record_writer *writer, const struct record_series *series)
{
	put_text(writer, ",\"");
	put_text(writer, series->name);
	put_text(writer, "\":[");
	for (size_t i = 0; i < series->count; i++) {
		if (i)
			put_text(writer, ",");
		put_row(writer, series, series->values + i * series->width);
	}
	put_text(writer, "]");
}

/*
 * A footer that was read from another result brings a CRC: it gives way to ours. Without
 * memory json_copy() leaves fields out.
 */
static char *text_of(const json_t *record, bool is_footer)
{
	if (!is_footer)
		return json_text(record, JSON_COMPACT);

	_cleanup_json_ json_t *copy = json_copy((json_t *)record);
	if (json_object_size(copy) != json_object_size(record))
		return NULL;
	json_object_del(copy, "crc32");
	json_object_del(copy, "sent_crc32");
	return json_text(copy, JSON_COMPACT);
}

/* What a line may lose or change, no file does: there header and footer stay apart. */
static void put_crcs(struct record_writer *writer)
{
	char field[sizeof(RECORD_SEAL_FORMAT) + 8];

	snprintf(field, sizeof(field), ",\"crc32\":\"%08x\"", (unsigned int)writer->crc);
	put_text(writer, field);

	if (!writer->is_terminal) {
		put_text(writer, "}\n");
		return;
	}
	uint32_t sent = (uint32_t)crc32_z(writer->sent_crc, (const Bytef *)writer->buffer,
					  writer->used);
	snprintf(field, sizeof(field), RECORD_SEAL_FORMAT, (unsigned int)sent);
	put_text(writer, field);
}

static void finish_line(struct record_writer *writer)
{
	flush(writer);
	while (!writer->error && writer->is_terminal && tcdrain(writer->fd) < 0)
		if (errno != EINTR)
			writer->error = -errno;
}

/* A number that readers could not take back must not get into a file. */
static int check_series(const struct record_series *series, size_t series_count)
{
	for (size_t i = 0; i < series_count; i++)
		for (size_t j = 0; j < series[i].count * series[i].width; j++)
			if (series[i].values[j] > INT64_MAX)
				return -ERANGE;
	return 0;
}

int record_write(struct record_writer *writer, const json_t *record,
		 const struct record_series *series, size_t series_count)
{
	const char *type = json_string_value(json_object_get(record, "type"));

	if (!type || check_series(series, series_count))
		return type ? -ERANGE : -EINVAL;
	if (!writer->error)
		writer->error = write_stream(writer->stream, "", 0);
	if (writer->error)
		return writer->error;

	bool is_footer = strcmp(type, "footer") == 0;
	_cleanup_free_ char *text = text_of(record, is_footer);
	if (!text)
		return -ENOMEM;

	writer->is_counted = writer->is_counted && !is_footer;
	put(writer, text, strlen(text) - 1);
	for (size_t i = 0; i < series_count; i++)
		put_series(writer, &series[i]);
	if (is_footer)
		put_crcs(writer);
	else
		put_text(writer, "}\n");
	finish_line(writer);
	if (strcmp(type, "environment") == 0)
		writer->is_counted = true;
	return writer->error;
}
