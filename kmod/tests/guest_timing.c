// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the samples say, where the clock counts instructions: exact.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "guest.h"

/* Enough for several ticks of the timer to fall into samples. */
#define NONE_SAMPLES 1000000

/**
 * struct extent - the samples of one run in short
 */
struct extent {
	uint64_t alloc_least, alloc_most, free_least, free_most;
	uint64_t unmarked, marked, windows, elapsed;
};

static struct extent sample(const char *allocator, uint64_t size, uint64_t count)
{
	struct allocbench_request request = request_of(allocator, size);
	struct extent extent = { .alloc_least = UINT64_MAX, .free_least = UINT64_MAX };
	struct allocbench_sample *samples;
	struct allocbench_reply reply;
	int run = open_run();

	request.sample_count = count;
	request.warmup_count = 100;
	if (send_request(run, &request) || receive(run, &reply, &samples))
		return extent;
	extent.elapsed = reply.elapsed_ticks;
	for (uint64_t i = 0; i < reply.sample_count; i++) {
		uint64_t alloc = samples[i].alloc_ticks, freed = samples[i].free_ticks;

		extent.windows += alloc + freed;
		if (samples[i].cause) {
			extent.marked++;
			continue;
		}
		extent.unmarked++;
		extent.alloc_least =
			alloc < extent.alloc_least ? alloc : extent.alloc_least;
		extent.alloc_most = alloc > extent.alloc_most ? alloc : extent.alloc_most;
		extent.free_least = freed < extent.free_least ? freed : extent.free_least;
		extent.free_most = freed > extent.free_most ? freed : extent.free_most;
	}
	free(samples);
	close(run);
	return extent;
}

static void ruler(const struct extent *none)
{
	static const uint64_t adds[] = { 0, 10, 100, 1000 };

	for (size_t i = 0; i < sizeof(adds) / sizeof(adds[0]); i++) {
		struct extent extent = sample("ruler", adds[i], 10000);

		fact(extent.unmarked >= 9900 &&
			     extent.alloc_least == none->alloc_least + adds[i] &&
			     extent.alloc_most == extent.alloc_least &&
			     extent.free_least == none->free_least + adds[i] &&
			     extent.free_most == extent.free_least,
		     "the ruler of %" PRIu64
		     " adds reads exactly that above none, both sides",
		     adds[i]);
	}
}

void timing(void)
{
	/* Other kernels and compilers than 6.1 cloud's: measured 95 to 125; 145 on 32 bits. */
	int usual = sizeof(long) == 8 ? 130 : 150;
	int limit = kernel_is("6.1.") && kernel_is("-cloud-") ? 120 : usual;
	uint64_t count = samples_that_fit(NONE_SAMPLES);
	struct extent none = sample("none", 0, count);
	struct extent timer = sample("timer_in_window", 1, 1000);
	double outside = (double)(none.elapsed - none.windows) / (double)count;

	printf("# none: alloc %" PRIu64 ", free %" PRIu64 "; %" PRIu64 " of %" PRIu64 " marked\n",
	       none.alloc_least, none.free_least, none.marked, count);
	fact(none.alloc_most == none.alloc_least && none.free_most == none.free_least,
	     "every unmarked none sample equals the minimum");
	fact(none.marked > 0 && none.marked <= none.unmarked / 100,
	     "some samples of a long run are marked, at most 1 %%");
	fact(timer.marked == 1000, "a timer that fires in each window marks each sample");
	printf("# outside both windows: %.1f instructions a pair\n", outside);
	fact(outside <= limit, "at most %d instructions a pair outside both windows", limit);
	ruler(&none);
}
