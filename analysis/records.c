// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Rows of values as CSV or JSON.
 */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "escape.h"
#include "records.h"
#include "results/cleanup.h"
#include "results/json_text.h"

/* Digits of a number: a mean of millions of samples has no more. */
#define DIGITS 12

void records_begin(struct records *records, FILE *stream, enum records_format format,
		   const char *const *names)
{
	*records = (struct records){ .stream = stream, .format = format, .names = names };
	while (names[records->count])
		records->count++;
	if (format == RECORDS_JSON) {
		fputc('[', stream);
		return;
	}
	for (size_t i = 0; i < records->count; i++)
		fprintf(stream, "%s%s", names[i], i + 1 < records->count ? "," : "\r\n");
}

/* @csv, @json: one value; "" and "null" where there is none */
static void put(struct records *records, const char *csv, const char *json)
{
	FILE *stream = records->stream;
	bool is_last = records->place + 1 == records->count;

	if (records->format == RECORDS_CSV) {
		fputs(csv, stream);
		fputs(is_last ? "\r\n" : ",", stream);
	} else {
		if (!records->place)
			fputs(records->rows ? ",\n {" : "\n {", stream);
		fprintf(stream, "\"%s\": %s%s", records->names[records->place], json,
			is_last ? "}" : ", ");
	}
	records->place = is_last ? 0 : records->place + 1;
	records->rows += is_last;
}

/*
 * Bytes that are not UTF-8 have no place in JSON: they are shown as on a terminal.
 * Letters beyond ASCII are escaped: some turn a terminal's text around.
 */
static char *quoted_text(const char *text)
{
	_cleanup_json_ json_t *value = json_string(text);
	_cleanup_free_ char *shown = value ? NULL : escape_terminal(text);

	if (!value && shown)
		value = json_string(shown);
	return value ? json_text(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII) : NULL;
}

void records_text(struct records *records, const char *text)
{
	_cleanup_free_ char *csv = NULL, *json = NULL;

	if (!text) {
		records_none(records);
		return;
	}
	if (records->format == RECORDS_CSV)
		csv = escape_csv(text);
	else
		json = quoted_text(text);
	if (!csv && !json) {
		records->error = -ENOMEM;
		records_none(records);
		return;
	}
	put(records, csv, json);
}

void records_integer(struct records *records, uint64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, value);
	put(records, text, text);
}

void records_number(struct records *records, double value)
{
	char text[40];

	if (!isfinite(value)) {
		records_none(records);
		return;
	}
	snprintf(text, sizeof(text), "%.*g", DIGITS, value);
	put(records, text, text);
}

void records_none(struct records *records)
{
	put(records, "", "null");
}

int records_end(struct records *records)
{
	if (records->format == RECORDS_JSON)
		fputs(records->rows ? "\n]\n" : "]\n", records->stream);
	if (records->error)
		return records->error;
	return records->place ? -EINVAL : 0;
}
