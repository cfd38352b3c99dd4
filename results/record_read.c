// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads a result record by record: JSON, order, counts, checksum. */
#include "results/record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "results/line_reader.h"
#include "results/line_scan.h"
#include "results/record_rows.h"
#include "results/record_sequence.h"
#include "results/tree_size.h"

struct record_reader {
	char *path;
	struct line_reader *lines;
	size_t line;
	struct record_sequence sequence;
	bool is_ended;
	unsigned int left_out;
	struct record_rows rows;
	int error;
	char *message;
};

/* Errors of reading, and what to do about each. */
static const struct {
	int error;
	const char *words;
} read_errors[] = {
	{ -ENOENT, "no such file; is the name right?" },
	{ -EACCES, "permission denied; may you read it?" },
	{ -EISDIR, "is a directory; name a file in it" },
	{ -EILSEQ, "damaged gzip data; fetch or measure it again" },
	{ -ENODATA, "truncated within the gzip data; fetch or measure it again" },
	{ -EMSGSIZE, "longer than 64 MiB without a newline; not an allocbench result" },
	{ -EPIPE, "a pipe that nobody writes into; has its writer ended?" },
	{ -ENOMEM, "out of memory" },
};

/* Text of a file goes to terminals: no control characters, nothing but ASCII. */
static void defuse(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || (unsigned char)*text > '~')
			*text = '?';
}

static int fail(struct record_reader *reader, int error, const char *words)
{
	const char *name =
		strcmp(reader->path, "-") == 0 ? "standard input" : reader->path;
	char *message = NULL;
	int length = reader->line
			     ? asprintf(&message, "%s:%zu: %s", name, reader->line, words)
			     : asprintf(&message, "%s: %s", name, words);

	reader->error = error;
	free(reader->message);
	reader->message = length < 0 ? NULL : message;
	return error;
}

static int fail_text(struct record_reader *reader, int error, struct complaint *complaint)
{
	defuse(complaint->text);
	return fail(reader, error, complaint->text);
}

static int fail_reading(struct record_reader *reader, int error)
{
	for (size_t i = 0; i < sizeof(read_errors) / sizeof(read_errors[0]); i++)
		if (read_errors[i].error == error)
			return fail(reader, error, read_errors[i].words);
	return fail(reader, error, strerror(-error));
}

int record_reader_open(const char *path, struct record_reader **reader)
{
	*reader = calloc(1, sizeof(**reader));
	if (!*reader)
		return -ENOMEM;

	(*reader)->path = strdup(path);
	if (!(*reader)->path) {
		free(*reader);
		*reader = NULL;
		return -ENOMEM;
	}

	int error = line_reader_open(path, &(*reader)->lines);
	return error ? fail_reading(*reader, error) : 0;
}

void record_reader_free(struct record_reader *reader)
{
	if (!reader)
		return;
	line_reader_free(reader->lines);
	record_rows_clear(&reader->rows);
	free(reader->path);
	free(reader->message);
	free(reader);
}

void record_reader_leave_out(struct record_reader *reader, unsigned int parts)
{
	reader->left_out = parts;
}

/* Does the tree of a line without its gaps? */
static bool fits_memory(const char *line, size_t length, const struct record_rows *rows)
{
	if (length < TREE_LIMIT / TREE_BYTES_PER_BYTE)
		return true;

	size_t size = tree_size(line, length);
	for (size_t i = 0; i < rows->gap_count; i++)
		size -= tree_size(line + rows->gaps[i].begin,
				  rows->gaps[i].end - rows->gaps[i].begin);
	return size <= TREE_LIMIT;
}

