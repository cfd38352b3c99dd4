// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where the files are that allocstat needs besides results. SOURCE_ROOT and DATA_DIR come
 * from meson.build.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data_file.h"
#include "results/cleanup.h"

/* In the source tree each kind of file stands beside what it belongs to. */
static const struct data_place {
	const char *prefix;
	const char *source;
} places[] = {
	{ "published/", SOURCE_ROOT "/results/" },
	{ "plots/",     SOURCE_ROOT "/analysis/" },
	{ "report/",    SOURCE_ROOT "/analysis/" },
};

static const char *source_of(const char *name)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (!strncmp(name, places[i].prefix, strlen(places[i].prefix)))
			return places[i].source;
	return SOURCE_ROOT "/";
}

static int look_in(const char *directory, const char *name, char **path)
{
	_cleanup_free_ char *candidate = NULL;

	if (asprintf(&candidate, "%s/%s", directory, name) < 0) {
		candidate = NULL;
		return -ENOMEM;
	}
	free(*path);
	*path = candidate;
	candidate = NULL;
	return access(*path, R_OK) ? -ENOENT : 0;
}

int data_file_find(const char *name, char **path)
{
	const char *own = getenv("ALLOCBENCH_DATA");
	int error;

	*path = NULL;
	if (own && *own)
		return look_in(own, name, path);
	error = look_in(source_of(name), name, path);
	return error == -ENOENT ? look_in(DATA_DIR, name, path) : error;
}
