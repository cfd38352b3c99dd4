// SPDX-License-Identifier: GPL-2.0-or-later
/* A main() for fuzz targets without libFuzzer: replays the files that are named, as TAP.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "results/cleanup.h"
#include "results/tests/fuzz.h"

static bool replay(const char *path)
{
	_cleanup_close_ int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat about;

	if (fd < 0 || fstat(fd, &about) < 0)
		return false;

	size_t length = (size_t)about.st_size;
	_cleanup_free_ uint8_t *bytes = malloc(length + 1);
	if (!bytes || read(fd, bytes, length) != (ssize_t)length)
		return false;
	LLVMFuzzerTestOneInput(bytes, length);
	return true;
}

int main(int argc, char **argv)
{
	printf("1..%d\n", argc - 1);
	for (int i = 1; i < argc; i++)
		printf("%s %d - %s\n", replay(argv[i]) ? "ok" : "not ok", i, argv[i]);
	return 0;
}
