// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What changes in a kernel that is none: something in each request, and something in each
 * sample.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "fake_counters.h"
#include "bench/proc_file.h"
#include "fake_faults.h"

static const struct {
	const char *name;
	uint32_t kind;
	int each_request;
	int each_sample;
	uint32_t error;
} rows[] = {
	{ "pgalloc_normal", ALLOCBENCH_PATH,     7,   1,  0 },
	{ "nr_free_pages",  ALLOCBENCH_PATH,     -3,  0,  0 },
	{ "compact_stall",  ALLOCBENCH_PATH,     0,   0,  EOPNOTSUPP },
	{ "instructions",   ALLOCBENCH_HARDWARE, 100, 50, 0 },
	{ "cache-misses",   ALLOCBENCH_HARDWARE, 0,   0,  ENOENT },
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

static struct allocbench_counter
counter_of(size_t row, const struct allocbench_request *request, uint64_t sample_count)
{
	struct allocbench_counter counter = {
		.change = rows[row].each_request +
			  rows[row].each_sample * (int64_t)sample_count,
		.error = rows[row].error,
		.kind = rows[row].kind,
	};

	strcpy(counter.name, rows[row].name);
	if (counter.kind == ALLOCBENCH_HARDWARE && *request->cpus && !counter.error)
		counter.error = EOPNOTSUPP;
	if (counter.error)
		counter.change = 0;
	return counter;
}

static void spoil(unsigned int number, struct allocbench_counter *counters)
{
	if (number == fault("busy")) {
		counters[3].error = EBUSY;
		counters[3].change = 0;
	}
	if (number == fault("rename"))
		strcpy(counters[0].name, "pgalloc_dma");
	if (number == fault("nameless"))
		memset(counters[0].name, 'x', sizeof(counters[0].name));
	if (number == fault("kindless"))
		counters[0].kind = 3;
}

/* A kernel with CONFIG_SLUB_STATS, where the test has made the file. */
static void count_in_slab(const struct allocbench_request *request, uint64_t sample_count)
{
	FILE *file =
		fopen(proc_file_path("/sys/kernel/slab/kmalloc-64/alloc_fastpath"), "r+");
	unsigned long long before = 0;

	if (!file)
		return;
	if (request->size == 64 && fscanf(file, "%llu", &before) == 1) {
		rewind(file);
		fprintf(file, "%llu C0=0\n",
			before + request->warmup_count + sample_count);
	}
	fclose(file);
}

uint32_t fake_counters(const struct allocbench_request *request, unsigned int number,
		       uint64_t sample_count, struct allocbench_counter *counters)
{
	uint32_t count = fault("counters") ? fault("counters") : ROW_COUNT;

	for (size_t i = 0; i < count; i++) {
		counters[i] = counter_of(i % ROW_COUNT, request, sample_count);
		if (i >= ROW_COUNT)
			sprintf(counters[i].name, "more%zu", i);
	}
	spoil(number, counters);
	count_in_slab(request, sample_count);
	return count;
}
