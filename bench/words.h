/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists of words.
 */
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct words - words in the order in which they were written
 */
struct words {
	char **words;
	size_t count;
};

/**
 * words_contain() - is it in the list?
 * @word:   need not end with NUL
 * @length: its characters
 */
bool words_contain(const struct words *words, const char *word, size_t length);

/**
 * words_append() - append a copy of a word, of so many bytes
 *
 * Return: 0 or -ENOMEM, with the list as it was.
 */
int words_append(struct words *words, const char *word, size_t length);

/**
 * words_split() - the words between separators; the text "-" is an empty list
 *
 * Return: 0, -EINVAL (an empty word) or -ENOMEM. Free with words_free().
 */
int words_split(const char *text, char separator, struct words *words);

void words_free(struct words *words);

#endif
