// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Copies and checks the driver's output.
 */
#include "stream.h"

#include <errno.h>
#include <string.h>

#include "host_facts.h"
#include "results/cleanup.h"
#include "results/record.h"

/* header and environment */
#define FILLED_RECORDS 2

bool stream_is_result(const struct vm *vm)
{
	return vm->channel.payload_length && vm->channel.payload[0] == '{';
}

static int copy_line(const struct vm *vm, const char *line, size_t length, int output)
{
	_cleanup_free_ char *filled = NULL;
	int error = host_facts_fill(vm, line, length - 1, &filled);

	if (error)
		return error;
	if (!filled)
		return bytes_write_fd(output, line, length);
	error = bytes_write_fd(output, filled, strlen(filled));
	return error ? error : bytes_write_fd(output, "\n", 1);
}

/* What is left after the last newline, of a driver that died in a record. */
static size_t cut_short(const char *bytes, size_t length)
{
	const char *end = memrchr(bytes, '\n', length);

	return length - (end ? (size_t)(end + 1 - bytes) : 0);
}

int stream_copy(const struct vm *vm, int output)
{
	const char *bytes = vm->channel.payload;
	size_t left = vm->channel.payload_length;

	if (stream_is_result(vm) && !vm->complete)
		left -= cut_short(bytes, left);
	for (int i = 0; stream_is_result(vm) && i < FILLED_RECORDS; i++) {
		const char *end = memchr(bytes, '\n', left);

		if (!end)
			break;
		int error = copy_line(vm, bytes, (size_t)(end + 1 - bytes), output);
		if (error)
			return error;
		left -= (size_t)(end + 1 - bytes);
		bytes = end + 1;
	}
	return bytes_write_fd(output, bytes, left);
}

static int refuse(const char *name, const char *path, const char *error,
		  struct problem *problem)
{
	size_t length = strlen(path);

	/* The reader knows the file by a name that will be gone. */
	if (!strncmp(error, path, length))
		return problem_set(problem, EXIT_GUEST_GARBAGE, -EBADMSG, "%s%s", name,
				   error + length);
	return problem_set(problem, EXIT_GUEST_GARBAGE, -EBADMSG, "%s: %s", name, error);
}

static void reader_free(struct record_reader **reader)
{
	record_reader_free(*reader);
}

int stream_check(const char *path, const char *name, bool must_end,
		 struct problem *problem)
{
	__attribute__((cleanup(reader_free))) struct record_reader *reader = NULL;
	int status = record_reader_open(path, &reader);
	bool is_cut = false;
	json_t *record;

	while (status >= 0 && (status = record_read(reader, &record)) > 0) {
		/* Only a footer has the field. */
		is_cut = json_is_false(json_object_get(record, "complete"));
		json_decref(record);
	}
	if (status < 0)
		return refuse(name, path, record_reader_error(reader), problem);
	if (must_end && !record_reader_complete(reader))
		return problem_set(problem, EXIT_GUEST_GARBAGE, -EBADMSG,
				   "%s:%zu: the result ends without a footer, though the"
				   " driver came to its end",
				   name, record_reader_line(reader));
	if (must_end && is_cut)
		return problem_set(problem, EXIT_GUEST_GARBAGE, -EBADMSG,
				   "%s:%zu: the footer says that the result is not complete",
				   name, record_reader_line(reader));
	return 0;
}
