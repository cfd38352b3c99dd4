// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that knows kmemleak's file.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest_leaks.h"

#define KMEMLEAK "/sys/kernel/debug/kmemleak"
/* kmemleak takes an object that is younger for one that a register may still point to. */
#define OLD_ENOUGH_SECONDS 6

static bool tell(const char *command)
{
	int file = open(KMEMLEAK, O_RDWR | O_CLOEXEC);
	bool done = file >= 0 &&
		    write(file, command, strlen(command)) == (ssize_t)strlen(command);

	if (file >= 0)
		close(file);
	return done;
}

void leaks_forget(void)
{
	tell("scan");
	tell("clear");
}

size_t leaks_found(void)
{
	char line[512];
	size_t found = 0;
	FILE *file;

	for (int scans = 0; scans < 2; scans++) {
		sleep(OLD_ENOUGH_SECONDS);
		if (!tell("scan"))
			return SIZE_MAX;
	}
	file = fopen(KMEMLEAK, "re");
	if (!file)
		return SIZE_MAX;
	while (fgets(line, sizeof(line), file)) {
		found += !strncmp(line, "unreferenced object", 19);
		printf("# kmemleak: %s", line);
	}
	fclose(file);
	return found;
}
