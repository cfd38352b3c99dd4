// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The environment, in a /proc and /sys of the test's own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <ftw.h>
#include <libgen.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/boot_argument.h"
#include "bench/environment.h"
#include "bench/kernel_config.h"
#include "bench/kernel_log.h"
#include "bench/options.h"

static char root[] = "/tmp/allocbench-root-XXXXXX";

static const struct info info = { .tsc_khz = 1000,
				  .page_size = 4096,
				  .constant_tsc = true };
static const struct clock_facts tsc = { .kind = CLOCK_TSC, .ticks_per_add = 1.25 };

static void make_directories(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		mkdir(path, 0700);
		*slash = '/';
	}
}

static void put_file(const char *path, const char *text)
{
	char full[256];
	FILE *file;

	snprintf(full, sizeof(full), "%s%s", root, path);
	make_directories(full);
	file = fopen(full, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int set_up(void **state)
{
	if (!mkdtemp(root) || setenv("ALLOCBENCH_ROOT", root, 1))
		return -1;
	put_file("/proc/cmdline", "quiet init_on_alloc=1 init_on_alloc=0 a=b\n");
	put_file("/proc/cpuinfo",
		 "processor\t: 0\nmodel name\t: Test CPU\nflags\t\t: fpu vme\n"
		 "\nprocessor\t: 1\nmodel name\t: Other\n");
	put_file("/proc/stat", "cpu  1 2 3 4 5 6 7 88 9 10\ncpu0 1 2 3 4 5 6 7 8 9 10\n");
	put_file("/proc/sys/kernel/tainted", "4096\n");
	put_file("/sys/devices/system/node/online", "0-1,3\n");
	put_file("/sys/kernel/mm/transparent_hugepage/enabled",
		 "always [madvise] never\n");
	put_file("/sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
	put_file("/sys/devices/system/cpu/vulnerabilities/b", "Vulnerable\n");
	put_file("/sys/devices/system/cpu/vulnerabilities/a", "Not affected\n");
	put_file("/sys/kernel/slab/kmalloc-64/sanity_checks", "1\n");
	put_file("/sys/kernel/slab/kmalloc-64/red_zone", "0\n");
	put_file("/sys/kernel/slab/kmalloc-64/poison", "1\n");
	put_file("/sys/kernel/slab/kmalloc-64/store_user", "0\n");
	put_file("/sys/kernel/slab/kmalloc-64/trace", "0\n");
	put_file("/proc/config.gz", "CONFIG_HZ=250\nCONFIG_SLUB=y\nCONFIG_OTHER=y\n"
				    "# CONFIG_KASAN is not set\nCONFIG_NUMA=m\n"
				    "CONFIG_CC_VERSION_TEXT=\"gcc 12\"\n"
				    "CONFIG_INIT_ON_FREE_DEFAULT_ON=y\n");
	return 0;
}

static int remove_one(const char *path, const struct stat *status, int type,
		      struct FTW *ftw)
{
	return remove(path);
}

static int tear_down(void **state)
{
	return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static json_t *record_of(const struct clock_facts *clock, int cpu, bool is_guest)
{
	const struct environment_source source = {
		.info = &info,
		.clock = clock,
		.cpu = cpu,
		.budget = 77,
		.is_guest = is_guest,
	};

	return environment_record(&source);
}

static void assert_field(const json_t *record, const char *theme, const char *field,
			 const char *expected)
{
	const json_t *value = json_object_get(json_object_get(record, theme), field);
	char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);

	assert_non_null(text);
	if (strcmp(text, expected))
		fail_msg("%s.%s is %s, not %s", theme, field, text, expected);
	free(text);
}

static void facts_are_found(void **state)
{
	json_t *record = record_of(&tsc, 3, false);

	assert_field(record, "clock", "kind", "\"tsc\"");
	assert_field(record, "clock", "ticks_per_add", "1.25");
	assert_field(record, "clock", "constant_tsc", "true");
	assert_field(record, "kernel", "taint", "4096");
	assert_field(record, "kernel", "command_line",
		     "\"quiet init_on_alloc=1 init_on_alloc=0 a=b\"");
	assert_field(record, "kernel", "config",
		     "{\"HZ\":250,\"SLUB\":\"y\",\"KASAN\":\"n\",\"NUMA\":\"m\","
		     "\"CC_VERSION_TEXT\":\"gcc 12\",\"INIT_ON_FREE_DEFAULT_ON\":\"y\"}");
	assert_field(record, "cpu", "model", "\"Test CPU\"");
	assert_field(record, "cpu", "flags", "\"fpu vme\"");
	assert_field(record, "cpu", "pinned", "3");
	assert_field(record, "cpu", "turbo", "false");
	assert_field(record, "cpu", "mitigations",
		     "{\"a\":\"Not affected\",\"b\":\"Vulnerable\"}");
	assert_field(record, "hypervisor", "steal_ticks", "88");
	assert_field(record, "memory", "numa_nodes", "3");
	assert_field(record, "memory", "transparent_hugepage", "\"madvise\"");
	assert_field(record, "memory", "budget_bytes", "77");
	assert_field(record, "allocator", "slub_debug", "\"sanity_checks poison\"");
	/* The last argument counts; without one the option does. */
	assert_field(record, "allocator", "init_on_alloc", "false");
	assert_field(record, "allocator", "init_on_free", "true");
	json_decref(record);
}

static const char *reason_of(const json_t *record, const char *path)
{
	const json_t *unknown = json_object_get(record, "unknown");
	const char *reason = json_string_value(json_object_get(unknown, path));

	if (!reason)
		fail_msg("no reason for %s", path);
	return reason;
}

static void what_is_missing_is_null_with_a_reason(void **state)
{
	json_t *record = record_of(NULL, CPU_ANY, true);

	assert_field(record, "cpu", "governor", "null");
	assert_non_null(strstr(reason_of(record, "cpu.governor"), "scaling_governor"));
	assert_field(record, "cpu", "pinned", "null");
	assert_non_null(strstr(reason_of(record, "cpu.pinned"), "--cpu"));
	assert_non_null(strstr(reason_of(record, "cpu.microcode"), "microcode"));
	assert_string_equal(reason_of(record, "vm"), "filled in by allocvm");
	assert_string_equal(reason_of(record, "clock"), "nothing was measured");
	json_decref(record);
}

static void boot_arguments_are_read_as_the_kernel_does(void **state)
{
	char value[64];

	assert_int_equal(boot_argument_find("xa=1 a=2 ab=3", "a", value), 0);
	assert_string_equal(value, "2");
	assert_int_equal(boot_argument_find("a", "a", value), -ENOENT);
	assert_int_equal(boot_argument_find("", "a", value), -ENOENT);
	assert_int_equal(boot_argument_find(" a= ", "a", value), 0);
	assert_string_equal(value, "");
	assert_int_equal(boot_argument_is_true("on"), 1);
	assert_int_equal(boot_argument_is_true("0"), 0);
	assert_int_equal(boot_argument_is_true("off"), 0);
	assert_int_equal(boot_argument_is_true(""), -EINVAL);
	assert_int_equal(boot_argument_is_true("maybe"), -EINVAL);
}

static void kernel_log_lines_lose_their_time(void **state)
{
	char record[] = "6,339,5140900,-;NET: registered; all\n SUBSYSTEM=net\n";
	char nothing[] = "garbage";

	assert_string_equal(kernel_log_message(record), "NET: registered; all");
	assert_null(kernel_log_message(nothing));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_are_found),
		cmocka_unit_test(what_is_missing_is_null_with_a_reason),
		cmocka_unit_test(boot_arguments_are_read_as_the_kernel_does),
		cmocka_unit_test(kernel_log_lines_lose_their_time),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
