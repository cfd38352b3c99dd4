/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must agree among the fields of one record. Private to libresults.
 *
 * All take a record and its large arrays, and return 0, or -EBADMSG with a complaint.
 */
#ifndef RESULTS_RECORD_AGREE_H
#define RESULTS_RECORD_AGREE_H

#include <jansson.h>

struct complaint;
struct record_rows;

/* samples is the sum of its parts; each alloc has its free and touch, where timed */
int record_agree_samples(const json_t *record, const struct record_rows *rows,
			 struct complaint *complaint);

/*
 * as for samples; no more ticks of failures than failures, nor rows of the trace than
 * samples; rows have a touch if timed
 */
int record_agree_cell(const json_t *record, const struct record_rows *rows,
		      struct complaint *complaint);

/* a cell's threads add up to it, and only their start can be skewed */
int record_agree_threads(const json_t *record, const struct record_rows *rows,
			 struct complaint *complaint);

/* the exact search does not end below the doubling rule */
int record_agree_max(const json_t *record, const struct record_rows *rows,
		     struct complaint *complaint);

/* an allocator that this kernel does not have takes nothing */
int record_agree_allocator(const json_t *record, const struct record_rows *rows,
			   struct complaint *complaint);

/* the clock is one that this version knows */
int record_agree_clock(const json_t *record, const struct record_rows *rows,
		       struct complaint *complaint);

#endif
