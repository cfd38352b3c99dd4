/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The way in which a cell was taken: all of its key but allocator and size.
 */
#ifndef ANALYSIS_WAY_H
#define ANALYSIS_WAY_H

#include <jansson.h>
#include <stdbool.h>

enum way_field {
	WAY_GFP,
	WAY_CONTEXT,
	WAY_PATTERN,
	WAY_SET_SIZE,
	WAY_BULK_COUNT,
	WAY_CPUS,
	WAY_NODE,
	WAY_FIELD_COUNT,
};

/**
 * struct way - flags, context, pattern and what the pattern takes, as text
 * @fields: as FORMAT.md has them, numbers in decimal; "" where a record has none
 */
struct way {
	char *fields[WAY_FIELD_COUNT];
};

/**
 * way_of() - the way of a cell or a calibration; free with way_free(), after errors too
 *
 * Return: 0 or -ENOMEM.
 */
int way_of(const json_t *record, struct way *way);

void way_free(struct way *way);

bool way_equal(const struct way *one, const struct way *other);

/**
 * way_compare() - an order of ways that does not depend on when they were measured
 *
 * Field by field, what was published first, then as strverscmp(3).
 */
int way_compare(const struct way *one, const struct way *other);

/**
 * way_is_calibrated_by() - does a `none` taken in one way count for cells of another?
 *
 * It does where pattern, context, set_size and cpus are the same.
 */
bool way_is_calibrated_by(const struct way *way, const struct way *none);

/**
 * way_is_published() - is it the one in which the published costs were measured?
 */
bool way_is_published(const struct way *way);

/* Bit @field of a set: 1u << field. */
typedef unsigned int way_field_set;

/**
 * way_gather() - what ways have in common, one after the other
 * @common: gets the first value of each field that a way takes; its texts are theirs. The
 *          first is gathered into { 0 }
 *
 * A field that some of them do not take, as kfree() takes no flags, tells none apart.
 *
 * Return: the fields in which @way differs from @common.
 */
way_field_set way_gather(struct way *common, const struct way *way);

/**
 * way_fields_text() - some of the fields, as way_text() has them
 *
 * Return: a new string, "" without any; NULL without memory.
 */
char *way_fields_text(const struct way *way, way_field_set wanted);

/**
 * way_text() - "GFP_KERNEL, task context, batch-fifo pattern, set of 32"
 *
 * Return: a new string, or NULL without memory.
 */
char *way_text(const struct way *way);

#endif
