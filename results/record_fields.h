/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The types of records and their fields, as FORMAT.md has them. Private to libresults.
 */
#ifndef RESULTS_RECORD_FIELDS_H
#define RESULTS_RECORD_FIELDS_H

#include "results/record_kinds.h"

/**
 * enum field_presence - must a field be there?
 * @PRESENT:  with a value
 * @REASONED: with a value, or null with a reason in "unknown"
 * @FACT:     a fact of the environment: as REASONED, or left out where it does not apply
 * @OR_NULL:  with a value, or null, which says something by itself
 * @ADDED:    with a value, or left out by a writer of before it was added
 */
enum field_presence {
	PRESENT,
	REASONED,
	FACT,
	OR_NULL,
	ADDED,
};

/**
 * struct field - one row of a record's table
 * @name:     the key; NULL ends a table
 * @kind:     what it holds
 * @presence: must it be there?
 * @inside:   the fields of an object, or of each object of an array; or NULL
 */
struct field {
	const char *name;
	enum field_kind kind;
	enum field_presence presence;
	const struct field *inside;
};

/**
 * enum record_place - where in a file a record may stand, in the order of the file
 */
enum record_place {
	PLACE_HEADER,
	PLACE_ENVIRONMENT,
	PLACE_CALIBRATION,
	PLACE_BODY,
	PLACE_FOOTER,
};

struct complaint;
struct record_rows;

/**
 * struct record_type - one type of record
 * @name:   its "type"
 * @place:  where it may stand
 * @fields: ends with a row without a name
 * @agrees: what must agree among the fields (record_agree.h), or NULL
 */
struct record_type {
	const char *name;
	enum record_place place;
	const struct field *fields;
	int (*agrees)(const json_t *record, const struct record_rows *rows,
		      struct complaint *complaint);
};

/**
 * record_type_of() - the table row of a record
 *
 * Return: the row, or NULL for a type that this version does not know.
 */
const struct record_type *record_type_of(const json_t *record);

#endif
