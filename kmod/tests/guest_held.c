// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pages that a file holds so that lists of free pages are empty: it holds them while it is
 * open, gives all back, and does not take them out again for each cell.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"

#define ORDER_4 (16 * 4096)
#define SLACK 512 /* pages that the kernel may want meanwhile */
#define BATCHES 2000 /* hold more pages than any limit */

/* Free pages of all zones, with those in the lists of CPUs. */
static int64_t free_pages(void)
{
	FILE *zones = fopen("/proc/zoneinfo", "re");
	char line[256];
	int64_t sum = 0;
	long count;

	while (zones && fgets(line, sizeof(line), zones)) {
		if (sscanf(line, " nr_free_pages %ld", &count) == 1 ||
		    sscanf(line, " count: %ld", &count) == 1)
			sum += count;
	}
	if (zones)
		fclose(zones);
	return sum;
}

static void comes_back(void)
{
	struct allocbench_request request = request_of("__get_free_pages", ORDER_4);
	int64_t before, during, after;
	int run = open_run();

	/* Another order first, so that the second cell has pages of the first to hold on to. */
	before = free_pages();
	fact(!send_request(run, &request), "a cell empties the lists");
	request.size = 4096;
	fact(!send_request(run, &request), "and a second one those of single pages");
	during = free_pages();
	close(run);
	after = free_pages();
	printf("# free pages: %" PRId64 " before, %" PRId64 " while they are held, %" PRId64
	       " after\n", before, during, after);
	fact(during < before, "what was in them is held");
	fact(after > before - SLACK, "all of it comes back with the file's end");
}

/* Counted in instructions: a batch that gives all back and takes it again has millions. */
static void is_taken_once(void)
{
	struct allocbench_request request = request_of("__get_free_page", 4096);
	int run = open_run();
	double begin, seconds;

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, "cold");
	request.set_size = 1;
	request.sample_count = BATCHES;
	begin = seconds_now();
	fact(!send_request(run, &request), "%d cold batches are taken", BATCHES);
	seconds = seconds_now() - begin;
	close(run);
	printf("# emptying: %.0f instructions a batch\n", seconds * 1e9 / BATCHES);
	fact(seconds < 1, "emptying costs less than half a million instructions a batch");
}

void held(void)
{
	kernel_log_mark();
	comes_back();
	is_taken_once();
	fact(kernel_log_lines() == 0, "none of it leaves a line in the kernel log");
}
