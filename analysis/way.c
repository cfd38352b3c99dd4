// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The way in which a cell was taken. The only file that lists what tells ways apart.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "results/cleanup.h"
#include "way.h"

/*
 * @unsaid: the value of a cell that takes no such thing, as most do: left out of texts
 * @published: of the published measurement
 */
static const struct {
	const char *key;
	const char *unsaid;
	const char *before;
	const char *after;
	const char *published;
	bool is_calibrated;
} fields[WAY_FIELD_COUNT] = {
	[WAY_GFP]        = { "gfp",        "",  "",          "",         "GFP_KERNEL", false },
	[WAY_CONTEXT]    = { "context",    "",  "",          " context", "task",       true },
	[WAY_PATTERN]    = { "pattern",    "",  "",          " pattern", "pair",       true },
	[WAY_SET_SIZE]   = { "set_size",   "0", "a set of ", "",         "0",          true },
	[WAY_BULK_COUNT] = { "bulk_count", "0", "",  " objects a call",  "0",          false },
	[WAY_CPUS]       = { "cpus",       "",  "CPUs ",     "",         "",           true },
	[WAY_NODE]       = { "node",       "",  "node ",     "",         "",           false },
};

static char *text_of(const json_t *value)
{
	char *text;

	if (json_is_string(value))
		return strdup(json_string_value(value));
	if (!json_is_integer(value))
		return strdup("");
	return asprintf(&text, "%" JSON_INTEGER_FORMAT, json_integer_value(value)) < 0
		       ? NULL
		       : text;
}

int way_of(const json_t *record, struct way *way)
{
	bool is_whole = true;

	for (size_t i = 0; i < WAY_FIELD_COUNT; i++) {
		way->fields[i] = text_of(json_object_get(record, fields[i].key));
		is_whole &= way->fields[i] != NULL;
	}
	return is_whole ? 0 : -ENOMEM;
}

void way_free(struct way *way)
{
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++)
		free(way->fields[i]);
	*way = (struct way){ 0 };
}

bool way_equal(const struct way *one, const struct way *other)
{
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++)
		if (strcmp(one->fields[i], other->fields[i]))
			return false;
	return true;
}

static bool is_said(const struct way *way, enum way_field field)
{
	return way->fields[field] && strcmp(way->fields[field], fields[field].unsaid);
}

way_field_set way_gather(struct way *common, const struct way *way)
{
	way_field_set differing = 0;

	for (enum way_field i = 0; i < WAY_FIELD_COUNT; i++) {
		if (!is_said(way, i))
			continue;
		if (!is_said(common, i))
			common->fields[i] = way->fields[i];
		else if (strcmp(common->fields[i], way->fields[i]))
			differing |= 1U << i;
	}
	return differing;
}

static int compare_values(const char *one, const char *other, const char *first)
{
	bool is_first = !strcmp(one, first);
	bool other_is_first = !strcmp(other, first);

	if (is_first != other_is_first)
		return is_first ? -1 : 1;
	return strverscmp(one, other);
}

int way_compare(const struct way *one, const struct way *other)
{
	int order = 0;

	for (size_t i = 0; i < WAY_FIELD_COUNT && !order; i++)
		order = compare_values(one->fields[i], other->fields[i],
				       fields[i].published);
	return order;
}

bool way_is_calibrated_by(const struct way *way, const struct way *none)
{
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++)
		if (fields[i].is_calibrated && strcmp(way->fields[i], none->fields[i]))
			return false;
	return true;
}

bool way_is_published(const struct way *way)
{
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++)
		if (strcmp(way->fields[i], fields[i].published))
			return false;
	return true;
}

char *way_fields_text(const struct way *way, way_field_set wanted)
{
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);
	const char *separator = "";

	if (!stream)
		return NULL;
	for (enum way_field i = 0; i < WAY_FIELD_COUNT; i++) {
		if (!(wanted & 1U << i) || !is_said(way, i))
			continue;
		fprintf(stream, "%s%s%s%s", separator, fields[i].before, way->fields[i],
			fields[i].after);
		separator = ", ";
	}
	if (!fclose(stream))
		return text;
	free(text);
	return NULL;
}

char *way_text(const struct way *way)
{
	return way_fields_text(way, ~0U);
}
