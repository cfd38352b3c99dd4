// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Finds and checks the rows of a record in the text of its line. The only file that lists
 * the arrays that may be left out of a tree.
 */
#include "results/record_rows.h"

#include <errno.h>
#include <string.h>

/* Most numbers of a row. */
#define WIDEST 3

/* Digits of 2^63 - 1; any so long fit in 64 bits. */
#define DIGITS 19

/* @histogram: where in struct record_rows it is; a trace is none */
static const struct array {
	const char *name;
	enum record_part part;
	size_t histogram;
} arrays[RECORD_ROWS_LIMIT] = {
	{ "trace",  RECORD_TRACE,      0 },
	{ "alloc",  RECORD_HISTOGRAMS, offsetof(struct record_rows, alloc) },
	{ "free",   RECORD_HISTOGRAMS, offsetof(struct record_rows, free) },
	{ "touch",  RECORD_HISTOGRAMS, offsetof(struct record_rows, touch) },
	{ "failed", RECORD_HISTOGRAMS, offsetof(struct record_rows, failed) },
};

static struct histogram *histogram_of(struct record_rows *rows, const struct array *array)
{
	return (struct histogram *)((char *)rows + array->histogram);
}

static const struct array *array_named(const char *name, size_t length)
{
	for (size_t i = 0; i < RECORD_ROWS_LIMIT; i++)
		if (!strncmp(arrays[i].name, name, length) && !arrays[i].name[length])
			return &arrays[i];
	return NULL;
}

/* Return: what follows the number, or NULL where it is none, or one beyond 2^63 - 1. */
static const char *take_number(const char *at, uint64_t *number)
{
	const char *begin = at;
	uint64_t taken = 0;
	unsigned int digit;

	while ((digit = (unsigned int)*at - '0') <= 9) {
		taken = taken * 10 + digit;
		at++;
	}
	*number = taken;
	if (at == begin || at - begin > DIGITS || taken > INT64_MAX ||
	    (*begin == '0' && at - begin > 1))
		return NULL;
	return at;
}

/* Return: what follows the row, or NULL. */
static const char *take_row(const char *at, uint64_t row[WIDEST], size_t *width)
{
	if (*at != '[')
		return NULL;
	*width = 0;
	do {
		if (*width == WIDEST)
			return NULL;
		at = take_number(at + 1, &row[(*width)++]);
	} while (at && *at == ',');
	return at && *at == ']' ? at + 1 : NULL;
}

/* @at: the bracket before the first row. Return: the one after the last, or NULL. */
static const char *take_trace(const char *at, struct record_rows *rows)
{
	uint64_t row[WIDEST];
	size_t count = 0, first_width = 0, width;

	do {
		at = take_row(at + 1, row, &width);
		if (!at || width < 2 || (count && width != first_width))
			return NULL;
		first_width = width;
		count++;
	} while (*at == ',');
	if (*at != ']')
		return NULL;
	rows->trace_count = count;
	rows->trace_width = first_width;
	return at;
}

static bool may_follow(const struct histogram *histogram, const struct value_count *bin)
{
	size_t count = histogram->bin_count;

	return bin->count && (!count || histogram->bins[count - 1].value < bin->value);
}

/* As take_trace(). Where memory runs out, the parser is left to say so. */
static const char *take_bins(const char *at, struct histogram *histogram)
{
	uint64_t row[WIDEST];
	size_t width, room = 0;

	do {
		at = take_row(at + 1, row, &width);
		if (!at || width != 2)
			return NULL;

		struct value_count bin = { row[0], row[1] };
		if (!may_follow(histogram, &bin) ||
		    histogram_append(histogram, &room, bin))
			return NULL;
	} while (*at == ',');
	histogram_fit(histogram);
	return *at == ']' ? at : NULL;
}

/* As take_trace(). A name that is there twice is left to the parser, to be refused. */
static const char *take_array(const char *at, const struct array *array,
			      struct record_rows *rows)
{
	struct histogram *histogram = histogram_of(rows, array);

	if (array->part == RECORD_TRACE)
		return rows->trace_count ? NULL : take_trace(at, rows);
	if (histogram->bin_count)
		return NULL;
	at = take_bins(at, histogram);
	if (!at)
		histogram_free(histogram);
	return at;
}

/* What stands between the quotes of a string may be anything but a newline. */
static const char *skip_string(const char *at)
{
	for (at++; *at != '"' && *at != '\n'; at++)
		at += *at == '\\' && at[1] != '\n';
	return at;
}

/* @name, @quote: of a string. Return: where the array that it names ends, or @quote. */
static const char *leave_out(const char *line, const char *name, const char *quote,
			     unsigned int parts, struct record_rows *rows)
{
	if (strncmp(quote, "\":[", 3))
		return quote;

	const struct array *array = array_named(name, (size_t)(quote - name));
	const char *begin = quote + 2;
	const char *end =
		array && array->part & parts ? take_array(begin, array, rows) : NULL;
	if (!end)
		return quote;
	rows->gaps[rows->gap_count++] = (struct record_gap){
		(size_t)(begin + 1 - line),
		(size_t)(end - line),
	};
	return end;
}

/* Names count in the outermost object only. */
bool record_rows_find(const char *line, size_t length, unsigned int parts,
		      struct record_rows *rows)
{
	int depth = 0;

	for (const char *at = line; at < line + length; at++) {
		if (*at == '"') {
			const char *quote = skip_string(at);

			at = depth == 1 ? leave_out(line, at + 1, quote, parts, rows)
					: quote;
			continue;
		}
		depth += *at == '{' || *at == '[';
		depth -= *at == '}' || *at == ']';
	}
	return rows->gap_count > 0;
}

int record_rows_complete(struct record_rows *rows, const json_t *record)
{
	const json_t *trace = json_object_get(record, "trace");

	if (!rows->trace_count) {
		rows->trace_count = json_array_size(trace);
		rows->trace_width = json_array_size(json_array_get(trace, 0));
	}
	for (size_t i = 0; i < RECORD_ROWS_LIMIT; i++) {
		struct histogram *histogram = histogram_of(rows, &arrays[i]);

		if (arrays[i].part == RECORD_HISTOGRAMS && !histogram->bin_count &&
		    record_histogram(record, arrays[i].name, histogram) == -ENOMEM)
			return -ENOMEM;
	}
	return 0;
}

struct histogram record_rows_take(struct record_rows *rows, const char *field)
{
	const struct array *array = array_named(field, strlen(field));
	struct histogram taken = { NULL, 0, 0 };

	if (array && array->part == RECORD_HISTOGRAMS) {
		taken = *histogram_of(rows, array);
		*histogram_of(rows, array) = (struct histogram){ NULL, 0, 0 };
	}
	return taken;
}

void record_rows_clear(struct record_rows *rows)
{
	for (size_t i = 0; i < RECORD_ROWS_LIMIT; i++)
		if (arrays[i].part == RECORD_HISTOGRAMS)
			histogram_free(histogram_of(rows, &arrays[i]));
	*rows = (struct record_rows){ 0 };
}
