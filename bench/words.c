// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Lists of words, as they stand in the module's text files and in options.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"

bool words_contain(const struct words *words, const char *word, size_t length)
{
	for (size_t i = 0; i < words->count; i++) {
		if (strlen(words->words[i]) == length &&
		    !memcmp(words->words[i], word, length))
			return true;
	}
	return false;
}

int words_append(struct words *words, const char *word, size_t length)
{
	char **grown = realloc(words->words, (words->count + 1) * sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	words->words = grown;
	grown[words->count] = strndup(word, length);
	if (!grown[words->count])
		return -ENOMEM;
	words->count++;
	return 0;
}

int words_split(const char *text, char separator, struct words *words)
{
	const char separators[] = { separator, 0 };
	int error = 0;

	*words = (struct words){ 0 };
	if (!strcmp(text, "-"))
		return 0;
	do {
		size_t length = strcspn(text, separators);

		error = length ? words_append(words, text, length) : -EINVAL;
		text += length;
	} while (!error && *text++);
	if (error)
		words_free(words);
	return error;
}

void words_free(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->words[i]);
	free(words->words);
	*words = (struct words){ 0 };
}
