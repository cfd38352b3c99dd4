// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of kinds: what each must be in words, and the test for it. */
#include "results/record_kinds.h"

#include <string.h>

#define EIGHTHS 8

static bool is_string(const json_t *value)
{
	return json_is_string(value);
}

static bool is_name(const json_t *value)
{
	return json_string_length(value) > 0;
}

static bool is_natural(const json_t *value)
{
	return json_is_integer(value) && json_integer_value(value) >= 0;
}

static bool is_positive(const json_t *value)
{
	return json_is_integer(value) && json_integer_value(value) >= 1;
}

static bool is_number(const json_t *value)
{
	return json_is_number(value);
}

static bool is_boolean(const json_t *value)
{
	return json_is_boolean(value);
}

static bool is_scalar(const json_t *value)
{
	return json_is_string(value) || json_is_number(value) || json_is_boolean(value);
}

static bool is_object(const json_t *value)
{
	return json_is_object(value);
}

/* Printable ASCII without blanks, as the module's contract gives it. */
static bool is_counter_name(const char *name)
{
	size_t length = strlen(name);

	if (length < 1 || length > COUNTER_NAME_LENGTH)
		return false;
	for (size_t i = 0; i < length; i++)
		if (name[i] < '!' || name[i] > '~')
			return false;
	return true;
}

static bool is_counters(const json_t *value)
{
	const char *name;
	json_t *change;

	json_object_foreach ((json_t *)value, name, change)
		if (!is_counter_name(name) ||
		    !(json_is_integer(change) || json_is_null(change)))
			return false;
	return json_is_object(value);
}

static bool is_crc32(const json_t *value)
{
	const char *text = json_string_value(value);

	return text && strlen(text) == 8 && strspn(text, "0123456789abcdef") == 8;
}

static bool is_row(const json_t *row, size_t width)
{
	return json_is_array(row) && json_array_size(row) == width;
}

/* @width numbers or texts, and after them a touch in all rows or in none. */
static bool is_sample_row(const json_t *row, const json_t *previous, size_t width)
{
	if (previous && json_array_size(row) != json_array_size(previous))
		return false;
	return (is_row(row, width) ||
		(is_row(row, width + 1) && is_natural(json_array_get(row, width)))) &&
	       is_natural(json_array_get(row, 0)) && is_natural(json_array_get(row, 1));
}

static bool is_trace_row(const json_t *row, const json_t *previous)
{
	return is_sample_row(row, previous, 2);
}

static bool is_marked_row(const json_t *row, const json_t *previous)
{
	return is_sample_row(row, previous, 3) && is_string(json_array_get(row, 2));
}

static bool is_bin(const json_t *row, const json_t *previous)
{
	if (!is_row(row, 2) || !is_natural(json_array_get(row, 0)) ||
	    !is_positive(json_array_get(row, 1)))
		return false;
	return !previous || json_integer_value(json_array_get(previous, 0)) <
				    json_integer_value(json_array_get(row, 0));
}

static bool is_eighth(const json_t *row, const json_t *previous)
{
	return json_is_null(row) ||
	       (is_row(row, 2) && is_number(json_array_get(row, 0)) &&
		is_number(json_array_get(row, 1)));
}

static bool is_object_row(const json_t *row, const json_t *previous)
{
	return is_object(row);
}

static bool is_string_row(const json_t *row, const json_t *previous)
{
	return is_string(row);
}

/* @value tests a whole value, @row one row of an array after the row before it. */
static const struct {
	bool (*value)(const json_t *value);
	bool (*row)(const json_t *row, const json_t *previous);
	size_t row_count; /* 0: any */
	const char *words;
} kinds[] = {
	[FIELD_STRING]    = { is_string,   NULL,          0, "a string" },
	[FIELD_NAME]      = { is_name,     NULL,          0, "a string that is not empty" },
	[FIELD_INTEGER]   = { is_natural,  NULL,          0, "an integer, 0 or more" },
	[FIELD_POSITIVE]  = { is_positive, NULL,          0, "an integer, 1 or more" },
	[FIELD_NUMBER]    = { is_number,   NULL,          0, "a number" },
	[FIELD_BOOLEAN]   = { is_boolean,  NULL,          0, "true or false" },
	[FIELD_SCALAR]    = { is_scalar,   NULL,          0,
			      "a string, number or boolean" },
	[FIELD_OBJECT]    = { is_object,   NULL,          0, "an object" },
	[FIELD_COUNTERS]  = { is_counters, NULL,          0,
			      "an object of integers or null, their names of 1 to 31 "
			      "printable characters" },
	[FIELD_STRINGS]   = { NULL,        is_string_row, 0, "an array of strings" },
	[FIELD_OBJECTS]   = { NULL,        is_object_row, 0, "an array of objects" },
	[FIELD_HISTOGRAM] = { NULL,        is_bin,        0,
			      "[[value, count], ...], values ascending and distinct, "
			      "counts 1 or more" },
	[FIELD_MARKED]    = { NULL,        is_marked_row, 0,
			      "[[alloc, free, cause], ...] or all "
			      "[alloc, free, cause, touch]" },
	[FIELD_TRACE]     = { NULL,        is_trace_row,  0,
			      "[[alloc, free], ...] or all [alloc, free, touch]" },
	[FIELD_EIGHTHS]   = { NULL,        is_eighth,     EIGHTHS,
			      "eight of [alloc, free] or null" },
	[FIELD_CRC32]     = { is_crc32,    NULL,          0,
			      "8 lower-case hexadecimal digits" },
};

bool record_kind_holds(enum field_kind kind, const json_t *value, size_t *row)
{
	*row = NO_ROW;
	if (kinds[kind].value)
		return kinds[kind].value(value);
	if (!json_is_array(value))
		return false;

	size_t count = json_array_size(value);
	const json_t *previous = NULL;
	for (size_t i = 0; i < count; i++) {
		const json_t *here = json_array_get(value, i);

		if (!kinds[kind].row(here, previous)) {
			*row = i;
			return false;
		}
		previous = here;
	}
	return kinds[kind].row_count == 0 || kinds[kind].row_count == count;
}

const char *record_kind_words(enum field_kind kind)
{
	return kinds[kind].words;
}
