// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Writes facts, and the reasons for their absence, into records.
 */
#include <errno.h>
#include <string.h>

#include "fact.h"

json_t *fact_text(const char *text)
{
	json_t *value;

	errno = 0;
	value = json_string(text);
	return value || errno ? value : json_string("(not UTF-8)");
}

/* The object of a name, made where missing; NULL without memory. */
static json_t *object_within(json_t *record, const char *name, size_t length)
{
	char key[64] = { 0 };
	json_t *object;

	if (length >= sizeof(key))
		return NULL;
	memcpy(key, name, length);
	object = json_object_get(record, key);
	if (object)
		return object;
	object = json_object();
	return json_object_set_new(record, key, object) ? NULL : object;
}

int fact_set(json_t *record, const char *path, json_t *value)
{
	const char *dot = strchr(path, '.');
	json_t *object = dot ? object_within(record, path, dot - path) : record;

	if (!object) {
		json_decref(value);
		return -ENOMEM;
	}
	return json_object_set_new(object, dot ? dot + 1 : path, value) ? -ENOMEM : 0;
}

int fact_unknown(json_t *record, const char *path, const char *reason)
{
	json_t *unknown = object_within(record, "unknown", strlen("unknown"));

	if (!unknown || json_object_set_new(unknown, path, json_string(reason)))
		return -ENOMEM;
	return fact_set(record, path, json_null());
}
