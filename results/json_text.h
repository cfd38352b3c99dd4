/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON as text, all of it or nothing: where its text cannot grow, json_dumps() of
 * jansson 2.14 goes on without the key that it was at, and calls that a success.
 */
#ifndef RESULTS_JSON_TEXT_H
#define RESULTS_JSON_TEXT_H

#include <jansson.h>
#include <stdio.h>

/**
 * json_text() - the text of a value
 * @flags: of jansson: JSON_COMPACT, ...
 *
 * Return: to be freed; NULL without memory.
 */
char *json_text(const json_t *value, size_t flags);

/**
 * json_text_print() - a value and a newline to a stream
 * @flags: of jansson
 *
 * What the stream does not take, ferror() says.
 *
 * Return: 0 or -ENOMEM.
 */
int json_text_print(const json_t *value, FILE *stream, size_t flags);

#endif
