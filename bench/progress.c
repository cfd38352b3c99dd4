// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Draws the bar, or writes the lines.
 */
#include <stdio.h>
#include <unistd.h>

#include "progress.h"

#define BAR_WIDTH 30

struct progress progress_new(size_t total, bool is_guest)
{
	struct progress progress = { .style = PROGRESS_LINES, .total = total };

	if (is_guest)
		progress.style = PROGRESS_NONE;
	else if (isatty(STDERR_FILENO))
		progress.style = PROGRESS_BAR;
	return progress;
}

static void print_bar(const struct progress *progress, const char *what)
{
	static const char full[] = "##############################";
	static const char empty[] = "..............................";
	int width = progress->total ? BAR_WIDTH * progress->done / progress->total : 0;

	/* Erase to the end of the line: the step before may have had a longer name. */
	fprintf(stderr, "\r[%.*s%.*s] %zu/%zu %s\033[K", width, full, BAR_WIDTH - width,
		empty, progress->done, progress->total, what);
}

void progress_step(struct progress *progress, const char *what)
{
	progress->done++;
	if (progress->style == PROGRESS_BAR)
		print_bar(progress, what);
	if (progress->style == PROGRESS_LINES)
		fprintf(stderr, "allocbench: %zu/%zu %s\n", progress->done,
			progress->total, what);
}

void progress_end(struct progress *progress)
{
	if (progress->style == PROGRESS_BAR && progress->done)
		fputs("\r\033[K", stderr);
	progress->done = 0;
}
