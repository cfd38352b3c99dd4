// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every row with each flag, each two flags, GFP_KERNEL with each two modifiers, at the
 * ends of its sizes, and with nodes: what it lists is carried out, all else is refused
 * before the call, and the kernel has nothing to say.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_rows.h"

#define SAMPLES 2
#define MANY_SAMPLES 2500 /* more than a loop takes in one go */
#define BUFFER_SAMPLES (2 * MANY_SAMPLES)
#define BULK 4
#define LARGE (3 * 4096)
#define MOST_FLAGS 32
#define LONGEST 3 /* flags of a combination */

static const char *const contradictions[][2] = {
	{ "GFP_DMA", "GFP_DMA32" },
	{ "GFP_DMA", "__GFP_RECLAIMABLE" },
	{ "__GFP_NORETRY", "__GFP_RETRY_MAYFAIL" },
};

/**
 * struct combination - flags of one request
 */
struct combination {
	const char *flags[LONGEST];
	size_t count;
};

/**
 * struct tally - of one row
 * @taken:    combinations carried out, with all samples
 * @refused:  refused, with the errno that belongs to them
 * @wrong:    neither
 * @failures: samples whose allocation failed
 */
struct tally {
	unsigned int taken, refused, wrong;
	uint64_t failures;
};

static const char *all_flags[MOST_FLAGS];
static size_t flag_count;

/*
 * One file for all: what a file holds of the page lists is given back when it is closed,
 * and whoever opens the next must take it out again.
 */
static int run = -1;

static void read_flags(void)
{
	static char text[1024];
	char *rest = text, *flag;

	snprintf(text, sizeof(text), "%s", info_text("gfp_flags"));
	flag_count = 0;
	while ((flag = strsep(&rest, ",")) && flag_count < MOST_FLAGS)
		all_flags[flag_count++] = flag;
}

static bool is_base(const char *flag)
{
	return !strncmp(flag, "GFP_", 4) && strncmp(flag, "GFP_DMA", 7) != 0;
}

static bool contains(const struct combination *combination, const char *flag)
{
	for (size_t i = 0; i < combination->count; i++) {
		if (!strcmp(combination->flags[i], flag))
			return true;
	}
	return false;
}

/* What the request must give: 0 or -errno. */
static int wanted(char *const *row, const struct combination *combination)
{
	size_t bases = 0;

	for (size_t i = 0; i < combination->count; i++) {
		if (!list_has(row[FLAGS], combination->flags[i]))
			return -EOPNOTSUPP;
		bases += is_base(combination->flags[i]);
	}
	if (bases != 1)
		return -EINVAL;
	for (size_t i = 0; i < sizeof(contradictions) / sizeof(contradictions[0]); i++) {
		if (contains(combination, contradictions[i][0]) &&
		    contains(combination, contradictions[i][1]))
			return -EINVAL;
	}
	return 0;
}

static struct allocbench_request request_for(char *const *row, uint64_t size)
{
	struct allocbench_request request = request_of(row[NAME], size);

	memset(request.gfp, 0, sizeof(request.gfp));
	request.sample_count = SAMPLES;
	request.buffer_samples = BUFFER_SAMPLES;
	if (!strcmp(row[TAKES_BULK], "yes"))
		request.bulk_count = BULK;
	return request;
}

/* Returns what the request gave: 0 with all its samples, -errno, or -EPROTO. */
static int perform(const struct allocbench_request *request, uint64_t *failures)
{
	struct allocbench_sample *samples = NULL;
	struct allocbench_reply reply = { 0 };
	int error;

	error = send_request(run, request);
	if (!error)
		error = receive(run, &reply, &samples);
	if (!error && reply.sample_count != request->sample_count)
		error = -EPROTO;
	*failures += reply.failures;
	free(samples);
	return error;
}

/*
 * The end of each run waits for a grace period. What a combination of flags gives, this row
 * and kmalloc share.
 */
static bool is_dear(char *const *row)
{
	return !strcmp(row[NAME], "kfree_rcu");
}

static void try_flags(char *const *row, uint64_t size,
		      const struct combination *combination, struct tally *tally)
{
	struct allocbench_request request = request_for(row, size);
	int want = wanted(row, combination);
	int error;

	for (size_t i = 0; i < combination->count; i++) {
		if (i)
			strcat(request.gfp, "|");
		strcat(request.gfp, combination->flags[i]);
	}
	if (is_dear(row) && combination->count > 1) {
		request.operation = ALLOCBENCH_CHECK;
		error = send_request(run, &request);
	} else {
		error = perform(&request, &tally->failures);
	}
	if (error != want) {
		tally->wrong++;
		printf("# %s of %" PRIu64 " with %s: %s, not %s\n", row[NAME], size,
		       request.gfp, strerror(-error), strerror(-want));
	} else if (error) {
		tally->refused++;
	} else {
		tally->taken++;
	}
}

