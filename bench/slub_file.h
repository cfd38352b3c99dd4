/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files in which SLUB tells its statistics, below /sys/kernel/slab.
 */
#ifndef BENCH_SLUB_FILE_H
#define BENCH_SLUB_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "words.h"

#define SLUB_FILE_COUNT 43

/* The first ones are in all kernels. */
#define SLUB_FILE_ALWAYS 4

extern const char *const slub_file_names[SLUB_FILE_COUNT];

/**
 * slub_file_caches() - the directories of caches
 * @pattern: of their names, for fnmatch(3)
 * @found:   the caller frees it, after an error too
 *
 * Return: 0 or -errno; none is no error, nor is a kernel without such a directory.
 */
int slub_file_caches(const char *pattern, struct words *found);

/**
 * slub_file_open() - open a statistic of a cache
 * @cache: its directory
 * @name:  a place in slub_file_names
 *
 * Return: a file descriptor or -errno; -ENOENT where this kernel does not have it.
 */
int slub_file_open(const char *cache, size_t name);

/**
 * slub_file_read() - the sum over all CPUs, now
 *
 * Return: 0, -EBADMSG or -errno; -ENODEV where the cache is gone.
 */
int slub_file_read(int fd, uint64_t *sum);

#endif
