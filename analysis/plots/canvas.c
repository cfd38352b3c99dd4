// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Takes size, font and format of a plot apart.
 */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "canvas.h"

#define SIZE_LEAST 100
#define SIZE_MOST 10000
#define FONT_LEAST 4
#define FONT_MOST 100

static const char *const terminals[] = { "svg", "png", "pdf", "eps" };

const struct canvas canvas_default = {
	.terminal = "svg",
	.width = 900,
	.height = 600,
	.font = "DejaVu Sans",
	.font_size = 12,
};

int canvas_terminal(struct canvas *canvas, const char *output, const char *name)
{
	const char *dot = strrchr(output, '.');

	if (!name)
		name = dot ? dot + 1 : "";
	for (size_t i = 0; i < sizeof(terminals) / sizeof(terminals[0]); i++) {
		if (strcmp(terminals[i], name))
			continue;
		canvas->terminal = terminals[i];
		return 0;
	}
	return -EINVAL;
}

static bool is_size(unsigned long number)
{
	return number >= SIZE_LEAST && number <= SIZE_MOST;
}

int canvas_size(struct canvas *canvas, const char *text)
{
	char *middle, *end;
	unsigned long width = strtoul(text, &middle, 10), height;

	if (*middle != 'x')
		return -EINVAL;
	height = strtoul(middle + 1, &end, 10);
	if (*end || !is_size(width) || !is_size(height))
		return -EINVAL;
	canvas->width = (unsigned)width;
	canvas->height = (unsigned)height;
	canvas->has_size = true;
	return 0;
}

/* A name is one for gnuplot, and nothing else. */
static bool is_name(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!isalnum((unsigned char)text[i]) && !strchr(" -", text[i]))
			return false;
	return length < sizeof(((struct canvas *)0)->font);
}

int canvas_font(struct canvas *canvas, const char *text)
{
	size_t length = strcspn(text, ",");
	double size = canvas->font_size;
	char *end;

	if (!is_name(text, length))
		return -EINVAL;
	if (text[length]) {
		size = strtod(text + length + 1, &end);
		if (*end || !(size >= FONT_LEAST && size <= FONT_MOST))
			return -EINVAL;
	}
	canvas->font_size = size;
	if (length)
		snprintf(canvas->font, sizeof(canvas->font), "%.*s", (int)length, text);
	return 0;
}
