// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Makes text from a result file harmless: to a terminal, to a Markdown page, in a file of
 * plot data.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "escape.h"
#include "results/cleanup.h"

struct code_range {
	uint32_t first;
	uint32_t last;
};

static const struct code_range unsafe_ranges[] = {
	{ 0x00, 0x1f },       /* C0: escapes, line ends, backspace */
	{ 0x7f, 0x9f },       /* DEL and C1: one-byte escapes of some terminals */
	{ 0xad, 0xad },       /* soft hyphen */
	{ 0x200b, 0x200f },   /* zero width, direction marks */
	{ 0x2028, 0x202e },   /* line and paragraph separators, direction embedding */
	{ 0x2060, 0x206f },   /* invisible operators, direction isolates */
	{ 0xd800, 0xdfff },   /* surrogates: not UTF-8 */
	{ 0xfeff, 0xfeff },   /* byte order mark */
	{ 0xfff9, 0xfffb },   /* interlinear annotation */
	{ 0xe0000, 0xe007f }, /* tags */
};

static const struct markdown_escape {
	char character;
	const char *text;
} markdown_escapes[] = {
	{ '\\', "\\\\" }, { '|', "\\|" },  { '`', "\\`" },  { '*', "\\*" },
	{ '[', "\\[" },	  { ']', "\\]" },  { '~', "\\~" },  { '$', "\\$" },
	{ '<', "&lt;" },  { '>', "&gt;" }, { '&', "&amp;" },
};

static bool is_unsafe(uint32_t code)
{
	for (size_t i = 0; i < sizeof(unsafe_ranges) / sizeof(unsafe_ranges[0]); i++)
		if (code >= unsafe_ranges[i].first && code <= unsafe_ranges[i].last)
			return true;
	return false;
}

/* The bytes of the UTF-8 sequence at the start of text, or 0 if it is none. */
static size_t utf8_length(const unsigned char *text, uint32_t *code)
{
	static const struct {
		unsigned char mask, lead;
		uint32_t smallest;
	} forms[] = {
		{ 0x80, 0x00, 0 },
		{ 0xe0, 0xc0, 0x80 },
		{ 0xf0, 0xe0, 0x800 },
		{ 0xf8, 0xf0, 0x10000 },
	};

	for (size_t extra = 0; extra < 4; extra++) {
		if ((text[0] & forms[extra].mask) != forms[extra].lead)
			continue;
		*code = text[0] & (unsigned char)~forms[extra].mask;
		for (size_t i = 1; i <= extra; i++) {
			if ((text[i] & 0xc0) != 0x80)
				return 0;
			*code = *code << 6 | (text[i] & 0x3f);
		}
		return *code >= forms[extra].smallest && *code <= 0x10ffff ? extra + 1
									   : 0;
	}
	return 0;
}

static const char *markdown_escape(unsigned char character)
{
	for (size_t i = 0; i < sizeof(markdown_escapes) / sizeof(markdown_escapes[0]);
	     i++)
		if (markdown_escapes[i].character == (char)character)
			return markdown_escapes[i].text;
	return NULL;
}

static void put_hex(const unsigned char *bytes, size_t length, bool markdown,
		    FILE *stream)
{
	for (size_t i = 0; i < length; i++)
		fprintf(stream, "%s\\x%02x", markdown ? "\\" : "", bytes[i]);
}

static void put_escaped(const char *text, bool markdown, FILE *stream)
{
	const unsigned char *at = (const unsigned char *)text;
	uint32_t code;

	while (*at) {
		size_t length = utf8_length(at, &code);
		const char *replacement = markdown ? markdown_escape(*at) : NULL;

		if (!length || is_unsafe(code))
			put_hex(at, length ? length : 1, markdown, stream);
		else if (replacement)
			fputs(replacement, stream);
		else
			fwrite(at, 1, length, stream);
		at += length ? length : 1;
	}
}

static char *escaped(const char *text, bool markdown)
{
	char *result = NULL;
	size_t length;
	FILE *stream = open_memstream(&result, &length);

	if (!stream)
		return NULL;
	put_escaped(text, markdown, stream);
	if (fclose(stream)) {
		free(result);
		return NULL;
	}
	return result;
}

char *escape_terminal(const char *text)
{
	return escaped(text, false);
}

char *escape_markdown(const char *text)
{
	return escaped(text, true);
}
