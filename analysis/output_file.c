// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A file that is written beside its name and renamed when it is whole.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output_file.h"
#include "results/cleanup.h"

int output_file_begin(struct output_file *file, const char *path)
{
	mode_t mask = umask(0);

	umask(mask);
	*file = (struct output_file){ .fd = -1, .path = strdup(path) };
	if (!file->path || asprintf(&file->beside, "%s.XXXXXX.tmp", path) < 0) {
		free(file->path);
		return -ENOMEM;
	}
	file->fd = mkostemps(file->beside, strlen(".tmp"), O_CLOEXEC);
	if (file->fd >= 0 && !fchmod(file->fd, 0666 & ~mask))
		return 0;

	int error = -errno;

	if (file->fd >= 0)
		output_file_abandon(file);
	else {
		free(file->path);
		free(file->beside);
	}
	return error;
}

int output_file_finish(struct output_file *file)
{
	int error = 0;

	/* Errors of writing show here at last; a failed fsync is not tried again. */
	if (fsync(file->fd) && errno != EINVAL)
		error = -errno;
	if (close(file->fd) && !error)
		error = -errno;
	if (!error && rename(file->beside, file->path))
		error = -errno;
	if (error)
		unlink(file->beside);
	free(file->path);
	free(file->beside);
	return error;
}

void output_file_abandon(struct output_file *file)
{
	close(file->fd);
	unlink(file->beside);
	free(file->path);
	free(file->beside);
}

int output_file_append(const char *path, FILE *stream)
{
	_cleanup_fclose_ FILE *source = fopen(path, "re");
	char part[4096];
	size_t length;

	if (!source)
		return -errno;
	while ((length = fread(part, 1, sizeof(part), source)) > 0)
		if (fwrite(part, 1, length, stream) != length)
			return -EIO;
	return ferror(source) ? -EIO : 0;
}

int output_file_copy(const char *source, const char *path)
{
	struct output_file file;
	int error = output_file_begin(&file, path);
	FILE *stream;
	int fd;

	if (error)
		return error;
	fd = fcntl(file.fd, F_DUPFD_CLOEXEC, 0);
	stream = fd >= 0 ? fdopen(fd, "w") : NULL;
	error = stream ? output_file_append(source, stream) : -errno;
	if (stream && fclose(stream) && !error)
		error = -errno;
	if (!error)
		return output_file_finish(&file);
	output_file_abandon(&file);
	return error;
}
