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
#include "results/record_seal.h"

/* header and environment */
#define FILLED_RECORDS 2

/* Any record is a sign: were it the first byte alone, damage to it would make a text of all. */
bool stream_is_result(const struct vm *vm)
{
	static const char record[] = "\n{\"type\":\"";
	const char *bytes = vm->channel.payload;
	size_t length = vm->channel.payload_length;

	return length &&
	       (bytes[0] == '{' || memmem(bytes, length, record, sizeof(record) - 1));
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

	if (status >= 0)
		record_reader_leave_out(reader, RECORD_TRACE | RECORD_HISTOGRAMS);
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

/* Whole, and as the driver wrote it. */
static int check_whole(const struct vm *vm, const char *path, const char *name,
		       struct problem *problem)
{
	int error = stream_check(path, name, true, problem);

	if (error || record_is_sealed(vm->channel.payload, vm->channel.payload_length))
		return error;
	return problem_set(problem, EXIT_GUEST_GARBAGE, -EBADMSG,
			   "%s: the result is not what the driver wrote: its last field,"
			   " sent_crc32, does not match",
			   name);
}

bool stream_judge(const struct vm *vm, int fd, const char *name, struct problem *problem)
{
	bool driver_done = problem->exit_code == EXIT_DONE;
	struct problem invalid;
	char path[64];

	if (!vm->complete)
		return false;
	if (!stream_is_result(vm))
		return driver_done || vm->channel.payload_length;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (!check_whole(vm, path, name, &invalid))
		return true;
	if (!driver_done && !stream_check(path, name, false, &invalid))
		return false;
	*problem = invalid;
	return false;
}
