// SPDX-License-Identifier: GPL-2.0-or-later
/* Checks that records stand in order, and that the footer counted right. */
#include "results/record_sequence.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

static int check_first(const struct record_type *type, struct complaint *complaint)
{
	if (type && type->place == PLACE_HEADER)
		return 0;
	return complain(complaint, -EBADMSG,
			"the first record is no header; not an allocbench result, or its "
			"beginning is missing");
}

/* Types that are not known may stand anywhere between header and footer. */
static int check_place(const struct record_sequence *sequence,
		       const struct record_type *type, struct complaint *complaint)
{
	if (sequence->place == PLACE_FOOTER)
		return complain(
			complaint, -EBADMSG,
			"a record after the footer; are these two results in one file?");
	if (!type)
		return 0;
	if (sequence->place == PLACE_HEADER && type->place > PLACE_ENVIRONMENT)
		return complain(complaint, -EBADMSG, "%s before the environment",
				type->name);
	if (type->place < sequence->place || type->place == PLACE_HEADER ||
	    (type->place == PLACE_ENVIRONMENT && sequence->place == PLACE_ENVIRONMENT))
		return complain(complaint, -EBADMSG,
				"%s is out of place; are these two results in one file?",
				type->name);
	return 0;
}

static int check_count(const json_t *footer, const char *field, int64_t found,
		       struct complaint *complaint)
{
	int64_t counted = json_integer_value(json_object_get(footer, field));

	if (counted == found)
		return 0;
	return complain(complaint, -EBADMSG,
			"footer: %s is %" PRId64 ", but the file has %" PRId64
			"; lines were lost or added",
			field, counted, found);
}

static int check_footer(const struct record_sequence *sequence, const json_t *footer,
			struct complaint *complaint)
{
	const char *crc = json_string_value(json_object_get(footer, "crc32"));
	char found[16];
	int error = check_count(footer, "cells", sequence->cells, complaint);

	if (!error)
		error = check_count(footer, "maxima", sequence->maxima, complaint);
	snprintf(found, sizeof(found), "%08x", (unsigned int)sequence->crc);
	if (!error && strcmp(crc, found) != 0)
		error = complain(
			complaint, -EBADMSG,
			"footer: crc32 is %s, but the lines before it give %s; the "
			"file was damaged or changed",
			crc, found);
	return error;
}

int record_sequence_add(struct record_sequence *sequence, const json_t *record,
			const struct record_type *type, struct complaint *complaint)
{
	int error = sequence->is_started ? check_place(sequence, type, complaint)
					 : check_first(type, complaint);

	if (!error && type && type->place == PLACE_FOOTER)
		error = check_footer(sequence, record, complaint);
	if (error || !type)
		return error;

	sequence->is_started = true;
	sequence->cells += strcmp(type->name, "cell") == 0;
	sequence->maxima += strcmp(type->name, "max") == 0;
	sequence->place = type->place;
	return 0;
}

void record_sequence_count_line(struct record_sequence *sequence,
				const struct record_type *type, const char *line,
				size_t length)
{
	bool is_between = sequence->place >= PLACE_ENVIRONMENT &&
			  sequence->place < PLACE_FOOTER &&
			  !(type && type->place == PLACE_ENVIRONMENT);

	if (is_between)
		sequence->crc =
			(uint32_t)crc32_z(sequence->crc, (const Bytef *)line, length);
}
