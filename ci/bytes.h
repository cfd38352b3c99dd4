/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whole files in memory, and files that exist only in memory.
 */
#ifndef CI_BYTES_H
#define CI_BYTES_H

#include <stddef.h>

/**
 * struct bytes - a file's content; @data is never NULL after a read that worked, and ends
 * with a NUL that @size does not count
 */
struct bytes {
	char *data;
	size_t size;
};

/**
 * bytes_read() - read a file whole
 *
 * Return: 0 or -errno.
 */
int bytes_read(const char *path, struct bytes *bytes);

/**
 * bytes_read_fd() - read an open file from its start, whatever its offset
 *
 * Return: 0 or -errno.
 */
int bytes_read_fd(int fd, struct bytes *bytes);

/**
 * bytes_write_fd() - write all
 *
 * Return: 0 or -errno; never a short write.
 */
int bytes_write_fd(int fd, const char *data, size_t size);

/**
 * bytes_memory_file() - a file without a name, gone with its last descriptor
 * @inherited: stays open in started programs, as /proc/self/fd/N
 *
 * Return: the descriptor or -errno.
 */
int bytes_memory_file(const char *name, int inherited);

void bytes_free(struct bytes *bytes);

#define _cleanup_bytes_ __attribute__((cleanup(bytes_free)))

#endif
