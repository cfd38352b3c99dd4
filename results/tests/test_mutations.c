// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every way of mutations.json to change one record of a good result: does the reader
 * refuse it, at its line, with these words?
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "results/cleanup.h"
#include "results/record.h"
#include "results/tests/outcome.h"

static json_t *mutations;

static json_t *read_good(void)
{
	struct record_reader *reader;
	json_t *records = json_array(), *record;

	assert_int_equal(record_reader_open(corpus_path("good.jsonl"), &reader), 0);
	while (record_read(reader, &record) == 1)
		json_array_append_new(records, record);
	assert_true(record_reader_complete(reader));
	record_reader_free(reader);
	return records;
}

static bool has_all(const json_t *record, json_t *where)
{
	const char *key;
	json_t *value;

	json_object_foreach (where, key, value)
		if (!json_equal(json_object_get(record, key), value))
			return false;
	return true;
}

/* The first record of a type that has the fields of @where, which may be NULL. */
static size_t index_of(const json_t *records, const char *type, json_t *where)
{
	for (size_t i = 0; i < json_array_size(records); i++) {
		json_t *record = json_array_get(records, i);

		if (!strcmp(json_string_value(json_object_get(record, "type")), type) &&
		    has_all(record, where))
			return i;
	}
	fail_msg("no such %s in good.jsonl", type);
	return 0;
}

/*
 * The object that holds a key: a theme of the record for "theme.field". The reasons in
 * "unknown" have dots in their names when the whole of it is set.
 */
static json_t *holder_of(json_t *record, const char **key)
{
	char theme[32] = "";
	const char *dot = strchr(*key, '.');

	if (!dot)
		return record;
	snprintf(theme, sizeof(theme), "%.*s", (int)(dot - *key), *key);
	*key = dot + 1;
	return json_object_get(record, theme);
}

static void mutate(json_t *record, const json_t *mutation)
{
	json_t *set = json_object_get(mutation, "set"), *value, *name;
	const char *key;
	size_t i;

	json_object_foreach (set, key, value) {
		const char *last = key;
		json_t *holder = holder_of(record, &last);

		assert_int_equal(json_object_set(holder, last, value), 0);
	}
	json_array_foreach (json_object_get(mutation, "remove"), i, name) {
		const char *last = json_string_value(name);
		json_t *holder = holder_of(record, &last);

		assert_int_equal(json_object_del(holder, last), 0);
	}
}

/* A mutation of the line itself: the writer would put a new footer right. */
static void write_raw(const json_t *records, FILE *stream)
{
	size_t i;
	json_t *record;

	json_array_foreach (records, i, record) {
		assert_int_equal(json_dumpf(record, stream, JSON_COMPACT), 0);
		fputc('\n', stream);
	}
}

static void write_with_crc(const json_t *records, FILE *stream)
{
	struct record_writer *writer = record_writer_new(stream);
	size_t i;
	json_t *record;

	json_array_foreach (records, i, record) {
		if (record_write(writer, record, NULL, 0) == -EINVAL) {
			json_dumpf(record, stream, JSON_COMPACT);
			fputc('\n', stream);
		}
	}
	record_writer_free(writer);
}

static int errno_of(const char *name)
{
	static const struct {
		const char *name;
		int error;
	} names[] = {
		{ "EBADMSG", -EBADMSG },
		{ "EPROTONOSUPPORT", -EPROTONOSUPPORT },
	};

	for (size_t i = 0; name && i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(name, names[i].name))
			return names[i].error;
	return 0;
}

static void judge(const json_t *mutation, size_t line)
{
	const char *name = json_string_value(json_object_get(mutation, "name"));
	const char *says = json_string_value(json_object_get(mutation, "says"));
	int error = errno_of(json_string_value(json_object_get(mutation, "errno")));
	struct outcome outcome = outcome_of(scratch_path());
	char place[300];

	snprintf(place, sizeof(place), "%s:%zu: ", scratch_path(), line);
	if (outcome.error != error || outcome.complete != !error)
		fail_msg("%s: %d, %s", name, outcome.error, outcome.message);
	if (!outcome_is_that_without_rows(&outcome, scratch_path()))
		fail_msg("%s: rows left out make a difference", name);
	if (error && (strncmp(outcome.message, place, strlen(place)) != 0 ||
		      !strstr(outcome.message, says)))
		fail_msg("%s: not at %s, or not \"%s\": %s", name, place, says,
			 outcome.message);
}

static void try(const json_t *mutation)
{
	const char *type = json_string_value(json_object_get(mutation, "record"));
	const char *becomes = json_string_value(json_object_get(mutation, "becomes"));
	_cleanup_json_ json_t *records = read_good();
	size_t i = index_of(records, type, json_object_get(mutation, "where"));

	if (becomes) {
		size_t from = index_of(records, becomes, NULL);
		json_t *other = json_array_get(records, from);

		json_array_set_new(records, i, json_deep_copy(other));
	}
	mutate(json_array_get(records, i), mutation);

	FILE *stream = fopen(scratch_path(), "w");
	if (!strcmp(type, "footer") || (becomes && !strcmp(becomes, "footer")))
		write_raw(records, stream);
	else
		write_with_crc(records, stream);
	assert_int_equal(fclose(stream), 0);
	judge(mutation, i + 1);
}

static void a_changed_record_is_refused_at_its_line(void **state)
{
	size_t i;
	json_t *mutation;

	assert_true(json_array_size(mutations) > 120);
	json_array_foreach (mutations, i, mutation)
		try(mutation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_changed_record_is_refused_at_its_line),
	};
	json_error_t error;

	mutations = json_load_file(MUTATIONS, JSON_REJECT_DUPLICATES, &error);
	if (!mutations) {
		fprintf(stderr, "%s:%d: %s\n", MUTATIONS, error.line, error.text);
		return 1;
	}
	int result = cmocka_run_group_tests(tests, NULL, NULL);
	json_decref(mutations);
	return result;
}
