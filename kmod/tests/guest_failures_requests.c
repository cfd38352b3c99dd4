// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Failures while a request of every row is carried out.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_failures.h"
#include "guest_rows.h"

#define BUFFER_SAMPLES 256

/*
 * The only row on which a point costs grace periods. Before 6.12 its barrier allocates 513
 * blocks, one like the other: of these a few fail.
 */
#define DEARER_ROW "kfree_rcu"
#define DEARER_STRIDE 101

/**
 * struct attempt - a request to be written
 * @run:       an open file; -1: each time a new one
 * @request:   what
 * @continues: a run before it has begun the cell
 */
struct attempt {
	int run;
	struct allocbench_request request;
	bool continues;
};

static int read_away(int run)
{
	struct allocbench_counter *counters;
	struct allocbench_sample *samples;
	struct allocbench_reply reply;
	uint64_t failures = 0;
	int error = receive_all(run, &reply, &samples, &counters);

	for (uint64_t i = 0; !error && i < reply.sample_count; i++)
		failures += (samples[i].cause & ALLOCBENCH_FAILED) != 0;
	if (!error && (failures != reply.failures || !reply.sample_count))
		error = -EPROTO;
	free(samples);
	free(counters);
	return error;
}

/* An empty cell ends the one before: what that holds is given back. */
static bool takes_next_request(int run)
{
	struct allocbench_request empty = request_of("none", 0);

	/* It may be the first that makes the file's buffer. */
	empty.buffer_samples = BUFFER_SAMPLES;
	return !send_request(run, &empty) && !read_away(run) && is_at_rest();
}

static void begin_cell(void *argument)
{
	struct attempt *attempt = argument;
	struct allocbench_request request = attempt->request;

	if (!attempt->continues)
		return;
	request.flags = 0;
	if (send_request(attempt->run, &request) || read_away(attempt->run))
		printf("# a cell to go on with: %s\n", strerror(errno));
}

static int write_request(void *argument)
{
	struct attempt *attempt = argument;

	return send_request(attempt->run, &attempt->request);
}

static bool has_answered(void *argument, int result)
{
	struct attempt *attempt = argument;
	bool gives_reply = !result && attempt->request.operation != ALLOCBENCH_CHECK;
	char byte;

	if (gives_reply && read_away(attempt->run))
		return false;
	if (!gives_reply && read(attempt->run, &byte, 1) > 0)
		return false;
	return takes_next_request(attempt->run);
}

/* open(2) and the first request, which makes the buffer. */
static int open_and_write(void *argument)
{
	struct attempt *attempt = argument;

	attempt->run = open(ALLOCBENCH_DIRECTORY "run", O_RDWR | O_CLOEXEC);
	return attempt->run < 0 ? -errno : write_request(argument);
}

static bool has_answered_and_closes(void *argument, int result)
{
	struct attempt *attempt = argument;
	bool good = attempt->run < 0 || has_answered(argument, result);

	if (attempt->run >= 0)
		close(attempt->run);
	return good && is_at_rest() && info_number("buffer_in_use") == 0;
}

void first_write_failures(void)
{
	struct attempt attempt = { .run = -1, .request = request_of("none", 0) };
	const struct operation first = { "open and first write", NULL, open_and_write,
					 has_answered_and_closes, &attempt };

	attempt.request.buffer_samples = BUFFER_SAMPLES;
	fact(exhaust("open, first write and release", &first),
	     "open and the first write: an errno, or a run");
}

static struct attempt attempt;

static bool try(const char *kind, struct allocbench_request request, bool continues)
{
	const struct operation operation = { kind, begin_cell, write_request,
					     has_answered, &attempt };
	bool is_dear = !strcmp(request.allocator, DEARER_ROW);
	bool holds;

	attempt.request = request;
	attempt.continues = continues;
	if (continues)
		attempt.request.flags = ALLOCBENCH_CONTINUE;
	attempt.request.buffer_samples = BUFFER_SAMPLES;
	holds = fail_some(kind, &operation, is_dear ? DEARER_STRIDE : 1);
	if (!holds)
		printf("# that was %s %s %s %s\n", request.allocator, request.gfp,
		       request.pattern, request.context);
	return holds;
}

/*
 * What goes on with a cell has a part of the points of what begins it: the same for all
 * patterns but the one whose set stands meanwhile.
 */
