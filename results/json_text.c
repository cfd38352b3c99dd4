// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Prints JSON into a text that need not grow.
 */
#include "results/json_text.h"

#include <errno.h>
#include <stdlib.h>

char *json_text(const json_t *value, size_t flags)
{
	size_t length = json_dumpb(value, NULL, 0, flags);
	char *text = length ? malloc(length + 1) : NULL;

	if (!text)
		return NULL;
	if (json_dumpb(value, text, length, flags) != length) {
		free(text);
		return NULL;
	}
	text[length] = 0;
	return text;
}

int json_text_print(const json_t *value, FILE *stream, size_t flags)
{
	if (json_dumpf(value, stream, flags) && !ferror(stream))
		return -ENOMEM;
	fputc('\n', stream);
	return 0;
}
