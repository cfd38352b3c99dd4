// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Failures where none can be counted: in the threads of a crowd and in kthreadd, which
 * makes them, and in interrupts. They strike by chance.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_failures.h"
#include "guest_faults.h"
#include "guest_rows.h"

#define TRIES 5

/**
 * struct outcomes - of requests while failures strike
 * @failed_samples: of those that were carried out
 * @wrong:          any other errno than -ENOMEM, or something stays
 */
static struct outcomes {
	unsigned long requests, carried_out, failed_samples, failures, wrong;
} outcomes;

static int run = -1;

static int carry_out(const struct allocbench_request *request, uint64_t *failures)
{
	struct allocbench_reply reply = { 0 };
	struct allocbench_sample *samples = NULL;
	int error = send_request(run, request);

	if (!error)
		error = receive(run, &reply, &samples);
	free(samples);
	*failures = reply.failures;
	return error;
}

static void strike(struct allocbench_request request, struct faults_chance chance)
{
	struct allocbench_request empty = request_of("none", 0);
	uint64_t failed;
	int error;

	request.buffer_samples = empty.buffer_samples = 256;
	for (int i = 0; i < TRIES; i++) {
		faults_begin(chance);
		error = carry_out(&request, &failed);
		outcomes.failures += faults_end();
		outcomes.requests++;
		outcomes.carried_out += !error;
		outcomes.failed_samples += failed;
		if ((!error || error == -ENOMEM) && !carry_out(&empty, &failed) &&
		    is_at_rest())
			continue;
		outcomes.wrong++;
		printf("# %s %s %s: %s\n", request.allocator, request.pattern,
		       request.context, strerror(-error));
	}
}

static void tell(const char *where)
{
	printf("# figure: failures by chance in %s: %lu in %lu requests, %lu of them carried out with %lu failed samples\n",
	       where, outcomes.failures, outcomes.requests, outcomes.carried_out,
	       outcomes.failed_samples);
	fact(outcomes.failures && outcomes.carried_out && outcomes.failed_samples &&
		     !outcomes.wrong,
	     "%s: ENOMEM, or a reply that tells of failed samples; nothing stays", where);
	outcomes = (struct outcomes){ 0 };
}

static void strike_threads(char *const *row)
{
	static const struct faults_chance mild = { .percent = 2 },
					  harsh = { .percent = 25 };
	const char *gfp = strcmp(row[FLAGS], "-") ? "GFP_KERNEL" : "";

	if (!strcmp(row[NAME], "kfree_rcu") || strcmp(row[ABSENT], "-") != 0)
		return;
	for (const char *const *pattern =
		     (const char *const[]){ "crowd", "remote", NULL };
	     *pattern; pattern++) {
		strike(row_request(row, *pattern, "task", gfp), mild);
		strike(row_request(row, *pattern, "task", gfp), harsh);
	}
}

static void strike_interrupts(char *const *row)
{
	static const struct faults_chance half = { .percent = 50, .only_atomic = true };

	if (!strcmp(row[NAME], "kfree_rcu") || !list_has(row[FLAGS], "GFP_ATOMIC"))
		return;
	for (const char *const *context =
		     (const char *const[]){ "softirq", "hardirq", NULL };
	     *context; context++) {
		if (list_has(row[CONTEXTS], *context))
			strike(row_request(row, "pair", *context, "GFP_ATOMIC"), half);
	}
}

void thread_failures(void)
{
	run = open_run();
	each_row(strike_threads);
	tell("threads and their making");
	each_row(strike_interrupts);
	tell("interrupts");
	close(run);
}
