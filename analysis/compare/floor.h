/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How far two sets of boots of one kernel were apart, cell by cell (A/A): what a machine's
 * noise alone makes of a comparison. From a verdict file.
 */
#ifndef ANALYSIS_FLOOR_H
#define ANALYSIS_FLOOR_H

#include <jansson.h>

#include "analysis/result.h"
#include "analysis/side.h"

/**
 * struct floor - the verdict file; zero-initialised knows nothing
 */
struct floor {
	json_t *verdict;
};

/**
 * floor_read() - read a file of `compare --verdict-file`
 * @floor:   free with floor_free()
 * @message: after an error what is wrong; free with free()
 *
 * Return: 0, -EINVAL (not such a file, or of an exact clock) or -errno.
 */
int floor_read(const char *path, struct floor *floor, char **message);

void floor_free(struct floor *floor);

/**
 * floor_of() - the largest difference between the sides that a cell's time had
 *
 * Return: a fraction; 0 where the file does not have it.
 */
double floor_of(const struct floor *floor, const struct cell *key,
		const struct side *side);

#endif
