/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must be the same on both sides of a comparison for its costs to mean anything.
 */
#ifndef ANALYSIS_COMPARABLE_H
#define ANALYSIS_COMPARABLE_H

#include <stddef.h>
#include <stdint.h>

#include "analysis/result.h"

/* A set of those things, a bit each. */
typedef uint32_t comparable_set;

/**
 * comparable_parse() - the thing of one key, for --vary: "init_on_alloc"
 *
 * Return: 0 with its bit added to @set, or -EINVAL.
 */
int comparable_parse(const char *key, comparable_set *set);

/**
 * comparable_key() - all keys in a row, for messages: NULL beyond the last
 */
const char *comparable_key(size_t i);

/**
 * comparable_differences() - which of them are not the same in two results
 * @vary: those that may differ
 * @varied: gets those of @vary that do
 * @text: gets a sentence for each other one that does: "memory: 4096 MiB in a.jsonl,
 * ..."; free with free(); NULL where all agree
 *
 * What one of the files does not know does not differ.
 *
 * Return: 0 or -ENOMEM.
 */
int comparable_differences(const struct result *one, const struct result *other,
			   comparable_set vary, comparable_set *varied, char **text);

#endif
