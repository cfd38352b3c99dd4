// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads small files of /proc and /sys.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "proc_file.h"
#include "results/cleanup.h"

/* /proc/cpuinfo of a large machine is some 1 KiB a CPU. */
#define FIRST_SIZE 16384
#define LARGEST_SIZE (64 << 20)

const char *proc_file_path(const char *path)
{
	static char full[PATH_MAX];
	const char *root = getenv("ALLOCBENCH_ROOT");

	snprintf(full, sizeof(full), "%s%s", root ? root : "", path);
	return full;
}

/* Appends until the end; @text grows; bytes or -errno. */
static ssize_t read_to_end(int fd, char **text)
{
	size_t size = FIRST_SIZE;
	size_t used = 0;

	for (;; size *= 2) {
		char *grown = size > LARGEST_SIZE ? NULL : realloc(*text, size);
		ssize_t count;

		if (!grown)
			return -ENOMEM;
		*text = grown;
		do {
			count = read(fd, grown + used, size - used - 1);
			used += count > 0 ? count : 0;
		} while (count > 0 || (count < 0 && errno == EINTR));
		if (count < 0)
			return -errno;
		if (used < size - 1)
			return used;
	}
}

int proc_file_read(const char *path, char **text)
{
	_cleanup_close_ int fd = open(proc_file_path(path), O_RDONLY | O_CLOEXEC);
	_cleanup_free_ char *data = NULL;
	ssize_t length;

	if (fd < 0)
		return -errno;
	length = read_to_end(fd, &data);
	if (length < 0)
		return length;
	while (length && data[length - 1] == '\n')
		length--;
	data[length] = 0;
	*text = data;
	data = NULL;
	return 0;
}

int proc_file_number(const char *path, uint64_t *number)
{
	_cleanup_free_ char *text = NULL;
	char *end;
	int error = proc_file_read(path, &text);

	if (error)
		return error;
	errno = 0;
	*number = strtoull(text, &end, 0);
	return errno || end == text || *end ? -EBADMSG : 0;
}
