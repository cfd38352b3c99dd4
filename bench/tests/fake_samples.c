// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What allocations cost in a kernel that is none.
 */
#include <stddef.h>
#include <string.h>

#include "bench/random.h"
#include "fake_faults.h"
#include "fake_samples.h"

/* What a failure costs more than an allocation. */
#define FAILURE_TICKS 1000

/* What a request beyond its row's largest, but within a probe, can still have. */
#define TOTAL_BYTES 4118810624ULL

static uint64_t base_ticks(const char *name)
{
	static const struct {
		const char *name;
		uint64_t ticks;
	} costs[] = {
		{ "kmalloc", 150 },
		{ "__get_free_pages", 400 },
		{ "book_pages", 450 },
		{ "vmalloc", 2400 },
	};

	for (size_t i = 0; i < sizeof(costs) / sizeof(costs[0]); i++) {
		if (!strcmp(costs[i].name, name))
			return costs[i].ticks;
	}
	return 200;
}

static bool allocation_fails(const struct allocbench_request *request,
			     const struct allocator_row *row, uint64_t place)
{
	uint64_t largest = row->largest < TOTAL_BYTES ? row->largest : TOTAL_BYTES;

	if (request->operation == ALLOCBENCH_PROBE)
		return request->size > largest;
	return fault("fail_all") || (fault("fail") && place % 3 == 2);
}

static struct allocbench_sample clock_sample(const struct allocbench_request *request,
					     uint64_t place)
{
	return (struct allocbench_sample){
		.alloc_ticks = 10 + request->size + fault("clock") +
			       (fault("wobble") && place % 5 == 0),
		.free_ticks = 8 + request->size,
	};
}

static struct allocbench_sample row_sample(const struct allocbench_request *request,
					   const struct allocator_row *row,
					   const struct fake_moment *moment)
{
	uint64_t drift = fault("drift") ? 100 * moment->request : 0;
	uint64_t place = moment->place;
	struct allocbench_sample sample = {
		.alloc_ticks = 10 + base_ticks(row->name) + request->size / 64 + drift,
		.free_ticks = 8 + base_ticks(row->name),
	};

	if (place % 100 == 99 || fault("marked"))
		sample.cause = ALLOCBENCH_LOCAL_IRQ |
			       (place % 200 == 199 ? ALLOCBENCH_SWITCH : 0);
	if (place % 10 == 3)
		sample.alloc_ticks += 5;
	if (fault("noisy"))
		sample.alloc_ticks += random_next(&(struct random){ place }) % 1000;
	if (place < fault("slow"))
		sample.alloc_ticks += fault("slow") - place;
	if (fault("backwards"))
		sample.alloc_ticks = -(uint64_t)1000;
	if (!strcmp(request->pattern, "touch"))
		sample.touch_ticks = 30 + request->size / 4096 * 7;
	return sample;
}

struct allocbench_sample fake_sample(const struct allocbench_request *request,
				     const struct allocator_row *row,
				     const struct fake_moment *moment)
{
	struct allocbench_sample sample;

	if (fake_is_clock(row))
		sample = clock_sample(request, moment->place);
	else
		sample = row_sample(request, row, moment);
	sample.cpu = moment->cpu + fault("astray");
	if (fake_is_clock(row) || !allocation_fails(request, row, moment->place))
		return sample;
	sample.cause |= ALLOCBENCH_FAILED;
	sample.alloc_ticks += FAILURE_TICKS;
	sample.free_ticks = 0;
	sample.touch_ticks = 0;
	return sample;
}
