/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a result goes: a new file, the place of an old one, a pipe, or nowhere where
 * standard output is a terminal, which gets a table.
 */
#ifndef BENCH_OUTPUT_H
#define BENCH_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

#include "options.h"
#include "problem.h"
#include "results/record.h"

/**
 * struct output - an open destination
 * @path:   the file's name; NULL for standard output
 * @beside: what it is called until it is complete and replaces @path; NULL where @path
 *          was new and is written directly, so that a crash leaves it readable
 * @is_resumed: @path was there before, and is not changed before output_go_on()
 * @is_special: @path is a device or a pipe: nothing to keep, nothing to replace
 * @stream: NULL for a table
 * @record_count: records written
 * @error: of the first write or sync that failed: nothing more is written
 * @synced: seconds, of when they were last brought to the disk
 */
struct output {
	const char *path;
	char *beside;
	bool is_resumed;
	bool is_special;
	FILE *stream;
	struct record_writer *writer;
	size_t record_count;
	int error;
	time_t synced;
};

/**
 * output_open() - create the file, open the one to be resumed, or take standard output
 * @is_guest: standard output is a serial line, and no terminal that anybody reads
 *
 * Return: 0 or -errno, with a message in @problem; -EEXIST for a file without --force,
 * -EBUSY for one that another driver writes to. Devices and pipes are written to as they
 * are.
 */
int output_open(struct output *output, const struct options *options, bool is_guest,
		struct problem *problem);

/**
 * output_go_on() - cut an old result, and write behind what is left
 * @prefix: what is kept
 * @whole_length: of the file when the prefix was read: nobody else may have written since
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int output_go_on(struct output *output, const struct record_prefix *prefix,
		 uint64_t whole_length, struct problem *problem);

/**
 * output_is_table() - does nobody see the records?
 */
bool output_is_table(const struct output *output);

/**
 * output_write() - write a record, if anybody wants it, and bring it to the disk, if the
 * last one that was is a second old
 * @record: NULL (no memory) is an error
 *
 * Return: 0 or -errno, with a message in @problem.
 */
int output_write(struct output *output, const json_t *record,
		 const struct record_series *series, size_t series_count,
		 struct problem *problem);

/**
 * output_close() - bring the file to the disk and to its place
 * @is_complete: the run came to its end: only then does a forced file replace the old one
 *
 * A file without a record is removed. Return: 0 or -errno, with a message in @problem.
 */
int output_close(struct output *output, bool is_complete, struct problem *problem);

#endif
