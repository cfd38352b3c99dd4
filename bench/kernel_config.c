// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The list of kernel options that matter here, and their reading.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <zlib.h>

#include "kernel_config.h"
#include "proc_file.h"
#include "results/cleanup.h"

#define CONFIG_LIMIT (4 << 20)

static const char *const options[] = {
	"CC_VERSION_TEXT",
	"PREEMPT_NONE",
	"PREEMPT_VOLUNTARY",
	"PREEMPT",
	"PREEMPT_LAZY",
	"PREEMPT_DYNAMIC",
	"PREEMPT_RT",
	"HZ",
	"NO_HZ_FULL",
	"NUMA",
	"SMP",
	"X86_PAE",
	"SLAB",
	"SLUB",
	"SLUB_TINY",
	"SLUB_CPU_PARTIAL",
	"SLUB_DEBUG",
	"SLUB_DEBUG_ON",
	"SLUB_STATS",
	"SLAB_MERGE_DEFAULT",
	"SLAB_FREELIST_RANDOM",
	"SLAB_FREELIST_HARDENED",
	"SLAB_BUCKETS",
	"RANDOM_KMALLOC_CACHES",
	"SHUFFLE_PAGE_ALLOCATOR",
	"HARDENED_USERCOPY",
	"INIT_ON_ALLOC_DEFAULT_ON",
	"INIT_ON_FREE_DEFAULT_ON",
	"MEMCG",
	"MEMCG_KMEM",
	"MEM_ALLOC_PROFILING",
	"PAGE_OWNER",
	"PAGE_POISONING",
	"PAGE_TABLE_CHECK",
	"DEBUG_PAGEALLOC",
	"DEBUG_VM",
	"DEBUG_KMEMLEAK",
	"KASAN",
	"KCSAN",
	"KMSAN",
	"KFENCE",
	"KFENCE_SAMPLE_INTERVAL",
	"FAILSLAB",
	"FAIL_PAGE_ALLOC",
	"LOCKDEP",
	"FTRACE",
	"TRANSPARENT_HUGEPAGE",
	"RETPOLINE",
	"MITIGATION_RETPOLINE",
	"PAGE_TABLE_ISOLATION",
	"MITIGATION_PAGE_TABLE_ISOLATION",
};

static int is_listed(const char *name)
{
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		if (!strcmp(options[i], name))
			return 1;
	}
	return 0;
}

/* y, m and strings as strings without quotes; numbers as numbers. */
static json_t *value_of(const char *text)
{
	size_t length = strlen(text);
	char *end;
	long long number;

	if (length >= 2 && *text == '"')
		return json_stringn(text + 1, length - 2);
	number = strtoll(text, &end, 0);
	return *text && !*end ? json_integer(number) : json_string(text);
}

/* Of some twelve thousand options few are listed. */
static int add_option(json_t *config, const char *name, const char *value)
{
	if (!is_listed(name))
		return 0;
	return json_object_set_new(config, name, value_of(value)) ? -ENOMEM : 0;
}

/* "CONFIG_SLUB=y" or "# CONFIG_SLAB is not set" */
static int parse_line(char *line, json_t *config)
{
	static const char unset[] = " is not set";
	char *equals = strchr(line, '=');
	char *end = strstr(line, unset);

	if (!strncmp(line, "CONFIG_", 7) && equals) {
		*equals = 0;
		return add_option(config, line + 7, equals + 1);
	}
	if (!strncmp(line, "# CONFIG_", 9) && end) {
		*end = 0;
		return add_option(config, line + 9, "n");
	}
	return 0;
}

int kernel_config_parse(const char *text, json_t **config)
{
	_cleanup_free_ char *copy = strdup(text);
	_cleanup_json_ json_t *object = json_object();
	char *rest = copy;
	char *line;
	int error = copy && object ? 0 : -ENOMEM;

	while (!error && (line = strsep(&rest, "\n")))
		error = parse_line(line, object);
	if (!error)
		*config = json_incref(object);
	return error;
}

/* gzread() reads plain files too. */
static int read_text(const char *path, char **text)
{
	gzFile file = gzopen(proc_file_path(path), "rbe");
	_cleanup_free_ char *data = NULL;
	int length;

	if (!file)
		return errno ? -errno : -ENOMEM;
	data = malloc(CONFIG_LIMIT);
	length = data ? gzread(file, data, CONFIG_LIMIT - 1) : -1;
	gzclose(file);
	if (length < 0)
		return data ? -EIO : -ENOMEM;
	data[length] = 0;
	*text = data;
	data = NULL;
	return 0;
}

int kernel_config_read(json_t **config)
{
	_cleanup_free_ char *text = NULL;
	struct utsname name;
	char of_release[sizeof(name.release) + 32] = "/boot/config-";
	/* The last is where allocvm puts it in a guest. */
	const char *const places[] = { "/proc/config.gz", of_release, "/boot/config" };
	int error = -ENOENT;

	uname(&name);
	strcat(of_release, name.release);
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]) && error == -ENOENT; i++)
		error = read_text(places[i], &text);
	return error ? error : kernel_config_parse(text, config);
}
