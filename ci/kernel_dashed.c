// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * NAME-WITH-DASHES: what a kernel's directories are called in the cache and in the build.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "kernels.h"

/* What of a path's last part is kept; its check sum tells it from others. */
#define LAST_PART_LENGTH 64

void kernel_dash(const char *name, char *dashed, size_t size)
{
	snprintf(dashed, size, "%s", name);
	for (char *at = dashed; *at; at++)
		if (*at == ':' || *at == '/')
			*at = '-';
}

/* A relative path means another tree elsewhere, and a link may be turned. */
static unsigned long add_path(unsigned long sum, const char *path)
{
	char whole[PATH_MAX];
	const char *text = realpath(path, whole) ? whole : path;

	return crc32_z(sum, (const unsigned char *)text, strlen(text) + 1);
}

static void last_part(const char *path, char part[static LAST_PART_LENGTH + 1])
{
	size_t length = strlen(path);

	while (length && path[length - 1] == '/')
		length--;
	size_t start = length;
	while (start && path[start - 1] != '/' && length - start < LAST_PART_LENGTH)
		start--;
	snprintf(part, LAST_PART_LENGTH + 1, "%.*s", (int)(length - start), path + start);
	for (char *at = part; *at; at++)
		if (!isalnum((unsigned char)*at) && !strchr("._+-", *at))
			*at = '-';
}

void kernel_dash_paths(const char *form, const char *path, const char *headers,
		       char *dashed, size_t size)
{
	char part[LAST_PART_LENGTH + 1];

	last_part(path, part);
	snprintf(dashed, size, "%s-%s-%08lx", form, part,
		 add_path(add_path(0, path), headers));
}