static void try_combinations(char *const *row, uint64_t size, struct tally *tally)
{
	for (size_t i = 0; i < flag_count; i++) {
		struct combination one = { { all_flags[i] }, 1 };

		try_flags(row, size, &one, tally);
		for (size_t j = i + 1; j < flag_count; j++) {
			struct combination two = { { all_flags[i], all_flags[j] }, 2 };
			struct combination three = {
				{ "GFP_KERNEL", all_flags[i], all_flags[j] }, 3
			};

			try_flags(row, size, &two, tally);
			if (!is_base(all_flags[i]) && !is_base(all_flags[j]))
				try_flags(row, size, &three, tally);
		}
	}
}

/* Small blocks, and such that no cache of kmalloc has. */
static void try_row(char *const *row)
{
	struct tally tally = { 0 };

	if (strcmp(row[ABSENT], "-") != 0)
		return;
	try_combinations(row, row_size(row), &tally);
	if (strtoull(row[LARGEST], NULL, 10) >= LARGE)
		try_combinations(row, LARGE, &tally);
	if (tally.failures)
		printf("# %s: %" PRIu64 " allocations failed\n", row[NAME],
		       tally.failures);
	fact(!tally.wrong && !tally.taken == !strcmp(row[FLAGS], "-"),
	     "%s: %u combinations of flags are taken, %u refused", row[NAME],
	     tally.taken, tally.refused);
}

static int perform_size(char *const *row, uint64_t size, uint64_t sample_count)
{
	struct allocbench_request request = request_for(row, size);
	uint64_t failures = 0;
	int error;

	request.sample_count = sample_count;
	if (strcmp(row[FLAGS], "-") != 0)
		strcpy(request.gfp, "GFP_KERNEL");
	error = perform(&request, &failures);
	return error || !failures ? error : -ENOMEM;
}

/* The largest of some rows is beyond all memory: then a large one is taken instead. */
static void try_sizes(char *const *row)
{
	uint64_t smallest = strtoull(row[SMALLEST], NULL, 10);
	uint64_t largest = strtoull(row[LARGEST], NULL, 10);
	int at_smallest, below, at_largest, beyond;

	if (strcmp(row[ABSENT], "-") != 0)
		return;
	at_smallest = perform_size(row, smallest, MANY_SAMPLES);
	below = smallest ? perform_size(row, smallest - 1, SAMPLES) : -ERANGE;
	at_largest = perform_size(row, largest, SAMPLES);
	if (at_largest == -E2BIG)
		at_largest = perform_size(row, 65536, SAMPLES);
	beyond = perform_size(row, largest + 1, SAMPLES);
	fact(!at_smallest && below == -ERANGE && !at_largest && beyond == -ERANGE,
	     "%s: takes %" PRIu64 " to %" PRIu64 " and no others", row[NAME], smallest,
	     largest);
	if (at_smallest || at_largest)
		printf("# smallest: %s; largest: %s\n", strerror(-at_smallest),
		       strerror(-at_largest));
}

static int perform_node(char *const *row, int node)
{
	struct allocbench_request request = request_for(row, row_size(row));
	uint64_t failures = 0;

	if (strcmp(row[FLAGS], "-") != 0)
		strcpy(request.gfp, "GFP_KERNEL");
	request.node = node;
	return perform(&request, &failures);
}

static void try_nodes(char *const *row)
{
	bool takes_node = !strcmp(row[TAKES_NODE], "yes");

	if (strcmp(row[ABSENT], "-") != 0)
		return;
	fact(perform_node(row, 0) == (takes_node ? 0 : -EINVAL) &&
		     perform_node(row, 1000) == (takes_node ? -ENXIO : -EINVAL),
	     "%s: %s", row[NAME],
	     takes_node ? "takes a node, where it is there" : "takes no node");
}

void flags(void)
{
	kernel_log_mark();
	read_flags();
	fact(flag_count > 10, "the kernel has %zu of the flags", flag_count);
	run = open_run();
	each_row(try_row);
	each_row(try_sizes);
	each_row(try_nodes);
	close(run);
	fact(info_number("live_objects") == 0 && info_number("buffer_in_use") == 0,
	     "nothing of it is live");
	fact(kernel_log_lines() == 0, "none of it leaves a line in the kernel log");
}
