// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: any bytes as a result. With clang and -fsanitize=fuzzer it fuzzes; built
 * with any other compiler it replays the files that are named.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "results/cleanup.h"
#include "results/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void use_histogram(const json_t *object, const char *field)
{
	struct histogram histogram;
	uint64_t low, high;

	if (record_histogram(object, field, &histogram) < 0)
		return;
	if (histogram.total) {
		histogram_median(&histogram);
		histogram_mean(&histogram);
		if (histogram.total < UINT64_C(1) << 40)
			histogram_median_interval(&histogram, 0.95, &low, &high);
	}
	histogram_free(&histogram);
}

/* What a reader of results does with a record. */
static void use(const json_t *record)
{
	size_t i;
	json_t *thread;

	use_histogram(record, "alloc");
	use_histogram(record, "touch");
	json_array_foreach (json_object_get(record, "threads"), i, thread)
		use_histogram(thread, "alloc");
}

static bool read_all(const char *path, bool leaves_traces)
{
	struct record_reader *reader;
	json_t *record;
	bool is_complete;

	if (record_reader_open(path, &reader) == 0) {
		if (leaves_traces)
			record_reader_leave_traces(reader);
		while (record_read(reader, &record) == 1) {
			use(record);
			json_decref(record);
		}
		if (record_reader_complete(reader) && *record_reader_error(reader))
			abort();
	}
	is_complete = record_reader_complete(reader);
	record_reader_free(reader);
	return is_complete;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	_cleanup_close_ int fd = memfd_create("fuzz", MFD_CLOEXEC);
	char path[64];

	if (fd < 0 || write(fd, bytes, length) != (ssize_t)length)
		return 0;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (read_all(path, true) != read_all(path, false))
		abort();
	return 0;
}

#ifndef FUZZING
static bool replay(const char *path)
{
	_cleanup_close_ int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat about;

	if (fd < 0 || fstat(fd, &about) < 0)
		return false;

	size_t length = (size_t)about.st_size;
	_cleanup_free_ uint8_t *bytes = malloc(length + 1);
	if (!bytes || read(fd, bytes, length) != (ssize_t)length)
		return false;
	LLVMFuzzerTestOneInput(bytes, length);
	return true;
}

int main(int argc, char **argv)
{
	printf("1..%d\n", argc - 1);
	for (int i = 1; i < argc; i++)
		printf("%s %d - %s\n", replay(argv[i]) ? "ok" : "not ok", i, argv[i]);
	return 0;
}
#endif
