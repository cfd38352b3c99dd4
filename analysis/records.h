/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values for programs: rows of named values, as CSV (RFC 4180, one heading) or as JSON
 * (an array of objects). One row is one observation, and its names are always the same.
 */
#ifndef ANALYSIS_RECORDS_H
#define ANALYSIS_RECORDS_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum records_format {
	RECORDS_CSV,
	RECORDS_JSON,
};

/**
 * struct records - being written
 * @names: of the values of a row, in order; ends with NULL
 * @count: of @names
 * @place: of the next value in its row
 * @rows:  whole ones
 * @error: the first one: -ENOMEM
 */
struct records {
	FILE *stream;
	enum records_format format;
	const char *const *names;
	size_t count;
	size_t place;
	size_t rows;
	int error;
};

/**
 * records_begin() - write what stands before the first row
 * @names: live as long as the records
 */
void records_begin(struct records *records, FILE *stream, enum records_format format,
		   const char *const *names);

/**
 * records_text() - the next value; NULL: there is none
 */
void records_text(struct records *records, const char *text);

/**
 * records_integer() - likewise
 */
void records_integer(struct records *records, uint64_t value);

/**
 * records_number() - likewise; none where it is not finite
 */
void records_number(struct records *records, double value);

/**
 * records_none() - there is no next value
 */
void records_none(struct records *records);

/**
 * records_end() - write what stands behind the last row
 *
 * Return: 0, -ENOMEM, or -EINVAL where the last row is not whole.
 */
int records_end(struct records *records);

#endif
