/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Is one record, by itself, as FORMAT.md says? Private to libresults.
 */
#ifndef RESULTS_RECORD_VALIDATE_H
#define RESULTS_RECORD_VALIDATE_H

#include <jansson.h>

#include "results/record_fields.h"

/**
 * struct complaint - what is wrong with a record, in words
 */
struct complaint {
	char text[512];
};

/**
 * complain() - word a complaint
 *
 * Return: @error.
 */
int complain(struct complaint *complaint, int error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/**
 * record_validate_schema() - may this version read a file with this header?
 *
 * Return: 0, -EBADMSG or -EPROTONOSUPPORT.
 */
int record_validate_schema(const json_t *header, struct complaint *complaint);

/**
 * record_validate() - check the fields of a record, and what must agree among them
 * @rows: what was left out of it; gets the rest of its large arrays
 * @type: its record_type_of()
 *
 * Return: 0, -EBADMSG or -ENOMEM.
 */
int record_validate(const json_t *record, struct record_rows *rows,
		    const struct record_type *type, struct complaint *complaint);

#endif
