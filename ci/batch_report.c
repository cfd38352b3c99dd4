// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The lines of a batch.
 */
#include "batch_report.h"

#include <stdio.h>
#include <string.h>

#include "batch_files.h"
#include "bytes.h"

#define OWN_WORDS "allocvm: "

static size_t count_there(const struct batch *batch)
{
	size_t count = 0;

	for (size_t i = 0; i < batch->boot_count; i++)
		count += batch->boots[i].is_there;
	return count;
}

void batch_report_start(const struct batch *batch)
{
	size_t there = count_there(batch);

	fprintf(stderr, "batch: boots for %s: %zu, %u at a time", batch->directory,
		batch->boot_count, batch->job_count);
	if (there)
		fprintf(stderr, "; %zu are there already", there);
	fputc('\n', stderr);
}

void batch_report_boot(const struct batch *batch, const struct batch_boot *boot,
		       double seconds)
{
	fprintf(stderr, "batch: %zu/%zu: %s boot %u of %u: %s, %.1f s (%.1f s so far)\n",
		count_there(batch), batch->boot_count, batch->sides[boot->side].name,
		boot->number, batch->boots_each, exit_code_name(boot->exit_code),
		boot->seconds, seconds);
}

static int read_messages(const struct batch *batch, const struct batch_boot *boot,
			 struct bytes *messages)
{
	char path[PATH_MAX];

	return bytes_read(batch_path(batch, boot, BATCH_MESSAGES_SUFFIX, path), messages);
}

void batch_report_messages(const struct batch *batch, const struct batch_boot *boot)
{
	_cleanup_bytes_ struct bytes messages = { 0 };

	if (!read_messages(batch, boot, &messages))
		fwrite(messages.data, 1, messages.size, stderr);
}

/* The line that allocvm run ended with: its class word and why. */
static void report_death(const struct batch *batch, const struct batch_boot *boot)
{
	_cleanup_bytes_ struct bytes messages = { 0 };
	const char *word = exit_code_name(boot->exit_code), *words = word;

	if (!read_messages(batch, boot, &messages)) {
		for (char *at = messages.data; (at = strstr(at, OWN_WORDS));)
			words = at += strlen(OWN_WORDS);
	}
	fprintf(stderr, "batch: %s boot %u: %.*s\n", batch->sides[boot->side].name,
		boot->number, (int)strcspn(words, "\n"), words);
}

int batch_report_end(const struct batch *batch, double seconds, double cpu_seconds)
{
	int exit_code = EXIT_DONE;

	fprintf(stderr,
		"batch: %zu of %zu are there, %.1f s later, with %.1f s of CPU time\n",
		count_there(batch), batch->boot_count, seconds, cpu_seconds);
	for (size_t i = 0; i < batch->boot_count; i++) {
		const struct batch_boot *boot = &batch->boots[i];

		if (!boot->is_there || boot->exit_code == EXIT_DONE)
			continue;
		report_death(batch, boot);
		if (exit_code == EXIT_DONE)
			exit_code = boot->exit_code;
	}
	return exit_code;
}

static void report_file(const struct batch *batch, const struct batch_boot *boot)
{
	const char *suffix = batch_end_of(boot->exit_code) == BATCH_RESULT
				     ? BATCH_RESULT_SUFFIX
				     : BATCH_PARTIAL_SUFFIX;
	char path[PATH_MAX];

	printf("%zu\t%s\n", boot->side, batch_path(batch, boot, suffix, path));
}

/* Rounds are in order, whatever the order within each. */
void batch_report_files(const struct batch *batch)
{
	for (size_t side = 0; side < batch->side_count; side++)
		for (size_t i = 0; i < batch->boot_count; i++)
			if (batch->boots[i].side == side && batch->boots[i].is_there)
				report_file(batch, &batch->boots[i]);
}
