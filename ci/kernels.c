// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Where a named kernel's image and configuration are: the table ci/kernels, the cache
 * that ci/get-kernel fills, and the other places that a name can point to.
 */
#include "kernels.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "results/cleanup.h"

const char *kernel_table_path(void)
{
	const char *chosen = getenv("ALLOCVM_KERNELS");

	if (chosen && *chosen)
		return chosen;
	if (!access(ALLOCVM_SOURCE_DIRECTORY "/kernels", R_OK))
		return ALLOCVM_SOURCE_DIRECTORY "/kernels";
	return ALLOCVM_DATA_DIRECTORY "/kernels";
}

int kernel_cache_path(const char *dashed, const char *file, char *path)
{
	const char *cache = getenv("ALLOCBENCH_CACHE");
	const char *user_cache = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");
	int length;

	if (cache && *cache)
		length = snprintf(path, PATH_MAX, "%s/%s/%s", cache, dashed, file);
	else if (user_cache && *user_cache)
		length = snprintf(path, PATH_MAX, "%s/allocbench/%s/%s", user_cache,
				  dashed, file);
	else
		length = snprintf(path, PATH_MAX, "%s/.cache/allocbench/%s/%s",
				  home ? home : "", dashed, file);
	return length < PATH_MAX ? 0 : -ENAMETOOLONG;
}

static void fact_read(FILE *facts, const char *key, char *value, size_t size)
{
	char line[512];

	rewind(facts);
	while (fgets(line, sizeof(line), facts)) {
		size_t length = strlen(key);

		if (strncmp(line, key, length) || line[length] != '=')
			continue;
		line[strcspn(line, "\n")] = '\0';
		snprintf(value, size, "%.*s", (int)size - 1, line + length + 1);
		return;
	}
}

static void row_state(struct kernel_row *row)
{
	char dashed[NAME_MAX], path[PATH_MAX];

	kernel_dash(row->name, dashed, sizeof(dashed));
	if (kernel_cache_path(dashed, "facts", path))
		return;
	_cleanup_fclose_ FILE *facts = fopen(path, "re");
	if (!facts)
		return;
	fact_read(facts, "release", row->release, sizeof(row->release));
	fact_read(facts, "version", row->version, sizeof(row->version));
	row->is_here = row->release[0];
}

/* NAME ARCH ..., or NAME = KERNEL MEMORY */
static bool row_parse(const char *line, struct kernel_row *row)
{
	if (sscanf(line, "%127s %31s", row->name, row->arch) != 2)
		return false;
	return strcmp(row->arch, "=") != 0 ||
	       sscanf(line, "%*s = %127s %u", row->kernel, &row->memory_mib) == 2;
}

int kernel_rows(void (*visit)(const struct kernel_row *row, void *context), void *context)
{
	_cleanup_fclose_ FILE *table = fopen(kernel_table_path(), "re");
	char line[1024];

	if (!table)
		return -errno;
	while (fgets(line, sizeof(line), table)) {
		struct kernel_row row = { 0 };

		if (line[0] == '#' || !row_parse(line, &row))
			continue;
		row_state(&row);
		visit(&row, context);
	}
	return ferror(table) ? -EIO : 0;
}

struct search {
	const char *name;
	struct kernel_row *found;
	bool is_found;
};

static void row_matches(const struct kernel_row *row, void *context)
{
	struct search *search = context;

	if (strcmp(row->name, search->name) != 0)
		return;
	*search->found = *row;
	search->is_found = true;
}

int kernel_row_find(const char *name, struct kernel_row *row, struct problem *problem)
{
	struct search search = { .name = name, .found = row };

	if (!kernel_rows(row_matches, &search) && search.is_found)
		return 0;
	return problem_set(problem, EXIT_USAGE, -ENOENT,
			   "%s: not in %s; `allocvm list` shows what is", name,
			   kernel_table_path());
}

int kernel_resolve(struct kernel *kernel, struct problem *problem)
{
	char append[sizeof(kernel->append)];
	struct kernel_row row;

	if (kernel->kind != KERNEL_MACHINE)
		return 0;
	int error = kernel_row_find(kernel->name, &row, problem);
	if (error)
		return error;
	memcpy(append, kernel->append, sizeof(append));
	error = kernel_parse(row.kernel, kernel, problem);
	if (error)
		return error;
	memcpy(kernel->append, append, sizeof(append));
	kernel->memory_mib = row.memory_mib;
	return 0;
}

