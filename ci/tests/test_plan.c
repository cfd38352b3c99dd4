// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about what enters a guest: the same every time, and another where asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../bytes.h"
#include "../initramfs.h"
#include "../plan.h"

static char directory[] = "/tmp/allocvm-plan-XXXXXX";

static void write_file(const char *name, const char *text)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int set_up(void **state)
{
	char path[PATH_MAX];

	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/ci", directory);
	mkdir(path, 0700);
	setenv("ALLOCVM_GUEST_DIR", directory, 1);
	write_file("ci/guest-init", "init");
	write_file("kernel", "kernel");
	write_file("driver", "driver");
	return 0;
}

static int tear_down(void **state)
{
	static const char *const names[] = { "ci/guest-init", "ci", "kernel", "driver",
					     "" };
	char path[PATH_MAX];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", directory, names[i]);
		remove(path);
	}
	return 0;
}

static struct boot_options options_of(char *const *arguments)
{
	static char driver[PATH_MAX];
	struct boot_options options = {
		.machine = machine_of_clock("icount"),
		.driver = driver,
		.arguments = arguments,
	};
	struct problem problem;
	char name[PATH_MAX];

	snprintf(name, sizeof(name), "image:%s/kernel", directory);
	snprintf(driver, sizeof(driver), "%s/driver", directory);
	assert_int_equal(kernel_parse(name, &options.kernel, &problem), 0);
	return options;
}

struct made {
	struct plan plan;
	struct bytes initramfs;
};

static struct made make(const struct boot_options *options)
{
	struct problem problem;
	struct made made;

	assert_int_equal(plan_make(options, &made.plan, &problem), 0);
	assert_int_equal(bytes_read_fd(made.plan.initramfs, &made.initramfs), 0);
	plan_close(&made.plan);
	return made;
}

static void two_plans_are_equal_byte_by_byte(void **state)
{
	char *arguments[] = { "run", "--preset", "book", NULL };
	struct boot_options options = options_of(arguments);
	struct made one = make(&options);
	sleep(1); /* for a time stamp to change */
	struct made other = make(&options);

	assert_int_equal(one.initramfs.size, other.initramfs.size);
	assert_memory_equal(one.initramfs.data, other.initramfs.data, one.initramfs.size);
	assert_string_equal(one.plan.token, other.plan.token);
	assert_string_equal(one.plan.command_line, other.plan.command_line);
	assert_null(memmem(one.initramfs.data, one.initramfs.size, directory,
			   strlen(directory)));
	assert_null(strstr(one.plan.command_line, directory));
	bytes_free(&one.initramfs);
	bytes_free(&other.initramfs);
}

static void change_perturbation(struct boot_options *options)
{
	options->perturb = 1;
}

static void change_boot_arguments(struct boot_options *options)
{
	strcpy(options->append, "quiet");
}

static void change_arguments(struct boot_options *options)
{
	static char *arguments[] = { "ru", "n", NULL };

	options->arguments = arguments;
}

static void change_driver(struct boot_options *options)
{
	options->driver = NULL;
}

static void change_kernel(struct boot_options *options)
{
	write_file("kernel", "another kernel");
}

static void whatever_differs_has_another_token(void **state)
{
	static void (*const changes[])(struct boot_options *options) = {
		change_perturbation, change_boot_arguments, change_arguments, change_driver,
		change_kernel,
	};
	char *arguments[] = { "run", NULL };

	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct boot_options options = options_of(arguments);
		struct made one = make(&options);
		changes[i](&options);
		struct made other = make(&options);

		print_message("change %zu\n", i);
		assert_int_equal(strlen(one.plan.token), GUEST_TOKEN_LENGTH);
		assert_string_not_equal(one.plan.token, other.plan.token);
		bytes_free(&one.initramfs);
		bytes_free(&other.initramfs);
	}
}

