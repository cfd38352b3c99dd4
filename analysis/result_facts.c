// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The environment of a loaded result, field by field, as text and as numbers.
 */
#include <string.h>

#include "result.h"
#include "results/cleanup.h"
#include "results/json_text.h"

/* Of "cpu.model": the value in the object "cpu" of the environment, or NULL. */
static const json_t *value_of(const struct result *result, const char *field)
{
	const json_t *value = result->environment;

	while (value && *field) {
		size_t length = strcspn(field, ".");
		_cleanup_free_ char *key = strndup(field, length);

		if (!key)
			return NULL;
		value = json_object_get(value, key);
		field += length + (field[length] == '.');
	}
	return value;
}

/* The reason is that of the field, or of the object in which it would stand. */
static const char *reason_of(const struct result *result, const char *field)
{
	const json_t *unknown = json_object_get(result->environment, "unknown");
	_cleanup_free_ char *object = strndup(field, strcspn(field, "."));
	const char *reason = json_string_value(json_object_get(unknown, field));

	if (!reason && object)
		reason = json_string_value(json_object_get(unknown, object));
	return reason;
}

static char *unknown_fact(const struct result *result, const char *field)
{
	const char *reason = reason_of(result, field);
	char *text;

	if (!reason)
		return strdup("unknown");
	return asprintf(&text, "unknown (%s)", reason) < 0 ? NULL : text;
}

char *result_fact(const struct result *result, const char *field)
{
	const json_t *value = value_of(result, field);

	if (!value || json_is_null(value))
		return unknown_fact(result, field);
	if (json_is_string(value))
		return strdup(json_string_value(value));
	if (json_is_boolean(value))
		return strdup(json_is_true(value) ? "1" : "0");
	return json_text(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
}

bool result_number(const struct result *result, const char *field, uint64_t *number)
{
	const json_t *value = value_of(result, field);

	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return false;
	*number = (uint64_t)json_integer_value(value);
	return true;
}

const char *result_unit(const struct result *result)
{
	return clock_unit(result->clock);
}