static int parse(struct record_reader *reader, const char *line, size_t length,
		 json_t **record)
{
	struct complaint complaint;
	json_error_t error;

	if (memchr(line, '\0', length))
		return fail(reader, -EILSEQ,
			    "not JSON: a NUL byte; not an allocbench result, or damaged");

	record_rows_clear(&reader->rows);
	if (record_rows_find(line, length, reader->left_out, &reader->rows) &&
	    fits_memory(line, length, &reader->rows))
		*record = line_scan(line, length, &reader->rows, &error);
	if (*record)
		return 0;

	/* What is wrong, and in which column, the whole line tells. */
	record_rows_clear(&reader->rows);
	if (!fits_memory(line, length, &reader->rows))
		return fail(reader, -EMSGSIZE,
			    "its values would take more than 512 MiB of memory; not an "
			    "allocbench result");
	*record = line_scan(line, length, &reader->rows, &error);
	if (*record)
		return 0;
	/* jansson does not always say so: but what is wrong with a text has words. */
	if (json_error_code(&error) == json_error_out_of_memory || !*error.text)
		return fail_reading(reader, -ENOMEM);
	complain(&complaint, 0,
		 "not JSON: %s, column %d; not an allocbench result, or damaged",
		 error.text, error.column);
	return fail_text(reader, -EILSEQ, &complaint);
}

/* Checks a JSON value by itself and in its place. @type gets NULL for an unknown type. */
static int check(struct record_sequence *sequence, const json_t *record,
		 struct record_rows *rows, const struct record_type **type,
		 struct complaint *complaint)
{
	if (!json_is_object(record) || !json_is_string(json_object_get(record, "type")))
		return complain(complaint, -EBADMSG,
				"not an object with a type; not an allocbench result");

	*type = record_type_of(record);
	int error = 0;
	if (*type && (*type)->place == PLACE_HEADER)
		error = record_validate_schema(record, complaint);
	if (!error && *type)
		error = record_validate(record, rows, *type, complaint);
	return error ? error : record_sequence_add(sequence, record, *type, complaint);
}

/* Return: 1 with a record, 0 for a line to pass over, or -errno. */
static int take_line(struct record_reader *reader, const char *line, size_t length,
		     json_t **record)
{
	const struct record_type *type = NULL;
	struct complaint complaint;
	int error = parse(reader, line, length, record);

	if (error)
		return error;
	error = check(&reader->sequence, *record, &reader->rows, &type, &complaint);
	if (!error)
		record_sequence_count_line(&reader->sequence, type, line, length);
	if (!error && type)
		return 1;
	json_decref(*record);
	*record = NULL;
	return error ? fail_text(reader, error, &complaint) : 0;
}

static int fail_cut(struct record_reader *reader, const char *line)
{
	if (!reader->sequence.is_started && *line != '{')
		return fail(reader, -EILSEQ, "not JSON; not an allocbench result");
	return fail(
		reader, -ENODATA,
		"truncated in the middle of a record; the records before it are good");
}

static int fail_many(struct record_reader *reader)
{
	char words[80];

	snprintf(words, sizeof(words), "more than %d records; not an allocbench result",
		 RECORD_LIMIT);
	return fail(reader, -EMSGSIZE, words);
}

static int finish(struct record_reader *reader)
{
	reader->is_ended = true;
	if (reader->line == 0)
		return fail(reader, -EILSEQ, "empty: not a result; measure again");
	return 0;
}

int record_read(struct record_reader *reader, json_t **record)
{
	const char *line;
	size_t length;
	bool is_whole;
	int result = reader->error;

	*record = NULL;
	while (!result && !reader->is_ended) {
		result = line_read(reader->lines, &line, &length, &is_whole);
		if (result == 0)
			return finish(reader);
		reader->line++;
		if (result < 0)
			return fail_reading(reader, result);
		if (!is_whole)
			return fail_cut(reader, line);
		if (reader->line > RECORD_LIMIT)
			return fail_many(reader);
		result = take_line(reader, line, length, record);
	}
	return result;
}

struct histogram record_reader_histogram(struct record_reader *reader, const char *field)
{
	return record_rows_take(&reader->rows, field);
}

size_t record_reader_line(const struct record_reader *reader)
{
	return reader->line;
}

bool record_reader_complete(const struct record_reader *reader)
{
	return reader->is_ended && !reader->error && reader->sequence.is_started &&
	       reader->sequence.place == PLACE_FOOTER;
}

const char *record_reader_error(const struct record_reader *reader)
{
	if (!reader)
		return "out of memory";
	if (!reader->error)
		return "";
	return reader->message ? reader->message : "out of memory";
}
