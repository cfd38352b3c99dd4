/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small text files of /proc and /sys, whose size nobody knows before reading.
 */
#ifndef BENCH_PROC_FILE_H
#define BENCH_PROC_FILE_H

#include <stdint.h>

/**
 * proc_file_read() - the whole text
 * @path: below $ALLOCBENCH_ROOT where that is set (tests), else as it stands
 * @text: without trailing newlines; the caller frees it
 *
 * Return: 0 or -errno.
 */
int proc_file_read(const char *path, char **text);

/**
 * proc_file_number() - the number that is the whole text, decimal or after 0x
 *
 * Return: 0, -EBADMSG (not a number) or -errno.
 */
int proc_file_number(const char *path, uint64_t *number);

/**
 * proc_file_path() - where a path is really looked for
 *
 * Return: the path, in a static buffer of this call's.
 */
const char *proc_file_path(const char *path);

#endif
