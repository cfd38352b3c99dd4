// SPDX-License-Identifier: GPL-2.0-or-later
/* Walks a record along the table of its fields, then along what must agree among them. */
#include "results/record_validate.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "results/record.h"
#include "results/record_rows.h"

/* Room for "environment's theme.field". */
#define KEY_LENGTH 128

int complain(struct complaint *complaint, int error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(complaint->text, sizeof(complaint->text), format, arguments);
	va_end(arguments);
	return error;
}

/* Return: 0, or -EINVAL where it is not digits, a dot and digits. */
static int parse_version(const char *text, unsigned long *major)
{
	char *end;

	if (!isdigit((unsigned char)*text))
		return -EINVAL;
	*major = strtoul(text, &end, 10);
	return *end == '.' && isdigit((unsigned char)end[1]) ? 0 : -EINVAL;
}

int record_validate_schema(const json_t *header, struct complaint *complaint)
{
	const size_t stem = strlen("allocbench/");
	const char *schema = json_string_value(json_object_get(header, "schema"));
	unsigned long major, ours;

	if (!schema)
		return complain(complaint, -EBADMSG,
				"header has no schema; not an allocbench result");
	if (strncmp(schema, RECORD_SCHEMA, stem) != 0)
		return complain(complaint, -EBADMSG,
				"schema is \"%.60s\", not " RECORD_SCHEMA
				"; not an allocbench result",
				schema);
	parse_version(&RECORD_SCHEMA[stem], &ours);
	if (parse_version(schema + stem, &major) < 0 || major < ours)
		return complain(
			complaint, -EBADMSG,
			"schema is \"%.60s\", and this version reads " RECORD_SCHEMA
			"; measure again",
			schema);
	if (major > ours)
		return complain(complaint, -EPROTONOSUPPORT,
				"schema is %.60s, and this version reads " RECORD_SCHEMA
				"; read it with a newer allocbench",
				schema);
	return 0;
}

/* @may_be_unknown: null, with a reason */
static const struct {
	bool may_be_absent;
	bool may_be_unknown;
} presences[] = {
	[PRESENT]  = { false, false },
	[REASONED] = { false, true },
	[FACT]     = { true,  true },
	[OR_NULL]  = { false, false },
	[ADDED]    = { true,  false },
};

static int check_reason(const json_t *record, const char *type, const char *key,
			struct complaint *complaint)
{
	if (json_is_string(json_object_get(json_object_get(record, "unknown"), key)))
		return 0;
	return complain(complaint, -EBADMSG,
			"%s: %s is null, and unknown has no reason for it", type, key);
}

static int check_kind(const char *type, const char *key, const struct field *field,
		      const json_t *value, struct complaint *complaint)
{
	size_t row;

	if (record_kind_holds(field->kind, value, &row))
		return 0;
	if (row == NO_ROW)
		return complain(complaint, -EBADMSG, "%s: %s must be %s", type, key,
				record_kind_words(field->kind));
	return complain(complaint, -EBADMSG, "%s: %s must be %s; its row %zu is not",
			type, key, record_kind_words(field->kind), row + 1);
}

/* Each that is null has a reason of its own. */
static int check_counters(const json_t *record, const char *type, const json_t *counters,
			  const char *field, struct complaint *complaint)
{
	const char *name;
	json_t *change;

	json_object_foreach ((json_t *)counters, name, change) {
		char key[KEY_LENGTH + 1 + COUNTER_NAME_LENGTH];
		int error;

		if (!json_is_null(change))
			continue;
		snprintf(key, sizeof(key), "%s.%s", field, name);
		error = check_reason(record, type, key, complaint);
		if (error)
			return error;
	}
	return 0;
}

static int check_fields(const json_t *record, const char *type, const json_t *object,
			const char *prefix, const struct field *fields,
			struct complaint *complaint);

/* Rows count from 0, as in a path of jq: "threads[0].cpu". */
static int check_rows(const json_t *record, const char *type, const json_t *rows,
		      const char *key, const struct field *fields,
		      struct complaint *complaint)
{
	char prefix[KEY_LENGTH + 24];
	int error = 0;

	for (size_t i = 0; i < json_array_size(rows) && !error; i++) {
		snprintf(prefix, sizeof(prefix), "%s[%zu]", key, i);
		error = check_fields(record, type, json_array_get(rows, i), prefix,
				     fields, complaint);
	}
	return error;
}

static int check_field(const json_t *record, const char *type, const json_t *object,
		       const char *prefix, const struct field *field,
		       struct complaint *complaint)
{
	const json_t *value = json_object_get(object, field->name);
	const char *key = field->name;
	char inner_key[KEY_LENGTH];

	if (*prefix) {
		snprintf(inner_key, sizeof(inner_key), "%s.%s", prefix, field->name);
		key = inner_key;
	}
	if (!value)
		return presences[field->presence].may_be_absent
			       ? 0
			       : complain(complaint, -EBADMSG, "%s has no %s", type, key);
	if (json_is_null(value) && field->presence == OR_NULL)
		return 0;
	if (json_is_null(value) && presences[field->presence].may_be_unknown)
		return check_reason(record, type, key, complaint);

	int error = check_kind(type, key, field, value, complaint);
	if (!error && field->kind == FIELD_COUNTERS)
		error = check_counters(record, type, value, key, complaint);
	if (error || !field->inside)
		return error;
	return json_is_array(value)
		       ? check_rows(record, type, value, key, field->inside, complaint)
		       : check_fields(record, type, value, key, field->inside, complaint);
}

static int check_fields(const json_t *record, const char *type, const json_t *object,
			const char *prefix, const struct field *fields,
			struct complaint *complaint)
{
	for (; fields->name; fields++) {
		int error = check_field(record, type, object, prefix, fields, complaint);

		if (error)
			return error;
	}
	return 0;
}

static int check_unknown(const json_t *record, const char *type,
			 struct complaint *complaint)
{
	json_t *unknown = json_object_get(record, "unknown");
	const char *key;
	json_t *reason;

	if (unknown && !json_is_object(unknown))
		return complain(complaint, -EBADMSG, "%s: unknown must be an object",
				type);
	json_object_foreach (unknown, key, reason) {
		if (!json_is_string(reason))
			return complain(
				complaint, -EBADMSG,
				"%s: unknown: the reason for %.60s must be a string",
				type, key);
	}
	return 0;
}

int record_validate(const json_t *record, struct record_rows *rows,
		    const struct record_type *type, struct complaint *complaint)
{
	int error = check_unknown(record, type->name, complaint);

	if (!error)
		error = check_fields(record, type->name, record, "", type->fields,
				     complaint);
	if (!error && record_rows_complete(rows, record))
		error = complain(complaint, -ENOMEM, "out of memory");
	if (!error && type->agrees)
		error = type->agrees(record, rows, complaint);
	return error;
}
