/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How far a run has come, on standard error, between cells only.
 */
#ifndef BENCH_PROGRESS_H
#define BENCH_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct progress - of one run
 * @style: a bar on a terminal, else a line a step; nothing in a guest, whose standard
 * error is the console: writing there would move what is measured
 * @done, @total: steps
 */
struct progress {
	enum progress_style {
		PROGRESS_NONE,
		PROGRESS_LINES,
		PROGRESS_BAR,
	} style;
	size_t done;
	size_t total;
};

/**
 * progress_new() - choose the style
 */
struct progress progress_new(size_t total, bool is_guest);

/**
 * progress_step() - the next step begins
 * @what: "kmalloc 4096"
 */
void progress_step(struct progress *progress, const char *what);

/**
 * progress_end() - wipe the bar
 */
void progress_end(struct progress *progress);

#endif
