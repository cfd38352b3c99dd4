// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about the options of a boot: what a machine's row gives, and what overrules it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../options.h"

static const char table[] = "# a comment = debian:none 1\n"
			    "debian:some/flavour amd64 some image headers\n"
			    "published:small = debian:some/flavour 268\n"
			    "published:broken = debian:some/flavour\n"
			    "published:lost = debian:nowhere 64\n"
			    "uml:some um some -\n";

static char table_path[] = "/tmp/test-options-XXXXXX";

static int write_table(void **state)
{
	int fd = mkstemp(table_path);
	FILE *stream = fd < 0 ? NULL : fdopen(fd, "w");

	if (!stream || fputs(table, stream) < 0 || fclose(stream))
		return -1;
	return setenv("ALLOCVM_KERNELS", table_path, 1);
}

static int remove_table(void **state)
{
	return unlink(table_path);
}

/* Arguments as typed, separated by single spaces. */
static struct boot_options parse(const char *line)
{
	static char text[256];
	char *arguments[16] = { "allocvm boot" };
	struct boot_options options = { 0 };
	int count = 1;

	snprintf(text, sizeof(text), "%s", line);
	for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
		arguments[count++] = word;
	assert_int_equal(argp_parse(&options_argp, count, arguments, 0, NULL, &options),
			 0);
	return options;
}

static void a_machine_is_a_kernel_in_its_memory(void **state)
{
	struct boot_options options =
		parse("-k published:small,append=a.b=c --append d --clock emulated");

	assert_string_equal(options.kernel.name, "debian:some/flavour");
	assert_string_equal(options.kernel.dashed, "debian-some-flavour");
	assert_int_equal(options.kernel.kind, KERNEL_ROW);
	assert_int_equal(options.memory_mib, 268);
	assert_string_equal(options.append, "a.b=c d");
}

static void memory_that_is_asked_for_overrules(void **state)
{
	assert_int_equal(parse("-k published:small -m 512").memory_mib, 512);
	assert_int_equal(parse("-m 512 -k published:small").memory_mib, 512);
}

static void another_kernel_gets_the_usual_memory(void **state)
{
	unsigned usual = parse("-k debian:some/flavour").memory_mib;

	assert_int_equal(parse("").memory_mib, usual);
	assert_int_equal(parse("-k published:small -k debian:some/flavour").memory_mib,
			 usual);
	assert_int_not_equal(usual, 268);
}

static void the_same_boot_takes_another_kernel(void **state)
{
	struct boot_options options = parse("--append d");
	struct boot_options given = parse("-m 512");
	struct problem problem;

	assert_int_equal(options_take_kernel(&options, "published:small,append=a",
					     &problem),
			 0);
	assert_string_equal(options.kernel.name, "debian:some/flavour");
	assert_int_equal(options.memory_mib, 268);
	assert_string_equal(options.append, "a d");
	assert_int_equal(options_take_kernel(&given, "published:small", &problem), 0);
	assert_int_equal(given.memory_mib, 512);
}

static void a_machine_that_is_not_in_the_table_is_a_problem(void **state)
{
	static const char *const names[] = { "published:none", "published:broken" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct problem problem = { 0 };
		struct kernel kernel;

		assert_int_equal(kernel_parse(names[i], &kernel, &problem), 0);
		assert_int_equal(kernel_resolve(&kernel, &problem), -ENOENT);
		assert_int_equal(problem.exit_code, EXIT_USAGE);
		assert_non_null(strstr(problem.text, names[i]));
	}
}

static void a_machine_of_a_kernel_without_a_row_boots_nothing(void **state)
{
	struct boot_options options = parse("-k published:lost");
	struct problem problem = { 0 };
	char path[PATH_MAX];

	assert_int_equal(kernel_image(&options.kernel, path, &problem), -ENOENT);
	assert_non_null(strstr(problem.text, "debian:nowhere"));
}

static void the_clock_is_chosen_by_option_then_environment(void **state)
{
	unsetenv("ALLOCVM_CLOCK");
	assert_true(parse("").clock_is_auto);
	assert_true(parse("--clock auto").clock_is_auto);
	assert_false(parse("--clock icount").clock_is_auto);
	assert_string_equal(parse("--clock tsc").machine->name, "kvm");
	setenv("ALLOCVM_CLOCK", "emulated", 1);
	assert_string_equal(parse("").machine->name, "tcg");
	assert_false(parse("").clock_is_auto);
	assert_string_equal(parse("--clock icount").machine->name, "icount");
	assert_true(parse("--clock auto").clock_is_auto);
	setenv("ALLOCVM_CLOCK", "", 1);
	assert_true(parse("").clock_is_auto);
}

static void emulated_cpus_take_turns_unless_asked(void **state)
{
	assert_false(parse("--clock emulated --cpus 2").parallel);
	assert_true(parse("--clock emulated --cpus 2 --parallel").parallel);
}

static void the_name_of_a_kernel_of_user_mode_linux_is_its_clock(void **state)
{
	struct problem problem;

	unsetenv("ALLOCVM_CLOCK");
	assert_string_equal(parse("-k uml:some").machine->name, "uml");
	assert_false(parse("-k uml:some").clock_is_auto);
	assert_string_equal(parse("-k uml:some --clock auto").machine->name, "uml");
	assert_string_equal(parse("--clock uml -k uml:some").machine->name, "uml");
	assert_int_equal(parse("-k uml:some").memory_mib, 512);
	assert_string_equal(parse("-k debian:some/flavour").machine->name, "icount");
	/* What the environment asks for is for those that have a choice. */
	setenv("ALLOCVM_CLOCK", "icount", 1);
	assert_string_equal(parse("-k uml:some").machine->name, "uml");
	struct boot_options options = parse("");
	assert_int_equal(options_take_kernel(&options, "uml:some", &problem), 0);
	assert_string_equal(options.machine->name, "uml");
	unsetenv("ALLOCVM_CLOCK");
}

static void another_clock_is_a_wrong_usage(void **state)
{
	static const struct {
		const char *line, *kernel, *words;
	} cases[] = {
		{ "--clock icount", "uml:some", "--clock icount: uml:some" },
		{ "--clock tsc", "uml:some", "whose only clock is uml" },
		{ "-k uml:some --clock uml", "debian:some/flavour", "runs in a VM" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct boot_options options = parse(cases[i].line);
		struct problem problem = { 0 };

		assert_int_equal(options_take_kernel(&options, cases[i].kernel, &problem),
				 -EINVAL);
		assert_int_equal(problem.exit_code, EXIT_USAGE);
		assert_non_null(strstr(problem.text, cases[i].words));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_machine_is_a_kernel_in_its_memory),
		cmocka_unit_test(memory_that_is_asked_for_overrules),
		cmocka_unit_test(another_kernel_gets_the_usual_memory),
		cmocka_unit_test(the_same_boot_takes_another_kernel),
		cmocka_unit_test(a_machine_that_is_not_in_the_table_is_a_problem),
		cmocka_unit_test(a_machine_of_a_kernel_without_a_row_boots_nothing),
		cmocka_unit_test(the_clock_is_chosen_by_option_then_environment),
		cmocka_unit_test(emulated_cpus_take_turns_unless_asked),
		cmocka_unit_test(the_name_of_a_kernel_of_user_mode_linux_is_its_clock),
		cmocka_unit_test(another_clock_is_a_wrong_usage),
	};

	return cmocka_run_group_tests(tests, write_table, remove_table);
}
