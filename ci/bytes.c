// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whole files in memory, and files that exist only in memory.
 */
#include "bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "results/cleanup.h"

void bytes_free(struct bytes *bytes)
{
	free(bytes->data);
	*bytes = (struct bytes){ 0 };
}

static int read_all(int fd, struct bytes *bytes, size_t size)
{
	while (bytes->size < size) {
		ssize_t got = pread(fd, bytes->data + bytes->size, size - bytes->size,
				    (off_t)bytes->size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0)
			break;
		bytes->size += (size_t)got;
	}
	bytes->data[bytes->size] = '\0';
	return 0;
}

int bytes_read_fd(int fd, struct bytes *bytes)
{
	struct stat status;

	*bytes = (struct bytes){ 0 };
	if (fstat(fd, &status))
		return -errno;
	if (!S_ISREG(status.st_mode))
		return -EINVAL;
	bytes->data = malloc((size_t)status.st_size + 1);
	if (!bytes->data)
		return -ENOMEM;
	int error = read_all(fd, bytes, (size_t)status.st_size);
	if (error)
		bytes_free(bytes);
	return error;
}

int bytes_read(const char *path, struct bytes *bytes)
{
	_cleanup_close_ int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	return bytes_read_fd(fd, bytes);
}

int bytes_write_fd(int fd, const char *data, size_t size)
{
	while (size) {
		errno = ENOSPC; /* what a write of nothing means; write(2) leaves errno */
		ssize_t put = write(fd, data, size);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return -errno;
		data += put;
		size -= (size_t)put;
	}
	return 0;
}

int bytes_memory_file(const char *name, int inherited)
{
	int fd = memfd_create(name, inherited ? 0 : MFD_CLOEXEC);

	return fd < 0 ? -errno : fd;
}
