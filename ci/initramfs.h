/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The guest's initramfs: an uncompressed cpio archive (newc), made in memory. The same
 * entries always give the same bytes: no times, no owners, inodes in order.
 */
#ifndef CI_INITRAMFS_H
#define CI_INITRAMFS_H

#include <stddef.h>
#include <sys/types.h>

/**
 * struct initramfs_entry - one file or directory
 * @path:  without a leading slash
 * @mode:  S_IFDIR or S_IFREG, and permissions
 * @bytes, @size: a file's content
 */
struct initramfs_entry {
	const char *path;
	mode_t mode;
	const void *bytes;
	size_t size;
};

/**
 * initramfs_make() - pack entries in their order
 * @archive, @size: the archive, to be freed
 *
 * Return: 0 or -errno.
 */
int initramfs_make(const struct initramfs_entry *entries, size_t count, char **archive,
		   size_t *size);

#endif
