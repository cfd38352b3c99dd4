// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Many open files at once: all their buffers stay within the module's limit, all their
 * blocks within what each run was allowed.
 */
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_secrets.h"

#define THREADS 8
#define ROUNDS 40
#define BUDGET (1u << 20)
#define BLOCK 4096

static atomic_ulong taken, beyond_buffers, beyond_budget, wrong;
static atomic_int working;

static void count(int error)
{
	taken += !error;
	beyond_buffers += error == -ENOSPC;
	beyond_budget += error == -E2BIG;
	wrong += error && error != -ENOSPC && error != -E2BIG && error != -ENOMEM;
}

/* Up to half of the limit each, and a set that is just too large every third time. */
static void *work(void *argument)
{
	uint64_t limit = info_number("buffer_limit") / ALLOCBENCH_SAMPLE_BYTES;
	unsigned int seed = (unsigned int)(uintptr_t)argument;

	for (int i = 0; i < ROUNDS; i++) {
		struct allocbench_request request = request_of("__get_free_pages", BLOCK);
		int run = open_run();

		memset(request.pattern, 0, sizeof(request.pattern));
		strcpy(request.pattern, "hold");
		request.budget = BUDGET;
		request.set_size = BUDGET / BLOCK + (i % 3 == 0);
		request.buffer_samples =
			limit / 16 + (uint64_t)rand_r(&seed) % (limit / 2);
		count(send_request(run, &request));
		close(run);
	}
	working--;
	return NULL;
}

void shared_budget(void)
{
	uint64_t limit = info_number("buffer_limit"), most_buffers = 0, most_live = 0;
	pthread_t threads[THREADS];
	unsigned long looks = 0;

	working = THREADS;
	for (uintptr_t i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, work, (void *)(i + 1));
	for (; working; looks++) {
		uint64_t buffers = info_number("buffer_in_use"),
			 live = info_number("live_bytes");

		most_buffers = buffers > most_buffers ? buffers : most_buffers;
		most_live = live > most_live ? live : most_live;
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	printf("# figure: most bytes of buffers at once: %" PRIu64 " of %" PRIu64 "\n",
	       most_buffers, limit);
	printf("# figure: most bytes of blocks at once: %" PRIu64 " in %lu looks\n",
	       most_live, looks);
	fact(taken && beyond_buffers && beyond_budget && !wrong,
	     "of %d threads' requests %lu are taken, %lu get ENOSPC, %lu E2BIG", THREADS,
	     taken, beyond_buffers, beyond_budget);
	fact(most_buffers > limit / 4 && most_buffers <= limit,
	     "all buffers together are never above the limit");
	fact(most_live <= THREADS * BUDGET,
	     "nor all blocks above what the runs may hold");
}
