// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: any bytes as a result. What is left out of the records makes no difference.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <zlib.h>

#include "results/cleanup.h"
#include "results/record.h"
#include "results/tests/fuzz.h"

/* Return: a checksum of its bins. Takes the histogram. */
static uint32_t use_histogram(struct histogram *histogram)
{
	size_t bytes = histogram->bin_count * sizeof(*histogram->bins);
	uint32_t crc = 0;
	uint64_t low, high;

	if (histogram->total) {
		crc = (uint32_t)crc32_z(0, (const Bytef *)histogram->bins, bytes);
		histogram_median(histogram);
		histogram_mean(histogram);
		if (histogram->total < UINT64_C(1) << 40)
			histogram_median_interval(histogram, 0.95, &low, &high);
	}
	histogram_free(histogram);
	return crc;
}

/* What a reader of results does with a record. Return: a checksum of what it gets. */
static uint32_t use(struct record_reader *reader, const json_t *record)
{
	struct histogram alloc = record_reader_histogram(reader, "alloc");
	struct histogram touch = record_reader_histogram(reader, "touch");
	uint32_t sum = use_histogram(&alloc) + 3 * use_histogram(&touch);
	size_t i;
	json_t *thread;

	json_array_foreach (json_object_get(record, "threads"), i, thread)
		if (record_histogram(thread, "alloc", &alloc) == 0)
			sum += 5 * use_histogram(&alloc);
	return sum;
}

struct use {
	bool is_complete;
	uint32_t sum;
};

static struct use read_all(const char *path, unsigned int left_out)
{
	struct record_reader *reader;
	struct use all = { false, 0 };
	json_t *record;

	if (record_reader_open(path, &reader) == 0) {
		record_reader_leave_out(reader, left_out);
		while (record_read(reader, &record) == 1) {
			all.sum = 7 * all.sum + use(reader, record);
			json_decref(record);
		}
		if (record_reader_complete(reader) && *record_reader_error(reader))
			abort();
	}
	all.is_complete = record_reader_complete(reader);
	record_reader_free(reader);
	return all;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char path[FUZZ_PATH_LENGTH];
	_cleanup_close_ int fd = fuzz_file(bytes, length, path);

	if (fd < 0)
		return 0;

	struct use left_out = read_all(path, RECORD_TRACE | RECORD_HISTOGRAMS);
	struct use whole = read_all(path, 0);
	if (left_out.is_complete != whole.is_complete || left_out.sum != whole.sum)
		abort();
	return 0;
}
