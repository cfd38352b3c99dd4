/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What every fuzz target has: its entry, and files in memory for readers that want paths.
 */
#ifndef RESULTS_TESTS_FUZZ_H
#define RESULTS_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define FUZZ_PATH_LENGTH 64

/* A target of libFuzzer's, or of fuzz_replay.c. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/**
 * fuzz_file() - a file that has the bytes
 * @path: gets a name that lives as long as the descriptor
 *
 * Return: its descriptor, or -1.
 */
static inline int fuzz_file(const uint8_t *bytes, size_t length,
			    char path[static FUZZ_PATH_LENGTH])
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	if (fd >= 0 && write(fd, bytes, length) != (ssize_t)length) {
		close(fd);
		fd = -1;
	}
	snprintf(path, FUZZ_PATH_LENGTH, "/proc/self/fd/%d", fd);
	return fd;
}

#endif
