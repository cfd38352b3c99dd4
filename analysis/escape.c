// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Makes text from a result file harmless, in each format that allocstat writes.
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
	{ 0xfffe, 0xffff },   /* no characters: XML takes none of them */
	{ 0xe0000, 0xe007f }, /* tags */
};

struct replacement {
	char character;
	const char *text;
};

/* What stands for a byte of an unsafe character is "@hex_prefix" and NN. */
static const struct form {
	const char *hex_prefix;
	struct replacement replacements[20];
} terminal = { .hex_prefix = "\\x" }, markdown = {
	.hex_prefix = "\\\\x",
	.replacements = {
		{ '\\', "\\\\" }, { '|', "\\|" },  { '`', "\\`" },  { '*', "\\*" },
		{ '[', "\\[" },	  { ']', "\\]" },  { '~', "\\~" },  { '$', "\\$" },
		{ '<', "&lt;" },  { '>', "&gt;" }, { '&', "&amp;" },
	},
}, xml = {
	.hex_prefix = "\\x",
	.replacements = {
		{ '<', "&lt;" },  { '>', "&gt;" }, { '&', "&amp;" },
		{ '"', "&quot;" },
	},
}, latex = {
	/* A line of a table that begins with * or [ would belong to the end of the last. */
	.hex_prefix = "\\textbackslash{}x",
	.replacements = {
		{ '\\', "\\textbackslash{}" },
		{ '{', "\\{" }, { '}', "\\}" }, { '$', "\\$" }, { '&', "\\&" },
		{ '#', "\\#" }, { '%', "\\%" }, { '_', "\\_" },
		{ '^', "\\textasciicircum{}" }, { '~', "\\textasciitilde{}" },
		{ '<', "\\textless{}" }, { '>', "\\textgreater{}" },
		{ '|', "\\textbar{}" }, { '"', "\\textquotedbl{}" },
		{ '`', "\\textasciigrave{}" }, { '*', "{*}" }, { '[', "{[}" },
	},
}, csv = {
	.hex_prefix = "\\x",
	.replacements = { { '"', "\"\"" } },
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

static const char *replacement_of(const struct form *form, unsigned char character)
{
	for (const struct replacement *row = form->replacements; row->text; row++)
		if (row->character == (char)character)
			return row->text;
	return NULL;
}

static void put_hex(const struct form *form, const unsigned char *bytes, size_t length,
		    FILE *stream)
{
	for (size_t i = 0; i < length; i++)
		fprintf(stream, "%s%02x", form->hex_prefix, bytes[i]);
}

/* Of plain ASCII, as nearly all text is, nothing need be looked up. */
static bool is_plain(const struct form *form, const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~' ||
		    replacement_of(form, (unsigned char)*text))
			return false;
	return true;
}

static void put_escaped(const struct form *form, const char *text, FILE *stream)
{
	const unsigned char *at = (const unsigned char *)text;
	uint32_t code;

	while (*at) {
		size_t length = utf8_length(at, &code);
		const char *replacement = replacement_of(form, *at);

		if (!length || is_unsafe(code))
			put_hex(form, at, length ? length : 1, stream);
		else if (replacement)
			fputs(replacement, stream);
		else
			fwrite(at, 1, length, stream);
		at += length ? length : 1;
	}
}

static char *escaped(const struct form *form, const char *text)
{
	char *result = NULL;
	size_t length;

	if (is_plain(form, text))
		return strdup(text);

	FILE *stream = open_memstream(&result, &length);

	if (!stream)
		return NULL;
	put_escaped(form, text, stream);
	if (fclose(stream)) {
		free(result);
		return NULL;
	}
	return result;
}

char *escape_terminal(const char *text)
{
	return escaped(&terminal, text);
}

char *escape_markdown(const char *text)
{
	return escaped(&markdown, text);
}

char *escape_xml(const char *text)
{
	return escaped(&xml, text);
}

char *escape_latex(const char *text)
{
	return escaped(&latex, text);
}

/* Blanks at either end are part of a field, and some readers drop them. */
static bool needs_quotes(const char *field)
{
	size_t length = strlen(field);

	return strpbrk(field, "\",") ||
	       (length && (field[0] == ' ' || field[length - 1] == ' '));
}

char *escape_csv(const char *text)
{
	const char *quote = needs_quotes(text) ? "\"" : "";
	bool is_formula = *text && strchr("=+-@\t\r", *text);

	if (!*quote && !is_formula)
		return escaped(&csv, text);

	_cleanup_free_ char *field = escaped(&csv, text);
	char *result;

	if (!field || asprintf(&result, "%s%s%s%s", quote, is_formula ? "'" : "", field,
			       quote) < 0)
		return NULL;
	return result;
}
