// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: any text as a kernel's name and as the table of kernels, of which each row
 * and each machine is then a name.
 */
#include <stdlib.h>
#include <string.h>

#include "../kernels.h"
#include "results/cleanup.h"
#include "results/tests/fuzz.h"

static void use_name(const char *text)
{
	struct problem problem = { .text = "" };
	struct kernel kernel;
	char path[PATH_MAX];

	if (kernel_parse(text, &kernel, &problem)) {
		if (!problem.text[0] || problem.exit_code != EXIT_USAGE)
			abort();
		return;
	}
	/* It becomes a directory of the cache, and no other one. */
	if (!kernel.dashed[0] || kernel.dashed[0] == '.' || strchr(kernel.dashed, '/') ||
	    !*kernel_form(&kernel))
		abort();
	if (kernel_cache_path(kernel.dashed, "config", path))
		return;
	kernel_config(&kernel, path);
	kernel_image(&kernel, path, &problem);
}

static void use_row(const struct kernel_row *row, void *context)
{
	struct problem problem;
	struct kernel kernel;

	use_name(row->name);
	if (!kernel_parse(row->name, &kernel, &problem))
		kernel_resolve(&kernel, &problem);
	(*(size_t *)context)++;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	_cleanup_free_ char *text = strndup((const char *)bytes, length);
	char path[FUZZ_PATH_LENGTH];
	_cleanup_close_ int fd = fuzz_file(bytes, length, path);
	size_t rows = 0;

	if (fd < 0 || !text)
		return 0;
	setenv("ALLOCBENCH_CACHE", "/nowhere", 1);
	setenv("ALLOCVM_KERNELS", path, 1);
	use_name(text);
	if (kernel_rows(use_row, &rows) || rows > length)
		abort();
	return 0;
}
