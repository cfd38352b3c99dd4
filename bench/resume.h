/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A result that was cut short, and is to be gone on with.
 */
#ifndef BENCH_RESUME_H
#define BENCH_RESUME_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "calibration.h"
#include "plan.h"
#include "results/record.h"

/**
 * struct resume - what stands in the file
 * @path:         its name; NULL where nothing is resumed
 * @header:       as it is
 * @environment:  likewise
 * @calibrations: an array of its records
 * @cells:        an array of the complete ones, without their samples
 * @maxima:       an array of its records
 * @prefix:       the lines that are kept: up to the last complete record
 * @length:       bytes of the file before it was read
 * @is_complete:  there is nothing left to measure
 * @boot:         in which the driver measures now, from 1 for the file's first
 */
struct resume {
	const char *path;
	json_t *header;
	json_t *environment;
	json_t *calibrations;
	json_t *cells;
	json_t *maxima;
	struct record_prefix prefix;
	uint64_t length;
	bool is_complete;
	uint64_t boot;
};

/**
 * resume_read() - read a file; it is not changed
 *
 * A last line that is torn is no part of it, nor a footer, nor a cell whose sampling a
 * signal or the time limit ended.
 *
 * Return: 0 or -errno, with a message in @problem. Free with resume_free(), after an
 * error too.
 */
int resume_read(const char *path, struct resume *resume, struct problem *problem);

void resume_free(struct resume *resume);

/**
 * resume_check_plan() - are the file's cells and maxima the first ones of the plan?
 *
 * Return: 0 or -errno, with a message in @problem that names the difference.
 */
int resume_check_plan(const struct resume *resume, const struct plan *plan,
		      struct problem *problem);

/**
 * resume_check_machine() - is the machine what it was?
 * @header, @environment: as they would be written now
 *
 * Return: as resume_check_plan().
 */
int resume_check_machine(const struct resume *resume, const json_t *header,
			 const json_t *environment, struct problem *problem);

/**
 * resume_check_calibration() - does the clock cost what it cost?
 *
 * The median of now must lie between the 5th and 95th percentiles of then, or within 5 %
 * of the median of then.
 *
 * Return: as resume_check_plan().
 */
int resume_check_calibration(const struct resume *resume,
			     const struct calibration *calibration,
			     struct problem *problem);

#endif
