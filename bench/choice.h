/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an option's list chooses: names, or all there are.
 */
#ifndef BENCH_CHOICE_H
#define BENCH_CHOICE_H

#include <stdbool.h>

#include "problem.h"
#include "words.h"

/**
 * struct choice - the list of one option
 * @names:  in the order named; none where @is_all
 * @is_all: the list was the word "all"
 */
struct choice {
	struct words names;
	bool is_all;
};

/**
 * choice_parse() - names joined by commas, each once, or "all"
 * @option: for messages: "--alloc"
 *
 * Return: 0 or -errno, with a message in @problem. Free with choice_free().
 */
int choice_parse(const char *option, const char *list, struct choice *choice,
		 struct problem *problem);

/**
 * choice_words() - the names, or where it is all, @all
 */
const struct words *choice_words(const struct choice *choice, const struct words *all);

void choice_free(struct choice *choice);

#endif
