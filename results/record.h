/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Result records: JSON Lines, written and flushed one by one, read and validated one by
 * one. FORMAT.md describes them.
 */
#ifndef RESULTS_RECORD_H
#define RESULTS_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "histogram.h"

#define RECORD_SCHEMA "allocbench/1.0"

/* The most records, of any type, that a reader takes; FORMAT.md names it. */
#define RECORD_LIMIT 262144

/**
 * struct record_series - a large array of a record, written without building a tree
 * @name:  the field's name
 * @width: numbers a row: 1 gives [1, 2, ...], 2 gives [[1, 2], ...]
 * @count: rows
 * @values: @count * @width numbers
 * @text:   NULL, or gives the text that is written in place of the numbers of
 *          @text_column; plain ASCII, nothing to be escaped in JSON
 * @text_column: from 0
 */
struct record_series {
	const char *name;
	size_t width;
	size_t count;
	const uint64_t *values;
	const char *(*text)(uint64_t number);
	size_t text_column;
};

/**
 * struct record_writer - writes one result; opaque
 */
struct record_writer;

/**
 * record_writer_new() - write records to an open stream
 * @stream: not closed by the writer
 *
 * Return: the writer, or NULL without memory. Free with record_writer_free().
 */
struct record_writer *record_writer_new(FILE *stream);

void record_writer_free(struct record_writer *writer);

/**
 * record_write() - write one record as one line and flush it
 * @record:       its small fields, "type" first; not changed
 * @series:       its large fields, written after the small ones
 * @series_count: 0 where there are none
 *
 * A "footer" is completed by the writer: "crc32", the CRC-32 (as zlib's) of all lines
 * between the environment and the footer, newlines included, as 8 hexadecimal digits. To
 * a terminal line, last "sent_crc32" too, likewise of all that stands before it: record_seal.h.
 * Where the stream is a terminal line, the call returns when the line has left it.
 *
 * Return: 0; -EINVAL (no "type"), -ERANGE (a number beyond 2^63 - 1) or -ENOMEM, with
 * nothing written; or -errno of the failed write, after which every later call fails
 * likewise.
 */
int record_write(struct record_writer *writer, const json_t *record,
		 const struct record_series *series, size_t series_count);

/**
 * struct record_prefix - the first lines of a result
 * @lines:  how many
 * @length: their bytes
 * @crc:    CRC-32 of those after the environment
 */
struct record_prefix {
	size_t lines;
	uint64_t length;
	uint32_t crc;
};

/**
 * record_prefix_read() - look at the first lines of a file that is not compressed
 * @environment_line: the number of the environment's line, from 1
 * @last_line:        of the last line that belongs to the prefix
 *
 * Return: 0, -EILSEQ where it is compressed after all, -ENODATA where it has fewer lines,
 * or another -errno of reading.
 */
int record_prefix_read(const char *path, size_t environment_line, size_t last_line,
		       struct record_prefix *prefix);

/**
 * record_writer_continue() - go on with a result whose first lines are there
 * @prefix: has at least header and environment
 *
 * The stream must stand behind them. Call it before the first record_write().
 */
void record_writer_continue(struct record_writer *writer,
			    const struct record_prefix *prefix);

/**
 * record_series_of() - a histogram as a series of [value, count]
 */
struct record_series record_series_of(const char *name,
				      const struct histogram *histogram);

/**
 * struct record_reader - reads one result; opaque
 */
struct record_reader;

/**
 * record_reader_open() - read a file, plain or compressed by gzip
 * @path:   "-" is standard input
 * @reader: free with record_reader_free(), after an error too (it holds the message)
 *
 * Return: 0 or -errno.
 */
int record_reader_open(const char *path, struct record_reader **reader);

void record_reader_free(struct record_reader *reader);

/**
 * enum record_part - the large arrays of a record
 * @RECORD_TRACE:      "trace"
 * @RECORD_HISTOGRAMS: "alloc", "free", "touch" and "failed"; not those of threads
 */
enum record_part {
	RECORD_TRACE = 1 << 0,
	RECORD_HISTOGRAMS = 1 << 1,
};

/**
 * record_reader_leave_out() - check large arrays, but leave their rows out of the records
 * @parts: which, of enum record_part
 *
 * record_read() then gives such an array as record_write() writes it as an empty one: as
 * a tree, the million rows of --raw take 200 MB, and most of the time of reading is taken
 * by trees of numbers.
 */
void record_reader_leave_out(struct record_reader *reader, unsigned int parts);

/**
 * record_read() - the next record, validated
 * @record: a new reference, of a type and shape that FORMAT.md allows
 *
 * Checked are each record by itself and its place: header first, environment second,
 * footer last, its counts and CRC right. Records of unknown types are passed over.
 *
 * Return: 1 (a record), 0 (the end), -EILSEQ (not JSON), -ENODATA (a line, or the
 * compressed data, cut short at the end of the file; the records before are good),
 * -EBADMSG (JSON, but not a valid record), -EPROTONOSUPPORT (another major schema),
 * -EMSGSIZE (a line, the tree of its values or the number of records beyond the limit) or
 * another -errno of reading.
 * record_reader_error() has the message. Every error is final.
 */
int record_read(struct record_reader *reader, json_t **record);

/**
 * record_reader_histogram() - take a histogram of the record that was read last
 * @field: one of RECORD_HISTOGRAMS, left out of the record or not
 *
 * Return: it, empty where the record has none or it was taken before. Free it.
 */
struct histogram record_reader_histogram(struct record_reader *reader, const char *field);

/**
 * record_reader_line() - the number of the line that was read last, from 1
 */
size_t record_reader_line(const struct record_reader *reader);

/**
 * record_reader_complete() - was there a footer?
 *
 * Meaningful after record_read() returned 0: false means a truncated result, of which
 * every record read is good.
 */
bool record_reader_complete(const struct record_reader *reader);

/**
 * record_reader_error() - what was wrong and where: "FILE:LINE: ..."
 *
 * Return: the message, or "" without an error; lives as long as the reader.
 */
const char *record_reader_error(const struct record_reader *reader);

/**
 * record_histogram() - the [[value, count], ...] field of a valid record or of its thread
 *
 * Return: 0, -ENOENT (no such field, or null) or -ENOMEM.
 */
int record_histogram(const json_t *record, const char *field,
		     struct histogram *histogram);

#endif
