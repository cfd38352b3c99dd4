// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Four processes at once, each with every row, pattern and context.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"
#include "guest_rows.h"
#include "stress.h"

#define DRIVER_COUNT 4

/**
 * struct driver - one of them, in memory that all share
 * @cells:    runs that gave samples
 * @refused:  that did not fit into what the others have left of a budget
 * @wrong:    all else
 */
static struct driver {
	unsigned int cells, refused, wrong;
} *drivers_seen, *driver;

static const char *const all_patterns[] = { "pair", "batch-fifo", "batch-lifo", "batch-random",
					"hold", "cold", "remote", "crowd", "touch" };
static const char *const all_contexts[] = { "task", "preempt-off", "irq-off", "softirq",
					"hardirq" };

static struct allocbench_request cell(char *const *row, const char *pattern,
				      const char *context)
{
	struct allocbench_request request = request_of(row[NAME], row_size(row));
	long last = sysconf(_SC_NPROCESSORS_ONLN) - 1;

	memset(request.pattern, 0, sizeof(request.pattern));
	strcpy(request.pattern, pattern);
	memset(request.context, 0, sizeof(request.context));
	strcpy(request.context, context);
	if (strcmp(context, "task") && strcmp(row[FLAGS], "-"))
		strcpy(request.gfp, "GFP_ATOMIC");
	if (!strcmp(row[FLAGS], "-"))
		memset(request.gfp, 0, sizeof(request.gfp));
	if (!strcmp(pattern, "crowd"))
		sprintf(request.cpus, "0-%ld", last);
	if (!strcmp(pattern, "remote"))
		sprintf(request.cpus, "%ld", last);
	if (strcmp(pattern, "pair") && strcmp(pattern, "crowd") && strcmp(pattern, "touch"))
		request.set_size = 64;
	request.bulk_count = strcmp(row[TAKES_BULK], "yes") ? 0 : 16;
	request.sample_count = 256;
	request.warmup_count = 64;
	request.seed = stress_random(UINT32_MAX);
	return request;
}

static void perform(const struct allocbench_request *request)
{
	struct allocbench_sample *samples = NULL;
	struct allocbench_reply reply = { 0 };
	int run = open_run();
	int error = send_request(run, request);

	if (!error)
		error = receive(run, &reply, &samples);
	close(run);
	free(samples);
	if (!error && reply.sample_count == 256ULL * reply.threads) {
		driver->cells++;
	} else if (error == -ENOSPC || error == -E2BIG) {
		driver->refused++;
	} else {
		printf("# %s %s %s: error %d, %llu samples\n", request->allocator,
		       request->pattern, request->context, error,
		       (unsigned long long)reply.sample_count);
		driver->wrong++;
	}
}

static void each_cell(char *const *row)
{
	if (strcmp(row[ABSENT], "-"))
		return;
	for (size_t i = 0; i < sizeof(all_patterns) / sizeof(*all_patterns); i++) {
		for (size_t j = 0; j < sizeof(all_contexts) / sizeof(*all_contexts); j++) {
			struct allocbench_request request =
				cell(row, all_patterns[i], all_contexts[j]);

			if (stress_random(stress_amount(8, 1)) == 0 &&
			    list_has(row[PATTERNS], all_patterns[i]) &&
			    list_has(row[CONTEXTS], all_contexts[j]))
				perform(&request);
		}
	}
}

static void drive(unsigned int rounds)
{
	pin_to_first_cpu();
	for (unsigned int i = 0; i < rounds; i++)
		each_row(each_cell);
}

void drivers(void)
{
	unsigned int rounds = stress_amount(1, 10), cells = 0, refused = 0, wrong = 0;
	unsigned int ended_badly = 0;
	int status;

	drivers_seen = mmap(NULL, DRIVER_COUNT * sizeof(*drivers_seen),
			    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	kernel_log_mark();
	fflush(stdout);
	for (unsigned int i = 0; i < DRIVER_COUNT; i++) {
		driver = &drivers_seen[i];
		stress_random(UINT32_MAX);
		if (!fork()) {
			drive(rounds);
			fflush(stdout);
			_exit(0);
		}
	}
	while (wait(&status) > 0)
		ended_badly += status != 0;
	for (unsigned int i = 0; i < DRIVER_COUNT; i++) {
		printf("# driver %u: %u cells\n", i, drivers_seen[i].cells);
		cells += drivers_seen[i].cells;
		refused += drivers_seen[i].refused;
		wrong += drivers_seen[i].wrong;
	}
	stress_figure("cells of four concurrent drivers", "%u", cells);
	stress_figure("of them refused for want of budget", "%u", refused);
	fact(!ended_badly && wrong == 0 && cells > 0,
	     "%u drivers at once: each of %u cells has its samples", DRIVER_COUNT, cells);
	fact(refused <= cells / 10, "few find no room beside the others");
	fact(holds_nothing(), "nothing is held");
	fact(kernel_log_lines() == 0, "no cell leaves a line in the kernel log");
}
