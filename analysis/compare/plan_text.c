// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a run was asked to measure, from its header.
 */
#include "plan_text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Of the driver's options those that do not change what is measured. */
static const struct {
	const char *name;
	char letter;
	bool has_value;
} left_out[] = {
	{ "--output",     'o', true },
	{ "--force",      'f', false },
	{ "--resume",     'R', true },
	{ "--seed",       'S', true },
	{ "--shuffle",    'x', false },
	{ "--time-limit", 't', true },
	{ "--no-max",     'M', false },
};

#define LEFT_OUT_COUNT (sizeof(left_out) / sizeof(left_out[0]))

/*
 * How many words @word and its value are, or 0 for one that counts. --name=VALUE and
 * -oVALUE are one word.
 */
static size_t words_left_out(const char *word)
{
	for (size_t i = 0; i < LEFT_OUT_COUNT; i++) {
		size_t length = strlen(left_out[i].name);

		if (!strcmp(word, left_out[i].name))
			return left_out[i].has_value ? 2 : 1;
		if (!strncmp(word, left_out[i].name, length) && word[length] == '=')
			return 1;
		if (word[0] == '-' && word[1] == left_out[i].letter)
			return left_out[i].has_value && !word[2] ? 2 : 1;
	}
	return 0;
}

char *plan_text(const struct result *result)
{
	const json_t *words = json_object_get(result->header, "argv");
	size_t count = json_array_size(words);
	char *text = NULL;
	size_t length;

	if (count < 2)
		return NULL;

	FILE *stream = open_memstream(&text, &length);

	if (!stream)
		return NULL;
	for (size_t i = 1; i < count;) {
		const char *word = json_string_value(json_array_get(words, i));
		size_t skipped = word ? words_left_out(word) : 1;

		if (!skipped)
			fprintf(stream, "%s%s", i > 1 ? " " : "", word);
		i += skipped ? skipped : 1;
	}
	if (fclose(stream)) {
		free(text);
		return NULL;
	}
	return text;
}
