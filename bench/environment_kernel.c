// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Facts of the kernel: which one, how built, how booted, how its allocators are set.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "boot_argument.h"
#include "environment.h"
#include "kernel_config.h"
#include "proc_file.h"
#include "results/cleanup.h"

#define SLAB_DIRECTORY "/sys/kernel/slab/kmalloc-64"

static json_t *find_release(const struct environment_source *source, const char *argument,
			    char reason[static FACT_REASON_LENGTH])
{
	struct utsname name;

	uname(&name);
	return json_string(name.release);
}

static json_t *find_version(const struct environment_source *source, const char *argument,
			    char reason[static FACT_REASON_LENGTH])
{
	struct utsname name;

	uname(&name);
	return json_string(name.version);
}

static json_t *find_arch(const struct environment_source *source, const char *argument,
			 char reason[static FACT_REASON_LENGTH])
{
	struct utsname name;

	uname(&name);
	return json_string(name.machine);
}

static json_t *find_config(const struct environment_source *source, const char *argument,
			   char reason[static FACT_REASON_LENGTH])
{
	json_t *config;
	int error = kernel_config_read(&config);

	if (!error)
		return config;
	return environment_missing(reason, "neither /proc/config.gz nor /boot/config: %s",
				   strerror(-error));
}

/* The boot argument decides; without one, the option that is its default. */
static json_t *find_init_on(const struct environment_source *source, const char *name,
			    const char *option, char reason[static FACT_REASON_LENGTH])
{
	_cleanup_free_ char *command_line = NULL;
	_cleanup_json_ json_t *config = NULL;
	const char *set;
	char value[64];

	if (!proc_file_read("/proc/cmdline", &command_line) &&
	    !boot_argument_find(command_line, name, value) &&
	    boot_argument_is_true(value) >= 0)
		return json_boolean(boot_argument_is_true(value));
	if (kernel_config_read(&config))
		return environment_missing(reason,
					   "no boot argument %s, and no kernel "
					   "configuration to be read",
					   name);
	set = json_string_value(json_object_get(config, option));
	if (!set)
		return environment_missing(reason, "no option %s in this kernel", option);
	return json_boolean(!strcmp(set, "y"));
}

static json_t *find_init_on_alloc(const struct environment_source *source,
				  const char *argument,
				  char reason[static FACT_REASON_LENGTH])
{
	return find_init_on(source, argument, "INIT_ON_ALLOC_DEFAULT_ON", reason);
}

static json_t *find_init_on_free(const struct environment_source *source,
				 const char *argument,
				 char reason[static FACT_REASON_LENGTH])
{
	return find_init_on(source, argument, "INIT_ON_FREE_DEFAULT_ON", reason);
}

/* What is really on, whatever asked for it. */
static json_t *find_slub_debug(const struct environment_source *source,
			       const char *argument,
			       char reason[static FACT_REASON_LENGTH])
{
	static const struct {
		const char *file, *word;
	} checks[] = {
		{ SLAB_DIRECTORY "/sanity_checks", "sanity_checks " },
		{ SLAB_DIRECTORY "/red_zone", "red_zone " },
		{ SLAB_DIRECTORY "/poison", "poison " },
		{ SLAB_DIRECTORY "/store_user", "store_user " },
		{ SLAB_DIRECTORY "/trace", "trace " },
	};
	char words[128] = "";

	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		uint64_t is_on;
		int error = proc_file_number(checks[i].file, &is_on);

		if (error)
			return environment_missing(reason, "%s: %s", checks[i].file,
						   strerror(-error));
		if (is_on)
			strcat(words, checks[i].word);
	}
	return *words ? json_stringn(words, strlen(words) - 1) : json_string("none");
}

static const struct environment_row rows[] = {
	{ "kernel.release",      find_release,       NULL },
	{ "kernel.version",      find_version,       NULL },
	{ "kernel.arch",         find_arch,          NULL },
	{ "kernel.command_line", environment_text,   "/proc/cmdline" },
	{ "kernel.taint",        environment_number, "/proc/sys/kernel/tainted" },
	{ "kernel.config",       find_config,        NULL },

	{ "allocator.kmalloc_max_size", environment_info_number, "kmalloc_max_size" },
	{ "allocator.largest_order",    environment_info_number, "largest_order" },
	{ "allocator.vmalloc_bytes",    environment_info_number, "vmalloc_bytes" },
	{ "allocator.init_on_alloc",    find_init_on_alloc,      "init_on_alloc" },
	{ "allocator.init_on_free",     find_init_on_free,       "init_on_free" },
	{ "allocator.slub_debug",       find_slub_debug,         NULL },
	{ "allocator.kfence_sample_interval", environment_number,
	  "/sys/module/kfence/parameters/sample_interval" },
};

const struct environment_theme environment_kernel = ENVIRONMENT_THEME(rows);
