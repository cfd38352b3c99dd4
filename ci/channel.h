/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The results channel: what the guest sent, between its begin and its end line. Pure.
 */
#ifndef CI_CHANNEL_H
#define CI_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>

/**
 * enum channel_state - how far the guest came
 * @CHANNEL_SILENT:  nothing, or not yet a whole begin line
 * @CHANNEL_OPEN:    begun, and no end line: the guest died, or its end was lost
 * @CHANNEL_CLOSED:  begun and ended, with as many bytes between as the guest counted
 * @CHANNEL_GARBLED: a foreign token, or another number of bytes
 */
enum channel_state {
	CHANNEL_SILENT,
	CHANNEL_OPEN,
	CHANNEL_CLOSED,
	CHANNEL_GARBLED,
};

/**
 * struct channel - a stream taken apart; points into it
 * @payload, @payload_length: the driver's standard output; until now where it is open
 * @word:   the end line's word of guest.h, "" without an end line
 * @number: the end line's exit code, signal or errno
 */
struct channel {
	enum channel_state state;
	const char *payload;
	size_t payload_length;
	char word[16];
	int number;
};

/**
 * channel_parse() - take a stream apart
 * @stream: what came so far; NULL where @length is 0
 * @token:  what the guest was given
 */
struct channel channel_parse(const char *stream, size_t length, const char *token);

/**
 * channel_has_word() - does the end line say this?
 */
bool channel_has_word(const struct channel *channel, const char *word);

#endif
