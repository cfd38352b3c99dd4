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

/*
 * In Linux 6.1 a slab cache that finds no memory for its directory in sysfs forgets its
 * name. That is no leak of the module's.
 */
static bool is_the_kernels_own(const char *object)
{
	return strstr(object, " kobject_init_and_add+") &&
	       strstr(object, " sysfs_slab_add+");
}

/* Returns whether it counts. */
static bool judge(char *object)
{
	bool counts = *object && !is_the_kernels_own(object);

	for (char *line = strtok(object, "\n"); counts && line; line = strtok(NULL, "\n"))
		printf("# kmemleak: %s\n", line);
	*object = 0;
	return counts;
}

static size_t count_objects(FILE *file)
{
	char line[512], object[16384] = "";
	size_t found = 0;

	while (fgets(line, sizeof(line), file)) {
		if (!strncmp(line, "unreferenced object", 19))
			found += judge(object);
		if (strlen(object) + strlen(line) < sizeof(object))
			strcat(object, line);
	}
	return found + judge(object);
}

size_t leaks_found(void)
{
	size_t found;
	FILE *file;

	for (int scans = 0; scans < 2; scans++) {
		sleep(OLD_ENOUGH_SECONDS);
		if (!tell("scan"))
			return SIZE_MAX;
	}
	file = fopen(KMEMLEAK, "re");
	if (!file)
		return SIZE_MAX;
	found = count_objects(file);
	fclose(file);
	return found;
}
