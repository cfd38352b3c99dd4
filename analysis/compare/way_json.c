// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The way of a cell in a verdict file.
 */
#include "way_json.h"

#include <string.h>

static const char *const names[WAY_FIELD_COUNT] = {
	[WAY_GFP]        = "gfp",
	[WAY_CONTEXT]    = "context",
	[WAY_PATTERN]    = "pattern",
	[WAY_SET_SIZE]   = "set_size",
	[WAY_BULK_COUNT] = "bulk_count",
	[WAY_CPUS]       = "cpus",
	[WAY_NODE]       = "node",
};

json_t *way_json(const struct way *way)
{
	json_t *object = json_object();

	for (size_t i = 0; object && i < WAY_FIELD_COUNT; i++) {
		if (!json_object_set_new(object, names[i], json_string(way->fields[i])))
			continue;
		json_decref(object);
		object = NULL;
	}
	return object;
}

bool way_json_is(const json_t *object, const struct way *way)
{
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++) {
		const char *text =
			json_string_value(json_object_get(object, names[i]));

		if (!text || strcmp(text, way->fields[i]))
			return false;
	}
	return true;
}
