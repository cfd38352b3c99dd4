// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A row whose frees are deferred: what a run has freed is back when it ends, so that the
 * next one may hold as much.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"

#define BLOCK (1 << 20)
#define BLOCKS 256 /* less than a batch of kfree_rcu() */
#define SLACK (BLOCKS / 8 * (int64_t)BLOCK)

static int64_t available_bytes(void)
{
	return info_number("available_bytes");
}

void deferred(void)
{
	struct allocbench_request request = request_of("kfree_rcu", BLOCK);
	struct allocbench_sample *samples = NULL;
	struct allocbench_reply reply = { 0 };
	int run = open_run();
	int64_t before, after;

	kernel_log_mark();
	request.sample_count = 1;
	request.buffer_samples = BLOCKS;
	request.budget = 2LL * BLOCKS * BLOCK;
	fact(!send_request(run, &request), "kfree_rcu: a cell begins");
	request.sample_count = BLOCKS;
	request.flags = ALLOCBENCH_CONTINUE;
	before = available_bytes();
	fact(!send_request(run, &request), "%d blocks are taken and freed", BLOCKS);
	after = available_bytes();
	printf("# kfree_rcu: %" PRId64 " MiB before, %" PRId64 " after\n", before >> 20,
	       after >> 20);
	fact(after > before - SLACK, "they are back when the run is over");
	fact(!receive(run, &reply, &samples) && !reply.failures, "none has failed");
	free(samples);
	close(run);
	fact(kernel_log_lines() == 0, "none of it leaves a line in the kernel log");
}