static int image_readable(const char *path, struct problem *problem, const char *way_out)
{
	if (!access(path, R_OK))
		return 0;
	int error = -errno;
	return problem_set(problem, EXIT_TOOL_FAILURE, error, "kernel image %s: %s; %s",
			   path, strerror(-error), way_out);
}

static int row_image(const struct kernel *kernel, char *path, struct problem *problem)
{
	char way_out[sizeof(kernel->name) + 32];
	struct kernel_row row;

	int error = kernel_row_find(kernel->name, &row, problem);
	if (error)
		return error;
	if (kernel_cache_path(kernel->dashed,
			      kernel->kind == KERNEL_UML ? "linux" : "vmlinuz", path))
		return problem_set(problem, EXIT_TOOL_FAILURE, -ENAMETOOLONG,
				   "ALLOCBENCH_CACHE: the path is too long");
	snprintf(way_out, sizeof(way_out), "run ci/get-kernel %s", kernel->name);
	return image_readable(path, problem, way_out);
}

static int tree_image(const struct kernel *kernel, char *path, struct problem *problem)
{
	snprintf(path, PATH_MAX, "%.*s/arch/x86/boot/bzImage", PATH_MAX - 32,
		 kernel->value);
	return image_readable(path, problem, "build the tree with `make bzImage`");
}

static int given_image(const struct kernel *kernel, char *path, struct problem *problem)
{
	snprintf(path, PATH_MAX, "%s", kernel->value);
	return image_readable(path, problem,
			      "image: wants the path of a vmlinuz or bzImage");
}

static int host_image(const struct kernel *kernel, char *path, struct problem *problem)
{
	struct utsname host;

	uname(&host);
	snprintf(path, PATH_MAX, "/boot/vmlinuz-%s", host.release);
	return image_readable(path, problem,
			      "name the running kernel's image by image:PATH");
}

static int no_image(const struct kernel *kernel, char *path, struct problem *problem)
{
	return problem_set(problem, EXIT_USAGE, -EOPNOTSUPP,
			   "%s: nothing that a machine boots; name a debian: or uml: kernel,"
			   " tree:PATH, image:PATH or host",
			   kernel->name);
}

static int row_config(const struct kernel *kernel, char *path)
{
	return kernel_cache_path(kernel->dashed, "config", path);
}

static int tree_config(const struct kernel *kernel, char *path)
{
	snprintf(path, PATH_MAX, "%.*s/.config", PATH_MAX - 32, kernel->value);
	return 0;
}

/* A directory of headers, or one of modules that has a link to it. */
static int headers_config(const struct kernel *kernel, char *path)
{
	if (!kernel->headers[0])
		return -ENOENT;
	snprintf(path, PATH_MAX, "%.*s/build/.config", PATH_MAX - 32, kernel->headers);
	if (access(path, R_OK))
		snprintf(path, PATH_MAX, "%.*s/.config", PATH_MAX - 32, kernel->headers);
	return 0;
}

static int host_config(const struct kernel *kernel, char *path)
{
	struct utsname host;

	uname(&host);
	snprintf(path, PATH_MAX, "/boot/config-%s", host.release);
	return 0;
}

static const struct {
	int (*image)(const struct kernel *, char *path, struct problem *);
	int (*config)(const struct kernel *, char *path);
} places[] = {
	[KERNEL_ROW]     = { row_image,   row_config },
	[KERNEL_MACHINE] = { no_image,    NULL },
	[KERNEL_TREE]    = { tree_image,  tree_config },
	[KERNEL_IMAGE]   = { given_image, headers_config },
	[KERNEL_HOST]    = { host_image,  host_config },
	[KERNEL_UML]     = { row_image,   row_config },
	[KERNEL_FILE]    = { no_image,    NULL },
};

int kernel_image(const struct kernel *kernel, char *path, struct problem *problem)
{
	return places[kernel->kind].image(kernel, path, problem);
}

int kernel_config(const struct kernel *kernel, char *path)
{
	int (*config)(const struct kernel *, char *) = places[kernel->kind].config;

	return config && !config(kernel, path) && !access(path, R_OK) ? 0 : -ENOENT;
}