static bool try_sampling(struct allocbench_request request)
{
	bool goes_on =
		!strcmp(request.pattern, "hold") ||
		(!strcmp(request.pattern, "pair") && !strcmp(request.context, "task"));

	return try("writes of SAMPLE", request, false) &
	       (!goes_on || try("writes of CONTINUE", request, true));
}

/* A pattern is the same code for all rows of a kind: this is the first of it. */
static bool is_first_of_kind(char *const *row)
{
	return !strcmp(row[NAME], "kmalloc") || !strcmp(row[NAME], "__get_free_pages") ||
	       !strcmp(row[NAME], "vmalloc");
}

/* Most of the points of a pattern are those of the pattern pair. */
static bool is_tried(char *const *row, const char *pattern)
{
	if (!strcmp(row[NAME], DEARER_ROW))
		return !strcmp(pattern, "pair");
	return is_first_of_kind(row) || !strcmp(pattern, "pair") ||
	       !strcmp(pattern, "hold");
}

static bool try_patterns(char *const *row, const char *gfp)
{
	char names[256];
	char *rest = names, *pattern;
	bool holds = true;

	snprintf(names, sizeof(names), "%s", row[PATTERNS]);
	while ((pattern = strsep(&rest, ","))) {
		if (is_tried(row, pattern))
			holds &= try_sampling(row_request(row, pattern, "task", gfp));
	}
	return holds;
}

/*
 * Only what a task does is failed: of the contexts that are none, how one gets there,
 * which is the same for every row.
 */
static bool try_contexts(char *const *row, const char *gfp)
{
	char names[256];
	char *rest = names, *context;
	bool holds = true;

	snprintf(names, sizeof(names), "%s", row[CONTEXTS]);
	while ((context = strsep(&rest, ","))) {
		if (!strcmp(context, "irq-off") ? strcmp(row[NAME], DEARER_ROW) != 0
						: !strcmp(row[NAME], "kmalloc") &&
							  strcmp(context, "task") != 0)
			holds &= try_sampling(row_request(row, "pair", context, gfp));
	}
	return holds;
}

static bool try_operations(char *const *row, const char *gfp)
{
	struct allocbench_request request = row_request(row, "pair", "task", gfp);
	bool holds;

	request.operation = ALLOCBENCH_CHECK;
	holds = try("writes of CHECK", request, false);
	request.operation = ALLOCBENCH_PROBE;
	request.sample_count = 1;
	if (!strcmp(row[PROBE], "yes"))
		holds &= try("writes of PROBE", request, false);
	return holds;
}

/* Large enough for page tables of its own. */
static bool try_page_tables(char *const *row, const char *gfp)
{
	struct allocbench_request request = row_request(row, "pair", "task", gfp);

	if (!strstr(row[NAME], "vmalloc"))
		return true;
	request.size = 4 << 20;
	return try("writes of SAMPLE that need page tables", request, false);
}

static void try_row(char *const *row)
{
	const char *gfp = strcmp(row[FLAGS], "-") ? "GFP_KERNEL" : "";
	const char *atomic = list_has(row[FLAGS], "GFP_ATOMIC") ? "GFP_ATOMIC" : gfp;
	bool holds;

	if (strcmp(row[ABSENT], "-") != 0)
		return;
	attempt.run = open_run();
	holds = try_operations(row, gfp) & try_patterns(row, gfp) &
		try_contexts(row, atomic) & try_page_tables(row, gfp);
	close(attempt.run);
	fact(holds && is_at_rest(),
	     "%s: an errno of the contract, or a reply; nothing stays", row[NAME]);
}

void request_failures(void)
{
	each_row(try_row);
}

static void try_few(char *const *row)
{
	static const char *const few[] = { "none", "kmalloc", "kmem_cache_alloc",
					   "vmalloc", "dma_alloc_coherent" };

	for (size_t i = 0; i < sizeof(few) / sizeof(few[0]); i++) {
		if (strcmp(row[NAME], few[i]) != 0)
			continue;
		attempt.run = open_run();
		fact(try("writes of SAMPLE",
			 row_request(row, "pair", "task",
				     *few[i] == 'n' ? "" : "GFP_KERNEL"),
			 false),
		     "%s: an errno of the contract, or a reply; nothing stays",
		     row[NAME]);
		close(attempt.run);
	}
}

void few_failures(void)
{
	each_row(try_few);
}
