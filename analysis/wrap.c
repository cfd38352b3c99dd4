// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Breaks text into lines.
 */
#include <string.h>

#include "wrap.h"

static size_t characters_of(const char *word, size_t length)
{
	size_t characters = 0;

	for (size_t i = 0; i < length; i++)
		characters += (word[i] & 0xc0) != 0x80;
	return characters;
}

/* A blank before a word becomes a line's end, or stays. */
char *wrap(const char *text, size_t first, size_t width)
{
	char *lines = strdup(text);
	size_t limit = first, column = 0;

	if (!lines || !width)
		return lines;
	for (char *word = lines; *word;) {
		size_t length = strcspn(word, " ");
		size_t characters = characters_of(word, length);

		if (word != lines && column + 1 + characters > limit) {
			word[-1] = '\n';
			column = characters;
			limit = width;
		} else {
			column += characters + (word != lines);
		}
		word += length;
		word += *word == ' ';
	}
	return lines;
}
