// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds and checks the trace of a record in the text of its line. */
#include "results/record_trace.h"

#include <stdint.h>
#include <string.h>

#define KEY "\"trace\":["

/* What stands between the quotes of a string may be anything but a newline. */
static const char *skip_string(const char *at)
{
	for (at++; *at != '"' && *at != '\n'; at++)
		at += *at == '\\' && at[1] != '\n';
	return at;
}

/* Where the rows of the key begin that stands in the outermost object, or NULL. */
static const char *find_rows(const char *line, const char *end)
{
	int depth = 0;

	for (const char *at = line; at < end; at++) {
		if (depth == 1 && (size_t)(end - at) > strlen(KEY) &&
		    !memcmp(at, KEY, strlen(KEY)))
			return at + strlen(KEY);
		if (*at == '"')
			at = skip_string(at);
		depth += *at == '{' || *at == '[';
		depth -= *at == '}' || *at == ']';
	}
	return NULL;
}

/* Return: what follows the number, or NULL where it is none, or one beyond 2^63 - 1. */
static const char *skip_number(const char *at)
{
	int64_t number = 0;
	const char *begin = at;

	for (; *at >= '0' && *at <= '9'; at++)
		if (__builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, *at - '0', &number))
			return NULL;
	if (at == begin || (*begin == '0' && at - begin > 1))
		return NULL;
	return at;
}

/* Return: what follows the row, or NULL. */
static const char *skip_row(const char *at, size_t *width)
{
	if (*at != '[')
		return NULL;
	*width = 0;
	do {
		at = skip_number(at + 1);
		++*width;
	} while (at && *at == ',');
	return at && *at == ']' ? at + 1 : NULL;
}

bool record_trace_find(const char *line, size_t length, struct record_trace *trace)
{
	const char *begin = find_rows(line, line + length), *at = begin;
	size_t width;

	*trace = (struct record_trace){ 0 };
	if (!at)
		return false;
	for (size_t rows = 1; (at = skip_row(at, &width)); rows++, at++) {
		if (rows == 1)
			trace->width = width;
		if (width != trace->width || width < 2 || width > 3)
			break;
		if (*at == ',')
			continue;
		if (*at != ']')
			break;
		trace->begin = (size_t)(begin - line);
		trace->end = (size_t)(at - line);
		trace->row_count = rows;
		return true;
	}
	*trace = (struct record_trace){ 0 };
	return false;
}
