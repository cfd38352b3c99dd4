// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every row in every pattern and context, with flags that may sleep and flags that may
 * not: what the module lists is carried out, all else is refused. Prints the matrix of
 * what ran.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_rows.h"

#define SAMPLES 8
#define BUFFER_SAMPLES 1024

/* One file for all: what a file holds of the page lists is given back when it is closed. */
static int run = -1;

/**
 * struct tally - of one row
 * @ran:   combinations carried out, with all samples
 * @refused: refused as listed
 * @wrong: neither
 */
struct tally {
	unsigned int ran, refused, wrong;
};

/* Samples that came back; what failed is not of the kind that this test wants. */
static uint64_t samples_taken(const struct allocbench_request *request, int *error)
{
	uint64_t threads = !strcmp(request->pattern, "crowd")
				   ? (uint64_t)sysconf(_SC_NPROCESSORS_ONLN)
				   : 1;
	struct allocbench_sample *samples = NULL;
	struct allocbench_reply reply = { 0 };

	*error = send_request(run, request);
	if (!*error)
		*error = receive(run, &reply, &samples);
	free(samples);
	return (reply.sample_count - reply.failures) / threads;
}

/* Is it listed, and may these flags be used there? */
static bool is_wanted(char *const *row, const char *pattern, const char *context,
		      const char *gfp)
{
	return list_has(row[PATTERNS], pattern) && list_has(row[CONTEXTS], context) &&
	       (!strcmp(context, "task") || strcmp(gfp, "GFP_KERNEL") != 0);
}

static bool try(char *const *row, const char *pattern, const char *context,
		const char *gfp, struct tally *tally)
{
	struct allocbench_request request = row_request(row, pattern, context, gfp);
	bool wanted = is_wanted(row, pattern, context, gfp);
	uint64_t taken;
	int error;

	if (!strcmp(pattern, "remote") && sysconf(_SC_NPROCESSORS_ONLN) == 1)
		return false;
	request.sample_count = SAMPLES;
	request.buffer_samples = BUFFER_SAMPLES;
	taken = samples_taken(&request, &error);
	if (wanted && !error && taken == SAMPLES)
		tally->ran++;
	else if (!wanted && error == -EOPNOTSUPP)
		tally->refused++;
	else {
		tally->wrong++;
		printf("# %s %s %s %s: %" PRIu64 " samples, %s\n", row[NAME], pattern,
		       context, gfp, taken, strerror(-error));
	}
	return wanted && !error;
}

/* Adds the contexts in which a row ran in a pattern, a letter each. */
static void try_contexts(char *const *row, const char *pattern, const char *contexts,
			 struct tally *tally, FILE *line)
{
	char names[256];
	char *rest = names, *context;
	unsigned int ran_before = tally->ran;

	snprintf(names, sizeof(names), "%s", contexts);
	fputc(' ', line);
	while ((context = strsep(&rest, ","))) {
		bool ran = false;

		if (!strcmp(row[FLAGS], "-"))
			ran = try(row, pattern, context, "", tally);
		if (list_has(row[FLAGS], "GFP_KERNEL"))
			ran |= try(row, pattern, context, "GFP_KERNEL", tally);
		if (list_has(row[FLAGS], "GFP_ATOMIC"))
			ran |= try(row, pattern, context, "GFP_ATOMIC", tally);
		if (ran)
			fputc(*context, line);
	}
	fputs(tally->ran > ran_before ? " |" : "- |", line);
}

/* The matrix is a table of Markdown: kmod/MATRIX.md has it for each kernel. */
static void print_heading(const char *patterns)
{
	printf("# matrix | allocator |");
	for (const char *at = patterns; *at; at += strcspn(at, ",") + (at[strcspn(at, ",")] != 0))
		printf(" %.*s |", (int)strcspn(at, ","), at);
	printf("\n# matrix |---|");
	for (const char *at = patterns; at; at = strchr(at + 1, ','))
		printf("---|");
	putchar('\n');
}

/* The row "none" comes first, and is sampled everywhere: its lists name all there are. */
static void try_row(char *const *row)
{
	static char patterns[256], contexts[256];
	char names[256], line[256] = "";
	char *rest = names, *pattern;
	struct tally tally = { 0 };
	FILE *to = fmemopen(line, sizeof(line), "w");

	if (!*patterns) {
		snprintf(patterns, sizeof(patterns), "%s", row[PATTERNS]);
		snprintf(contexts, sizeof(contexts), "%s", row[CONTEXTS]);
		print_heading(patterns);
	}
	snprintf(names, sizeof(names), "%s", patterns);
	if (strcmp(row[ABSENT], "-") != 0) {
		printf("# matrix | `%s` | absent: %s\n", row[NAME], row[ABSENT]);
		return;
	}
	while ((pattern = strsep(&rest, ",")))
		try_contexts(row, pattern, contexts, &tally, to);
	fclose(to);
	printf("# matrix | `%s` |%s\n", row[NAME], line);
	fact(tally.ran && !tally.wrong, "%s: %u combinations ran, %u were refused",
	     row[NAME], tally.ran, tally.refused);
}

void matrix(void)
{
	pin_to_first_cpu();
	kernel_log_mark();
	run = open_run();
	each_row(try_row);
	close(run);
	fact(info_number("live_objects") == 0 && info_number("buffer_in_use") == 0,
	     "nothing of it is live");
	fact(kernel_log_lines() == 0, "none of it leaves a line in the kernel log");
}
