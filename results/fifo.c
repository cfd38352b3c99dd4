// SPDX-License-Identifier: GPL-2.0-or-later
/* Opens a pipe without waiting for ever for the other end. */
#include "results/fifo.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#define WRITER_MILLISECONDS 5000

/*
 * A pipe that has a writer says "not yet", one without says "the end". Asked by tee(2),
 * which leaves what it copies in the pipe.
 */
static bool has_writer(int pipe_fd)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK))
		return true;
	ssize_t copied = tee(pipe_fd, ends[1], 1, SPLICE_F_NONBLOCK);
	close(ends[0]);
	close(ends[1]);
	return copied != 0;
}

/* Where nothing has been written yet, what there is may come as late as it likes. */
static int await_writer(int fd)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };

	if (poll(&ready, 1, WRITER_MILLISECONDS) == 0 && !has_writer(fd))
		return -EPIPE;
	return 0;
}

int fifo_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat about;

	if (fd < 0)
		return -errno;

	int error = fstat(fd, &about) ? -errno : 0;
	if (!error && S_ISFIFO(about.st_mode))
		error = await_writer(fd);
	if (!error && fcntl(fd, F_SETFL, O_RDONLY) < 0)
		error = -errno;
	if (error)
		close(fd);
	return error ? error : fd;
}
