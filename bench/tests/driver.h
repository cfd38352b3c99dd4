/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs the driver on the fake module, and looks at what came out.
 */
#ifndef BENCH_TESTS_DRIVER_H
#define BENCH_TESTS_DRIVER_H

#include <jansson.h>
#include <stdbool.h>

/**
 * struct outcome - of one run of the driver
 * @exit_code: or 128 and the signal
 * @peak_bytes: the most memory that it had
 * @messages:  standard error
 * @output:    the file that has its standard output
 */
struct outcome {
	int exit_code;
	size_t peak_bytes;
	char messages[8192];
	char output[128];
};

/**
 * driver_run() - run it to its end
 * @faults:  for the fake device
 * @command: its command line, without the program, words separated by spaces
 */
struct outcome driver_run(const char *faults, const char *command);

/**
 * driver_records() - all records of a result that must be valid
 * @is_complete: gets whether there is a footer
 *
 * Return: an array; the caller drops it. A result that is not valid fails the test.
 */
json_t *driver_records(const char *path, bool *is_complete);

/**
 * driver_count() - how many records of a type
 */
size_t driver_count(const json_t *records, const char *type);

/**
 * driver_record() - the record of a type, an allocator and a size
 * @allocator: NULL for any
 * @size:      -1 for any
 */
const json_t *driver_record(const json_t *records, const char *type,
			    const char *allocator, long long size);

/**
 * driver_integer() - an integer field; anything else fails the test
 */
json_int_t driver_integer(const json_t *record, const char *field);

/**
 * driver_string() - a string field; anything else fails the test
 */
const char *driver_string(const json_t *record, const char *field);

/**
 * driver_assert_footer() - what the footer must say
 */
void driver_assert_footer(const json_t *records, bool complete, json_int_t cells,
			  json_int_t maxima);

/**
 * driver_directory() - a scratch directory of this test program's, removed at the end
 */
const char *driver_directory(void);

#endif
