// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads and runs what stands behind a program.
 */
#include "appended.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TRAILER_BYTES 32

void appended_give_up(const char *what)
{
	fprintf(stderr, "appended: %s: %s\n", what, strerror(errno));
	exit(1);
}

static const char *map(const char *path, size_t *size)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &status))
		appended_give_up(path);
	*size = (size_t)status.st_size;
	char *bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		appended_give_up("mmap of the own file");
	close(fd);
	return bytes;
}

struct appended appended_of(const char *path)
{
	char trailer[TRAILER_BYTES + 1] = "";
	struct appended appended;
	size_t size;
	const char *bytes = map(path, &size);

	memcpy(trailer, bytes + size - TRAILER_BYTES, TRAILER_BYTES);
	if (sscanf(trailer, "%zu %zu", &appended.module_size, &appended.program_size) !=
	    2) {
		errno = ENOEXEC;
		appended_give_up("sizes at the end of the own file");
	}
	appended.program = bytes + size - TRAILER_BYTES - appended.program_size;
	appended.module = appended.program - appended.module_size;
	return appended;
}

void appended_exec(const struct appended *appended, char **arguments, char **environment)
{
	int fd = memfd_create("program", MFD_CLOEXEC);

	if (fd < 0 || write(fd, appended->program, appended->program_size) !=
			      (ssize_t)appended->program_size)
		appended_give_up("memory for the program");
	syscall(SYS_execveat, fd, "", arguments, environment, AT_EMPTY_PATH);
	appended_give_up("the program behind it");
}
