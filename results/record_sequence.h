/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of records in one file, and what the footer says of them. Private to
 * libresults.
 */
#ifndef RESULTS_RECORD_SEQUENCE_H
#define RESULTS_RECORD_SEQUENCE_H

#include "results/record_validate.h"

/**
 * struct record_sequence - what was read so far; begins as all zero
 * @is_started: was there a header?
 * @place:      the place of the last record
 * @cells:      how many cells
 * @maxima:     how many maxima
 * @crc:        of the lines after the environment
 */
struct record_sequence {
	bool is_started;
	enum record_place place;
	int64_t cells;
	int64_t maxima;
	uint32_t crc;
};

/**
 * record_sequence_add() - may this record follow?
 * @type: its record_type_of(); NULL for a type that is not known
 *
 * A footer's counts are checked here, its CRC too.
 *
 * Return: 0 or -EBADMSG.
 */
int record_sequence_add(struct record_sequence *sequence, const json_t *record,
			const struct record_type *type, struct complaint *complaint);

/**
 * record_sequence_count_line() - let the line of the added record count for the CRC
 */
void record_sequence_count_line(struct record_sequence *sequence,
				const struct record_type *type, const char *line,
				size_t length);

#endif
