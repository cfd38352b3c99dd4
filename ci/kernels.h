/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names of kernels and the table ci/kernels: the only place that reads either.
 */
#ifndef CI_KERNELS_H
#define CI_KERNELS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "problem.h"

#define KERNEL_DEFAULT "debian:bookworm/cloud"

/**
 * enum kernel_kind - the forms of a name
 * @KERNEL_ROW:   debian:SUITE[/FLAVOUR]: a row of ci/kernels, fetched by ci/get-kernel
 * @KERNEL_MACHINE: published:MACHINE: a row that names another, with memory
 * @KERNEL_TREE:  tree:PATH: a built source tree
 * @KERNEL_IMAGE: image:PATH[,headers:PATH]
 * @KERNEL_HOST:  host: the machine's own
 * @KERNEL_UML:   uml:SUITE: a row of user-mode Linux, a program of the host
 * @KERNEL_FILE:  file:RESULT: a stored result, one side of a comparison
 */
enum kernel_kind {
	KERNEL_ROW,
	KERNEL_MACHINE,
	KERNEL_TREE,
	KERNEL_IMAGE,
	KERNEL_HOST,
	KERNEL_UML,
	KERNEL_FILE,
};

/**
 * struct kernel - a parsed name
 * @kind:    its form
 * @name:    as written, without ",append=..."
 * @value:   what follows the form's prefix, up to a comma: suite, path
 * @headers: PATH of ",headers:PATH", or ""
 * @append:  boot arguments of ",append=ARGS", which ends the name; or ""
 * @dashed:  NAME-WITH-DASHES, its directory in the cache and in the build: a row's @name
 *           with '-' for ':' and '/'; of paths see kernel_dash_paths()
 * @memory_mib: what a machine's row gives it, or 0 (kernel_resolve())
 */
struct kernel {
	enum kernel_kind kind;
	char name[PATH_MAX];
	char value[PATH_MAX];
	char headers[PATH_MAX];
	char append[1024];
	char dashed[NAME_MAX];
	unsigned memory_mib;
};

/**
 * kernel_parse() - take a name apart
 *
 * Return: 0 or -EINVAL with a problem.
 */
int kernel_parse(const char *text, struct kernel *kernel, struct problem *problem);

/**
 * kernel_resolve() - replace a machine by the kernel and the memory of its row
 *
 * The boot arguments stay. Any other kernel is as it was.
 *
 * Return: 0 or -errno with a problem.
 */
int kernel_resolve(struct kernel *kernel, struct problem *problem);

/**
 * kernel_image() - find what QEMU boots; never downloads
 * @path: PATH_MAX bytes
 *
 * Return: 0 or -errno with a problem that says how to get it.
 */
int kernel_image(const struct kernel *kernel, char *path, struct problem *problem);

/**
 * kernel_config() - find the configuration that it was built with
 * @path: PATH_MAX bytes
 *
 * Return: 0, or -ENOENT where nobody knows.
 */
int kernel_config(const struct kernel *kernel, char *path);

/**
 * kernel_table_path() - the path of ci/kernels: $ALLOCVM_KERNELS, else the source tree's,
 * else the installed one
 */
const char *kernel_table_path(void);

/**
 * kernel_cache_path() - DIRECTORY/NAME-WITH-DASHES/FILE in the cache
 * @path: PATH_MAX bytes
 *
 * Return: 0, or -ENAMETOOLONG.
 */
int kernel_cache_path(const char *dashed, const char *file, char *path);

/**
 * struct kernel_row - one row of ci/kernels and its state in the cache
 * @is_here: has the cache its image?
 * @kernel, @memory_mib: of a machine: the kernel's name and its memory; @arch is "="
 * @release, @version: from the cache's facts; "" where it is not there
 */
struct kernel_row {
	bool is_here;
	char name[128];
	char arch[32];
	char kernel[128];
	unsigned memory_mib;
	char release[128];
	char version[128];
};

/**
 * kernel_rows() - call back for each row in the table's order
 *
 * Return: 0 or -errno of reading the table.
 */
int kernel_rows(void (*visit)(const struct kernel_row *row, void *context),
		void *context);

/**
 * kernel_row_find() - the row of a name
 *
 * Return: 0, or -ENOENT with a problem.
 */
int kernel_row_find(const char *name, struct kernel_row *row, struct problem *problem);

/**
 * kernel_dash() - NAME-WITH-DASHES of a row
 */
void kernel_dash(const char *name, char *dashed, size_t size);

/**
 * kernel_dash_paths() - NAME-WITH-DASHES of a kernel that paths name:
 * "tree-linux-90ec3c21"
 * @form:    "tree"
 * @path:    whose last part is in the name
 * @headers: another one, or ""
 *
 * The check sum is that of the paths without links: two trees of one name differ. It fits
 * NAME_MAX whatever the paths are.
 */
void kernel_dash_paths(const char *form, const char *path, const char *headers,
		       char *dashed, size_t size);

/**
 * kernel_form() - the form of a name as a word: "debian", "tree", "image" ...
 */
const char *kernel_form(const struct kernel *kernel);

#endif
