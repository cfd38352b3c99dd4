// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The child process of the end-to-end tests. The program is $ALLOCBENCH_FAKE.
 */
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "driver.h"
#include "results/record.h"

#define ARGUMENT_LIMIT 32

/* Seconds: a driver that hangs ends by a signal. */
#define TIME_LIMIT 60

static char directory[64];

static int remove_one(const char *path, const struct stat *status, int type,
		      struct FTW *ftw)
{
	return remove(path);
}

static void remove_directory(void)
{
	nftw(directory, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *driver_directory(void)
{
	static bool is_made;

	if (!is_made) {
		/* In memory if possible: the driver brings its files to the disk. */
		snprintf(directory, sizeof(directory), "%s/allocbench-test-XXXXXX",
			 access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
		assert_non_null(mkdtemp(directory));
		atexit(remove_directory);
		is_made = true;
	}
	return directory;
}

static void redirect(const char *path, int fd)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	dup2(file, fd);
	close(file);
}

static void exec_driver(const char *faults, const char *command, const char *output,
			const char *messages)
{
	char *arguments[ARGUMENT_LIMIT] = { "allocbench" };
	char *words = strdup(command);
	char *word;
	int count = 1;

	while ((word = strsep(&words, " ")) && count < ARGUMENT_LIMIT - 1) {
		if (*word)
			arguments[count++] = word;
	}
	setenv("FAKE_DEVICE", faults, 1);
	alarm(TIME_LIMIT);
	redirect(output, STDOUT_FILENO);
	redirect(messages, STDERR_FILENO);
	execv(getenv("ALLOCBENCH_FAKE"), arguments);
	_exit(126);
}

static void read_messages(const char *path, char *messages, size_t size)
{
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	messages[fread(messages, 1, size - 1, file)] = 0;
	fclose(file);
}

struct outcome driver_run(const char *faults, const char *command)
{
	static unsigned int run;
	struct outcome outcome = { 0 };
	char messages[128];
	struct rusage usage;
	int status;
	pid_t child;

	snprintf(outcome.output, sizeof(outcome.output), "%s/output.%u",
		 driver_directory(), ++run);
	snprintf(messages, sizeof(messages), "%s/messages", driver_directory());
	child = fork();
	assert_true(child >= 0);
	if (!child)
		exec_driver(faults, command, outcome.output, messages);
	assert_int_equal(wait4(child, &status, 0, &usage), child);
	outcome.peak_bytes = (size_t)usage.ru_maxrss * 1024;
	outcome.exit_code =
		WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	read_messages(messages, outcome.messages, sizeof(outcome.messages));
	return outcome;
}

json_t *driver_records(const char *path, bool *is_complete)
{
	json_t *records = json_array();
	struct record_reader *reader;
	json_t *record;
	int result;

	assert_int_equal(record_reader_open(path, &reader), 0);
	while ((result = record_read(reader, &record)) == 1)
		json_array_append_new(records, record);
	if (result)
		fail_msg("%s", record_reader_error(reader));
	if (is_complete)
		*is_complete = record_reader_complete(reader);
	record_reader_free(reader);
	return records;
}

static bool has_type(const json_t *record, const char *type)
{
	return !strcmp(json_string_value(json_object_get(record, "type")), type);
}

size_t driver_count(const json_t *records, const char *type)
{
	size_t count = 0, i;
	json_t *record;

	json_array_foreach (records, i, record)
		count += has_type(record, type);
	return count;
}

static bool fits(const json_t *record, const char *type, const char *allocator,
		 long long size)
{
	const char *name = json_string_value(json_object_get(record, "allocator"));

	return has_type(record, type) &&
	       (!allocator || (name && !strcmp(name, allocator))) &&
	       (size < 0 || json_integer_value(json_object_get(record, "size")) == size);
}

const json_t *driver_record(const json_t *records, const char *type,
			    const char *allocator, long long size)
{
	json_t *record;
	size_t i;

	json_array_foreach (records, i, record) {
		if (fits(record, type, allocator, size))
			return record;
	}
	fail_msg("no record %s %s %lld", type, allocator ? allocator : "", size);
	return NULL;
}

json_int_t driver_integer(const json_t *record, const char *field)
{
	const json_t *value = json_object_get(record, field);

	assert_true(json_is_integer(value));
	return json_integer_value(value);
}

const char *driver_string(const json_t *record, const char *field)
{
	const char *value = json_string_value(json_object_get(record, field));

	assert_non_null(value);
	return value;
}

void driver_assert_footer(const json_t *records, bool complete, json_int_t cells,
			  json_int_t maxima)
{
	const json_t *footer = driver_record(records, "footer", NULL, -1);

	assert_int_equal(json_is_true(json_object_get(footer, "complete")), complete);
	assert_int_equal(driver_integer(footer, "cells"), cells);
	assert_int_equal(driver_integer(footer, "maxima"), maxima);
}
