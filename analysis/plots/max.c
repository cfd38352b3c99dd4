// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot max: the largest blocks by doubling, of the published machines and of
 * the measured ones.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/message.h"
#include "analysis/published.h"
#include "plot.h"
#include "results/cleanup.h"

static const char *const allocators[] = { "kmalloc", "__get_free_pages", "vmalloc" };

#define ALLOCATOR_COUNT (sizeof(allocators) / sizeof(allocators[0]))

/* More would not stand beside each other. */
#define MACHINE_LIMIT 12

/* Machines stand beside each other at each allocator's place. */
static void put_point(struct plot_file *file, size_t machine, size_t machine_count,
		      size_t allocator, double bytes)
{
	double place = (double)allocator + 1 +
		       0.7 * (((double)machine + 0.5) / (double)machine_count - 0.5);

	plot_file_named_row(file, (double[]){ place, bytes, (double)allocator + 1 }, 3,
			    allocators[allocator]);
}

static const char *word(const struct published *published, size_t row, const char *column)
{
	const char *text = published_value(published, row, column);

	return text ? text : "";
}

static void put_published(const struct published *published, size_t machine_count,
			  struct plot_file *file)
{
	for (size_t row = 0; row < published->row_count; row++) {
		const struct plot_look look = { row % PLOT_COLOUR_COUNT + 1, 0, 1 };

		plot_file_series(
			file, &look, "published: %s, %s, %s", word(published, row, "cpu"),
			word(published, row, "kernel"), word(published, row, "arch"));
		for (size_t i = 0; i < ALLOCATOR_COUNT; i++) {
			double bytes = strtod(word(published, row, allocators[i]), NULL);

			if (bytes > 0)
				put_point(file, row, machine_count, i, bytes);
		}
	}
}

static int put_measured(const struct result *result, size_t machine, size_t machine_count,
			struct plot_file *file)
{
	const struct plot_look look = { machine % PLOT_COLOUR_COUNT + 1, 1, 1 };
	_cleanup_free_ char *release = result_fact(result, "kernel.release");
	_cleanup_free_ char *arch = result_fact(result, "kernel.arch");
	uint64_t bytes = 0;

	if (!release || !arch)
		return -ENOMEM;
	result_number(result, "memory.total_bytes", &bytes);
	plot_file_series(file, &look, "measured: %s, %s, %.3g GiB", release, arch,
			 (double)bytes / (1 << 30));
	for (size_t i = 0; i < ALLOCATOR_COUNT; i++)
		for (size_t j = 0; j < result->maximum_count; j++)
			if (!strcmp(result->maxima[j].allocator, allocators[i]))
				put_point(file, machine, machine_count, i,
					  (double)result->maxima[j].doubling);
	return 0;
}

static enum exit_code write_max(const struct result_list *results,
				const struct plot_options *options,
				struct plot_file *file)
{
	struct published published = { 0 };
	_cleanup_free_ char *message = NULL;
	size_t count = results->count;
	int error = published_load("max-block.csv", &published, &message);

	count += published.row_count;
	if (!error && count > MACHINE_LIMIT) {
		message_error(
			"%zu machines are more than a plot shows (%d): draw fewer files",
			count, MACHINE_LIMIT);
		published_free(&published);
		return EXIT_USAGE;
	}
	plot_file_title(file, "The largest block, by doubling until the call fails", "",
			"bytes");
	plot_file_panel(file, "max");
	plot_file_foot(file,
		       "Published: O. I. Tsilyurik, Kernel modules of Linux (mtest).");
	plot_file_sources(file, results);
	for (size_t i = 0; i < results->count && !error; i++)
		error = put_measured(results->items[i], published.row_count + i, count,
				     file);
	if (!error)
		put_published(&published, count, file);
	published_free(&published);
	if (!error)
		return EXIT_DONE;
	message_error("%s", message ? message : strerror(-error));
	return EXIT_TOOL_FAILURE;
}

const struct plot_kind plot_max = {
	.name = "max",
	.write = write_max,
	.any_file = true,
};
