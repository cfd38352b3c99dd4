/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files of a run: FILE, FILE.partial and FILE.log with -o, none without.
 *
 * While the guest runs, QEMU writes what it sends to FILE.partial. FILE appears by a
 * rename, when everything is there and valid. After a death FILE.partial has the records
 * that were complete.
 */
#ifndef CI_OUTPUT_H
#define CI_OUTPUT_H

#include <limits.h>
#include <stdbool.h>

#include "vm.h"

/**
 * struct output - where a run's bytes go
 * @path:    FILE, or NULL: standard output, at the end
 * @partial: FILE.partial
 * @made:    FILE.new, while it is being made
 * @log:     FILE.log; without @path "", until output_keep_log() gives it a name
 * @console, @stream: what QEMU writes to: files, or memory without @path
 */
struct output {
	const char *path;
	char partial[PATH_MAX];
	char made[PATH_MAX];
	char log[PATH_MAX];
	int console;
	int stream;
};

/**
 * output_open() - before the boot
 * @force: replace what is there
 * @output: to be closed by output_close(), after an error too
 *
 * Return: 0 or -errno with a problem.
 */
int output_open(const char *path, bool force, struct output *output,
		struct problem *problem);

/**
 * output_finish() - after a boot: make FILE, or FILE.partial, or write standard output
 * @problem: the judgement; a result that is not valid makes it worse, and where files are
 *           kept it gets their names
 */
void output_finish(struct output *output, const struct vm *vm, struct problem *problem);

/**
 * output_discard() - after no boot: leave nothing behind
 */
void output_discard(struct output *output);

void output_close(struct output *output);

#endif
