// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One loaded result file: how it is read.
 */
#include <errno.h>
#include <string.h>

#include "result.h"
#include "result_cells.h"
#include "results/cleanup.h"
#include "results/record.h"

static void cleanup_reader(struct record_reader **reader)
{
	record_reader_free(*reader);
}

static int take_header(struct result *result, json_t *record,
		       struct record_reader *reader)
{
	result->header = json_incref(record);
	return 0;
}

static int take_environment(struct result *result, json_t *record,
			    struct record_reader *reader)
{
	const char *name = NULL;

	json_unpack(record, "{s:{s:s}}", "clock", "kind", &name);
	if (!name || clock_from_name(name, &result->clock))
		return -EBADMSG;
	result->environment = json_incref(record);
	return 0;
}

static int take_footer(struct result *result, json_t *record,
		       struct record_reader *reader)
{
	result->interrupted = !json_is_true(json_object_get(record, "complete"));
	return 0;
}

static const struct record_taker {
	const char *type;
	int (*take)(struct result *result, json_t *record, struct record_reader *reader);
} takers[] = {
	{ "header",      take_header },
	{ "environment", take_environment },
	{ "calibration", result_take_calibration },
	{ "cell",        result_take_cell },
	{ "max",         result_take_maximum },
	{ "footer",      take_footer },
};

static int take(struct result *result, json_t *record, struct record_reader *reader)
{
	const char *type = json_string_value(json_object_get(record, "type"));

	result->record_count++;
	for (size_t i = 0; type && i < sizeof(takers) / sizeof(takers[0]); i++)
		if (!strcmp(takers[i].type, type))
			return takers[i].take(result, record, reader);
	return 0;
}

static int explain(const struct result *result, size_t line, int error, char **message)
{
	const char *cause = "out of memory";

	if (error == -EBADMSG)
		cause = "environment.clock.kind is not a clock that this program knows; "
			"use a newer allocstat";
	if (error == -ENODATA)
		cause = "truncated: it ends before its environment; measure again";
	if (asprintf(message, "%s:%zu: %s", result->path, line, cause) < 0)
		*message = NULL;
	return error;
}

static int read_all(struct result *result, struct record_reader *reader, char **message)
{
	int status = 1;

	while (status == 1) {
		_cleanup_json_ json_t *record = NULL;
		int error;

		status = record_read(reader, &record);
		error = status == 1 ? take(result, record, reader) : 0;
		if (error)
			return explain(result, record_reader_line(reader), error,
				       message);
	}
	/* Cut short at its end: what came before is good. */
	if (!status || status == -ENODATA)
		return 0;
	*message = strdup(record_reader_error(reader));
	return status;
}

static int note_truncation(struct result *result, const struct record_reader *reader)
{
	const char *words = record_reader_error(reader);

	if (record_reader_complete(reader))
		return 0;
	if (*words)
		result->truncation = strdup(words);
	else if (asprintf(&result->truncation, "%s:%zu: truncated: no footer follows",
			  result->path, record_reader_line(reader)) < 0)
		result->truncation = NULL;
	return result->truncation ? 0 : -ENOMEM;
}

static int load(struct result *result, char **message)
{
	__attribute__((cleanup(cleanup_reader))) struct record_reader *reader = NULL;
	int error = record_reader_open(result->path, &reader);

	if (error) {
		*message = strdup(reader ? record_reader_error(reader) : "out of memory");
		return error;
	}
	record_reader_leave_out(reader, RECORD_TRACE | RECORD_HISTOGRAMS);
	error = read_all(result, reader, message);
	if (error)
		return error;
	error = result->environment ? note_truncation(result, reader) : -ENODATA;
	return error ? explain(result, record_reader_line(reader), error, message) : 0;
}

int result_load(const char *path, struct result **result, char **message)
{
	struct result *loaded = calloc(1, sizeof(*loaded));
	int error = -ENOMEM;

	*result = NULL;
	*message = NULL;
	if (loaded)
		loaded->path = strdup(path);
	if (loaded && loaded->path)
		error = load(loaded, message);
	if (error) {
		result_free(loaded);
		return error;
	}
	*result = loaded;
	return 0;
}

void result_free(struct result *result)
{
	if (!result)
		return;
	for (size_t i = 0; i < result->none_count; i++)
		none_free(&result->nones[i]);
	for (size_t i = 0; i < result->cell_count; i++)
		cell_free(&result->cells[i]);
	for (size_t i = 0; i < result->maximum_count; i++) {
		free(result->maxima[i].allocator);
		free(result->maxima[i].limit);
	}
	json_decref(result->header);
	json_decref(result->environment);
	free(result->nones);
	free(result->cells);
	free(result->maxima);
	free(result->truncation);
	free(result->path);
	free(result);
}
