// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Names and form of SLUB's statistics. A file says "12 C0=7 C1=5": the sum of all CPUs,
 * then each.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "proc_file.h"
#include "slub_file.h"

#define SLAB_DIRECTORY "/sys/kernel/slab/"

/*
 * All that Linux 5.10 to 7.3 have; nothing else tells such a file from the others there.
 * The first ones are in all of them, and stand for all where nothing can be read.
 */
const char *const slub_file_names[SLUB_FILE_COUNT] = {
	"alloc_fastpath",
	"alloc_slowpath",
	"free_fastpath",
	"free_slowpath",
	"alloc_cpu_sheaf",
	"alloc_from_partial",
	"alloc_node_mismatch",
	"alloc_refill",
	"alloc_slab",
	"barn_get",
	"barn_get_fail",
	"barn_put",
	"barn_put_fail",
	"cmpxchg_double_cpu_fail",
	"cmpxchg_double_fail",
	"cpu_partial_alloc",
	"cpu_partial_drain",
	"cpu_partial_free",
	"cpu_partial_node",
	"cpuslab_flush",
	"deactivate_bypass",
	"deactivate_empty",
	"deactivate_full",
	"deactivate_remote_frees",
	"deactivate_to_head",
	"deactivate_to_tail",
	"free_add_partial",
	"free_cpu_sheaf",
	"free_frozen",
	"free_rcu_sheaf",
	"free_rcu_sheaf_fail",
	"free_remove_partial",
	"free_slab",
	"order_fallback",
	"sheaf_alloc",
	"sheaf_flush",
	"sheaf_free",
	"sheaf_prefill_fast",
	"sheaf_prefill_oversize",
	"sheaf_prefill_slow",
	"sheaf_refill",
	"sheaf_return_fast",
	"sheaf_return_slow",
};

static int take_cache(struct words *found, const char *directory, const char *name)
{
	char path[PATH_MAX];
	int length = snprintf(path, sizeof(path), "%s%s", directory, name);

	return words_append(found, path, length);
}

/* Not glob(3): where memory is short, that of glibc 2.36 frees what it has freed. */
int slub_file_caches(const char *pattern, struct words *found)
{
	char path[PATH_MAX / 2];
	struct dirent *entry;
	DIR *directory;
	int error = 0;

	*found = (struct words){ 0 };
	snprintf(path, sizeof(path), "%s", proc_file_path(SLAB_DIRECTORY));
	directory = opendir(path);
	if (!directory)
		return errno == ENOENT ? 0 : -errno;
	while (!error && (entry = readdir(directory))) {
		if (!fnmatch(pattern, entry->d_name, FNM_PERIOD))
			error = take_cache(found, path, entry->d_name);
	}
	closedir(directory);
	return error;
}

int slub_file_open(const char *cache, size_t name)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", cache, slub_file_names[name]);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int slub_file_read(int fd, uint64_t *sum)
{
	char text[24] = "";
	char *end;

	if (pread(fd, text, sizeof(text) - 1, 0) < 0)
		return -errno;
	*sum = strtoull(text, &end, 10);
	return end > text ? 0 : -EBADMSG;
}
