// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An init that loads a module before allocvm's own init begins: a change that changes
 * nothing. Both stand behind it in its own file: module, init, and as text in the last
 * 32 bytes their sizes.
 */
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

static void give_up(const char *what)
{
	fprintf(stderr, "guest-first: %s: %s\n", what, strerror(errno));
	exit(1);
}

static const char *own_file(size_t *size)
{
	struct stat status;
	int fd = open("/init", O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &status))
		give_up("/init");
	*size = (size_t)status.st_size;
	char *bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		give_up("mmap of /init");
	close(fd);
	return bytes;
}

static void run_init(const char *bytes, size_t size, char **arguments, char **environment)
{
	int fd = memfd_create("init", MFD_CLOEXEC);

	if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
		give_up("memory for the init");
	syscall(SYS_execveat, fd, "", arguments, environment, AT_EMPTY_PATH);
	give_up("the init behind it");
}

int main(int count, char **arguments, char **environment)
{
	char trailer[TRAILER_BYTES + 1] = "";
	size_t size, module_size, init_size;
	const char *bytes = own_file(&size);

	memcpy(trailer, bytes + size - TRAILER_BYTES, TRAILER_BYTES);
	if (sscanf(trailer, "%zu %zu", &module_size, &init_size) != 2)
		give_up("sizes at the end of /init");
	const char *init = bytes + size - TRAILER_BYTES - init_size;
	if (syscall(SYS_init_module, init - module_size, module_size, ""))
		give_up("the module");
	run_init(init, init_size, arguments, environment);
}
