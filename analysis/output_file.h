/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file that is written beside its name and renamed when it is whole.
 */
#ifndef ANALYSIS_OUTPUT_FILE_H
#define ANALYSIS_OUTPUT_FILE_H

#include <stdio.h>

/**
 * struct output_file - a file being written
 * @fd: open for writing
 */
struct output_file {
	int fd;
	char *path;
	char *beside;
};

/**
 * output_file_begin() - create a file beside a name
 *
 * Return: 0 or -errno. End it with output_file_finish() or output_file_abandon().
 */
int output_file_begin(struct output_file *file, const char *path);

/**
 * output_file_finish() - close it and give it its name
 *
 * Return: 0, or -errno, with what had that name before left alone.
 */
int output_file_finish(struct output_file *file);

/**
 * output_file_abandon() - close and remove it
 */
void output_file_abandon(struct output_file *file);

/**
 * output_file_append() - copy a file to the end of a stream
 *
 * Return: 0 or -errno.
 */
int output_file_append(const char *path, FILE *stream);

/**
 * output_file_copy() - copy a file, beside and renamed
 *
 * Return: 0 or -errno.
 */
int output_file_copy(const char *source, const char *path);

#endif
