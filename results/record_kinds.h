/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kinds of values that fields of a record can have. Private to libresults.
 */
#ifndef RESULTS_RECORD_KINDS_H
#define RESULTS_RECORD_KINDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * enum field_kind - what a field holds
 * @FIELD_STRING:    text
 * @FIELD_NAME:      text, not empty
 * @FIELD_INTEGER:   0 to 2^63 - 1
 * @FIELD_POSITIVE:  1 to 2^63 - 1
 * @FIELD_NUMBER:    any number
 * @FIELD_BOOLEAN:   true or false
 * @FIELD_SCALAR:    a string, a number or a boolean
 * @FIELD_OBJECT:    an object
 * @FIELD_COUNTERS:  an object of integers, which may be below 0, or null
 * @FIELD_STRINGS:   an array of strings
 * @FIELD_OBJECTS:   an array of objects
 * @FIELD_HISTOGRAM: [[value, count], ...], values ascending, counts at least 1
 * @FIELD_MARKED:    [[alloc, free, cause], ...] or [[alloc, free, cause, touch], ...]
 * @FIELD_TRACE:     [[alloc, free], ...] or [[alloc, free, touch], ...]
 * @FIELD_EIGHTHS:   eight of [alloc, free] or null
 * @FIELD_CRC32:     8 lower-case hexadecimal digits
 */
enum field_kind {
	FIELD_STRING,
	FIELD_NAME,
	FIELD_INTEGER,
	FIELD_POSITIVE,
	FIELD_NUMBER,
	FIELD_BOOLEAN,
	FIELD_SCALAR,
	FIELD_OBJECT,
	FIELD_COUNTERS,
	FIELD_STRINGS,
	FIELD_OBJECTS,
	FIELD_HISTOGRAM,
	FIELD_MARKED,
	FIELD_TRACE,
	FIELD_EIGHTHS,
	FIELD_CRC32,
};

/* Most characters of a counter's name. */
#define COUNTER_NAME_LENGTH 31

/* No single row of an array is to blame. */
#define NO_ROW SIZE_MAX

/**
 * record_kind_holds() - is a value of this kind?
 * @row: gets the row of an array that is not as it should be, from 0, or NO_ROW
 */
bool record_kind_holds(enum field_kind kind, const json_t *value, size_t *row);

/**
 * record_kind_words() - what a value of this kind must be, to follow "must be"
 */
const char *record_kind_words(enum field_kind kind);

#endif