static void a_perturbation_moves_seed_layout_and_arguments(void **state)
{
	char *arguments[] = { NULL };
	struct boot_options options = options_of(arguments);
	struct made plain = make(&options);
	options.perturb = 3;
	struct made perturbed = make(&options);
	options.perturb = 4;
	struct made again = make(&options);

	assert_int_equal(plain.plan.seed, PLAN_SEED);
	assert_int_equal(perturbed.plan.seed, PLAN_SEED + 3);
	assert_true(perturbed.initramfs.size > plain.initramfs.size);
	assert_int_not_equal(perturbed.initramfs.size, again.initramfs.size);
	assert_null(strstr(plain.plan.command_line, "perturb"));
	assert_null(memmem(plain.initramfs.data, plain.initramfs.size, GUEST_PERTURB,
			   sizeof(GUEST_PERTURB)));
	assert_non_null(memmem(perturbed.initramfs.data, perturbed.initramfs.size,
			       GUEST_PERTURB, sizeof(GUEST_PERTURB)));
	assert_non_null(strstr(perturbed.plan.command_line, " allocvm.perturb=3"));
	bytes_free(&again.initramfs);
	bytes_free(&plain.initramfs);
	bytes_free(&perturbed.initramfs);
}

static void missing_files_are_named(void **state)
{
	char *arguments[] = { NULL };
	struct boot_options options = options_of(arguments);
	struct problem problem;
	struct plan plan;

	options.module = "/nowhere/allocbench.ko";
	assert_true(plan_make(&options, &plan, &problem) < 0);
	plan_close(&plan);
	assert_int_equal(problem.exit_code, EXIT_GUEST_NO_MODULE);
	assert_non_null(strstr(problem.text, "/nowhere/allocbench.ko"));
}

/* Its programs are not those of a 64-bit kernel. */
static void a_32_bit_kernel_gets_programs_of_its_own(void **state)
{
	static const char elf_i386[64] = { 0x7f, 'E', 'L', 'F', [18] = 3 };
	char *arguments[] = { NULL };
	struct boot_options options = options_of(arguments);
	struct problem problem;
	char path[PATH_MAX];
	struct plan plan;

	plan_guest_path(&options.kernel, "ci/guest-init", path);
	assert_null(strstr(path, "guest/i386"));
	snprintf(path, sizeof(path), "%s/kernel", directory);
	FILE *kernel = fopen(path, "w");
	assert_non_null(kernel);
	fwrite(elf_i386, 1, sizeof(elf_i386), kernel);
	fclose(kernel);

	assert_true(plan_make(&options, &plan, &problem) < 0);
	plan_close(&plan);
	assert_non_null(strstr(problem.text, "/guest/i386/ci/guest-init"));
	assert_non_null(strstr(problem.text, "ci/get-kernel --module"));
	write_file("kernel", "kernel");
}

/* "070701", then thirteen fields of eight hexadecimal digits; the sixth is the mtime. */
static void the_archive_has_no_times_and_inodes_in_order(void **state)
{
	static const struct initramfs_entry entries[] = {
		{ "dev", S_IFDIR | 0755, NULL, 0 },
		{ "init", S_IFREG | 0755, "abcde", 5 },
	};
	size_t size;
	char *archive;

	assert_int_equal(initramfs_make(entries, 2, &archive, &size), 0);
	assert_memory_equal(archive,
			    "07070100000001000041ed000000000000000000000001"
			    "0000000000000000",
			    62);
	assert_non_null(memmem(archive, size, "07070100000002000081ed", 22));
	assert_non_null(memmem(archive, size, "TRAILER!!!", 10));
	free(archive);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_plans_are_equal_byte_by_byte),
		cmocka_unit_test(whatever_differs_has_another_token),
		cmocka_unit_test(a_perturbation_moves_seed_layout_and_arguments),
		cmocka_unit_test(missing_files_are_named),
		cmocka_unit_test(a_32_bit_kernel_gets_programs_of_its_own),
		cmocka_unit_test(the_archive_has_no_times_and_inodes_in_order),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
