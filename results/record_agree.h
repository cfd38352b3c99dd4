/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must agree among the fields of one record. Private to libresults.
 *
 * All return 0, or -EBADMSG with a complaint.
 */
#ifndef RESULTS_RECORD_AGREE_H
#define RESULTS_RECORD_AGREE_H

#include <jansson.h>

struct complaint;

/* samples is the sum of its parts; each alloc has its free, unless no free was timed */
int record_agree_samples(const json_t *record, struct complaint *complaint);

/* as for samples, and the trace has no more rows than samples */
int record_agree_cell(const json_t *record, struct complaint *complaint);

/* the exact search does not end below the doubling rule */
int record_agree_max(const json_t *record, struct complaint *complaint);

/* the clock is one that this version knows */
int record_agree_clock(const json_t *record, struct complaint *complaint);

#endif
