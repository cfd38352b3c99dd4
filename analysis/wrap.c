// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Breaks text into lines.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wrap.h"

static bool begins_character(char byte)
{
	return (byte & 0xc0) != 0x80;
}

static size_t characters_of(const char *word, size_t length)
{
	size_t characters = 0;

	for (size_t i = 0; i < length; i++)
		characters += begins_character(word[i]);
	return characters;
}

/**
 * struct lines - being written
 * @limit:  characters of the current line
 * @column: how many it has
 * @width:  of the lines that follow
 */
struct lines {
	FILE *stream;
	size_t limit;
	size_t column;
	size_t width;
};

static void end_line(struct lines *lines)
{
	fputc('\n', lines->stream);
	lines->limit = lines->width;
	lines->column = 0;
}

/* Broken where it is longer than a line. */
static void put_word(struct lines *lines, const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (begins_character(word[i])) {
			if (lines->column == lines->limit)
				end_line(lines);
			lines->column++;
		}
		fputc(word[i], lines->stream);
	}
}

char *wrap(const char *text, size_t first, size_t width)
{
	char *result = NULL;
	size_t size;

	if (!width)
		return strdup(text);

	struct lines lines = { open_memstream(&result, &size), first, 0, width };

	if (!lines.stream)
		return NULL;
	for (const char *word = text; *word;) {
		size_t length = strcspn(word, " ");

		if (word != text &&
		    lines.column + 1 + characters_of(word, length) > lines.limit)
			end_line(&lines);
		else if (word != text)
			put_word(&lines, " ", 1);
		put_word(&lines, word, length);
		word += length;
		word += *word == ' ';
	}
	if (!fclose(lines.stream))
		return result;
	free(result);
	return NULL;
}
