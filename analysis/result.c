// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One loaded result file: how its records become cells and maxima.
 */
#include <errno.h>
#include <string.h>

#include "result.h"
#include "results/cleanup.h"
#include "results/record.h"

static void cleanup_reader(struct record_reader **reader)
{
	record_reader_free(*reader);
}

static char *copy_text(const json_t *record, const char *field)
{
	const char *text = json_string_value(json_object_get(record, field));

	return strdup(text ? text : "");
}

static uint64_t number_of(const json_t *record, const char *field)
{
	return (uint64_t)json_integer_value(json_object_get(record, field));
}

/* A histogram that may be absent stays empty. */
static int take_histogram(const json_t *record, const char *field,
			  struct histogram *histogram)
{
	int error = record_histogram(record, field, histogram);

	return error == -ENOENT ? 0 : error;
}

static int take_header(struct result *result, json_t *record)
{
	result->header = json_incref(record);
	return 0;
}

static int take_environment(struct result *result, json_t *record)
{
	const char *name = NULL;

	json_unpack(record, "{s:{s:s}}", "clock", "kind", &name);
	if (!name || clock_from_name(name, &result->clock))
		return -EBADMSG;
	result->environment = json_incref(record);
	return 0;
}

/* The last one counts: it was taken nearest to the cells. */
static int take_calibration(struct result *result, json_t *record)
{
	const char *allocator = json_string_value(json_object_get(record, "allocator"));
	int error;

	if (!allocator || strcmp(allocator, "none"))
		return 0;
	histogram_free(&result->none_alloc);
	histogram_free(&result->none_free);
	result->none_alloc = (struct histogram){ 0 };
	result->none_free = (struct histogram){ 0 };
	error = take_histogram(record, "alloc", &result->none_alloc);
	return error ? error : take_histogram(record, "free", &result->none_free);
}

static int take_cell(struct result *result, json_t *record)
{
	struct cell *cells =
		reallocarray(result->cells, result->cell_count + 1, sizeof(*cells));
	struct cell *cell;
	int error;

	if (!cells)
		return -ENOMEM;
	result->cells = cells;
	cell = &cells[result->cell_count++];
	*cell = (struct cell){
		.allocator = copy_text(record, "allocator"),
		.gfp = copy_text(record, "gfp"),
		.pattern = copy_text(record, "pattern"),
		.context = copy_text(record, "context"),
		.size = number_of(record, "size"),
		.sample_count = number_of(record, "samples"),
		.marked_count = json_array_size(json_object_get(record, "marked")),
		.failure_count = number_of(record, "failures"),
	};
	if (!cell->allocator || !cell->gfp || !cell->pattern || !cell->context)
		return -ENOMEM;
	error = take_histogram(record, "alloc", &cell->alloc);
	return error ? error : take_histogram(record, "free", &cell->free);
}

static int take_maximum(struct result *result, json_t *record)
{
	struct maximum *maxima =
		reallocarray(result->maxima, result->maximum_count + 1, sizeof(*maxima));
	struct maximum *maximum;

	if (!maxima)
		return -ENOMEM;
	result->maxima = maxima;
	maximum = &maxima[result->maximum_count++];
	*maximum = (struct maximum){
		.allocator = copy_text(record, "allocator"),
		.limit = copy_text(record, "limit"),
		.doubling = number_of(record, "doubling"),
		.exact = number_of(record, "exact"),
		.resolution = number_of(record, "resolution"),
	};
	return maximum->allocator && maximum->limit ? 0 : -ENOMEM;
}

static int take_footer(struct result *result, json_t *record)
{
	result->interrupted = !json_is_true(json_object_get(record, "complete"));
	return 0;
}

static const struct record_taker {
	const char *type;
	int (*take)(struct result *result, json_t *record);
} takers[] = {
	{ "header",      take_header },
	{ "environment", take_environment },
	{ "calibration", take_calibration },
	{ "cell",        take_cell },
	{ "max",         take_maximum },
	{ "footer",      take_footer },
};

static int take(struct result *result, json_t *record)
{
	const char *type = json_string_value(json_object_get(record, "type"));

	result->record_count++;
	for (size_t i = 0; type && i < sizeof(takers) / sizeof(takers[0]); i++)
		if (!strcmp(takers[i].type, type))
			return takers[i].take(result, record);
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
		error = status == 1 ? take(result, record) : 0;
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
	for (size_t i = 0; i < result->cell_count; i++) {
		free(result->cells[i].allocator);
		free(result->cells[i].gfp);
		free(result->cells[i].pattern);
		free(result->cells[i].context);
		histogram_free(&result->cells[i].alloc);
		histogram_free(&result->cells[i].free);
	}
	for (size_t i = 0; i < result->maximum_count; i++) {
		free(result->maxima[i].allocator);
		free(result->maxima[i].limit);
	}
	histogram_free(&result->none_alloc);
	histogram_free(&result->none_free);
	json_decref(result->header);
	json_decref(result->environment);
	free(result->cells);
	free(result->maxima);
	free(result->truncation);
	free(result->path);
	free(result);
}
