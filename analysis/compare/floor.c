// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How far two sets of boots of one kernel were apart.
 */
#include "floor.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "results/cleanup.h"
#include "way_json.h"

static int refuse(const char *path, const char *why, char **message)
{
	if (asprintf(message, "%s: %s; write one by compare --verdict-file, of two sets of "
			      "boots of one kernel",
		     path, why) < 0)
		*message = NULL;
	return -EINVAL;
}

/* A verdict of all cells that a result may have; what is longer is cut, and no JSON. */
#define FILE_LIMIT ((size_t)64 << 20)

struct piece {
	FILE *stream;
	size_t left;
};

static size_t take(void *buffer, size_t room, void *data)
{
	struct piece *piece = data;
	size_t got = fread(buffer, 1, room < piece->left ? room : piece->left,
			   piece->stream);

	piece->left -= got;
	return got;
}

static json_t *load(const char *path, json_error_t *where)
{
	_cleanup_fclose_ FILE *stream = fopen(path, "re");
	struct piece piece = { stream, FILE_LIMIT };

	if (stream)
		return json_load_callback(take, &piece, JSON_REJECT_DUPLICATES, where);
	snprintf(where->text, sizeof(where->text), "%s", strerror(errno));
	return NULL;
}

int floor_read(const char *path, struct floor *floor, char **message)
{
	json_error_t where;
	const char *schema = NULL, *clock = NULL;

	*message = NULL;
	floor->verdict = load(path, &where);
	if (!floor->verdict)
		return refuse(path, where.text, message);
	json_unpack(floor->verdict, "{s:s, s:s}", "schema", &schema, "clock", &clock);
	if (!schema || strncmp(schema, VERDICT_SCHEMA, strlen(VERDICT_SCHEMA) - 1))
		return refuse(path, "not a verdict file", message);
	if (!clock || !strcmp(clock, "icount"))
		return refuse(path, "its clock does not measure time, and has no such noise",
			      message);
	return 0;
}

void floor_free(struct floor *floor)
{
	json_decref(floor->verdict);
	floor->verdict = NULL;
}

static bool is_of(const json_t *row, const struct cell *key, const struct side *side)
{
	const char *allocator = NULL, *name = NULL;
	const json_t *way = json_object_get(row, "way");
	json_int_t size = -1;

	json_unpack((json_t *)row, "{s:s, s:I, s:s}", "allocator", &allocator, "size",
		    &size, "side", &name);
	return allocator && name && !strcmp(allocator, key->allocator) &&
	       !strcmp(name, side->name) && size >= 0 && (uint64_t)size == key->size &&
	       way_json_is(way, &key->way);
}

static double difference(const json_t *row)
{
	const json_t *ratio = json_object_get(json_object_get(row, "measure"), "ratio");

	return json_is_number(ratio) ? fabs(json_number_value(ratio) - 1) : 0;
}

double floor_of(const struct floor *floor, const struct cell *key,
		const struct side *side)
{
	const json_t *comparisons = json_object_get(floor->verdict, "comparisons");
	double largest = 0;
	size_t i, j;
	json_t *comparison, *row;

	json_array_foreach (comparisons, i, comparison)
		json_array_foreach (json_object_get(comparison, "cells"), j, row)
			if (is_of(row, key, side))
				largest = fmax(largest, difference(row));
	return largest;
}
