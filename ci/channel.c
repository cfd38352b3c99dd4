// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Finds the begin line at the start of a stream and the end line at its end.
 */
#include "channel.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "guest.h"

#define BEGIN_LENGTH (sizeof(GUEST_BEGIN) - 1 + GUEST_TOKEN_LENGTH + 1)

/* "\nallocvm-end TOKEN no-driver -2147483648 4294967295 CRC-32..\n" fits. */
#define END_LENGTH_LIMIT 96

#define CRC_LENGTH (sizeof(" 01234567\n") - 1)

static bool has_begin(const char *stream, const char *token)
{
	const size_t prefix = sizeof(GUEST_BEGIN) - 1;

	return !memcmp(stream, GUEST_BEGIN, prefix) &&
	       !memcmp(stream + prefix, token, GUEST_TOKEN_LENGTH) &&
	       stream[BEGIN_LENGTH - 1] == '\n';
}

/* The newline before the last line, if the stream ends with a newline. */
static const char *last_line(const char *start, size_t length)
{
	if (length < 2 || start[length - 1] != '\n')
		return NULL;
	return memrchr(start, '\n', length - 1);
}

/* Does the line end with the CRC of what stands before? */
static bool has_crc(const char *line, size_t length)
{
	char crc[CRC_LENGTH + 1];

	if (length < CRC_LENGTH)
		return false;
	length -= CRC_LENGTH;
	snprintf(crc, sizeof(crc), GUEST_END_CRC_FORMAT,
		 (unsigned)crc32_z(0, (const unsigned char *)line, length));
	return !memcmp(line + length, crc, CRC_LENGTH);
}

/* Return: is it an end line with the token? @bytes is what the guest counted. */
static bool parse_end(const char *line, size_t length, const char *token,
		      struct channel *channel, uint32_t *bytes)
{
	char text[END_LENGTH_LIMIT], given[GUEST_TOKEN_LENGTH + 1];

	if (length >= sizeof(text) || !has_crc(line, length))
		return false;
	memcpy(text, line, length);
	text[length] = '\0';
	return sscanf(text, GUEST_END "%16s %15s %d %" SCNu32, given, channel->word,
		      &channel->number, bytes) == 4 &&
	       !strcmp(given, token);
}

struct channel channel_parse(const char *stream, size_t length, const char *token)
{
	struct channel channel = { .state = CHANNEL_SILENT };
	uint32_t bytes;

	if (length < BEGIN_LENGTH)
		return channel;
	channel.payload = stream + BEGIN_LENGTH;
	channel.payload_length = length - BEGIN_LENGTH;
	channel.state = has_begin(stream, token) ? CHANNEL_OPEN : CHANNEL_GARBLED;
	if (channel.state == CHANNEL_GARBLED)
		return channel;

	const char *line = last_line(channel.payload, channel.payload_length);
	size_t line_length = line ? (size_t)(stream + length - line) : 0;
	if (!line || !parse_end(line, line_length, token, &channel, &bytes)) {
		channel.word[0] = '\0';
		return channel;
	}
	channel.payload_length -= line_length;
	channel.state = bytes == GUEST_BYTES_UNKNOWN ||
					(uint32_t)channel.payload_length == bytes
				? CHANNEL_CLOSED
				: CHANNEL_GARBLED;
	return channel;
}

bool channel_has_word(const struct channel *channel, const char *word)
{
	return !strcmp(channel->word, word);
}
