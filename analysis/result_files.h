/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Many result files at once, as many at a time as there are CPUs.
 */
#ifndef ANALYSIS_RESULT_FILES_H
#define ANALYSIS_RESULT_FILES_H

#include <stddef.h>

#include "result.h"

/**
 * struct result_file - what result_load() made of a file
 * @result:  NULL after an error
 * @message: what is wrong; NULL where memory ran out
 * @error:   0 or -errno
 */
struct result_file {
	struct result *result;
	char *message;
	int error;
};

/**
 * result_files_load() - load all of some files
 *
 * Nothing is said: what is said of each file in turn does not depend on which was read
 * first.
 *
 * Return: the files in the order of @paths, for result_files_free(); NULL without memory.
 */
struct result_file *result_files_load(char *const *paths, size_t count);

/**
 * result_files_free() - free the messages, and the results that nobody took
 */
void result_files_free(struct result_file *files, size_t count);

#endif
