// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about the names of kernels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <errno.h>

#include <cmocka.h>

#include "../kernels.h"

static const struct {
	const char *text;
	enum kernel_kind kind;
	const char *name, *value, *headers, *append, *dashed;
} good[] = {
	{ "debian:bookworm/cloud", KERNEL_ROW, "debian:bookworm/cloud", "bookworm/cloud", "",
	  "", "debian-bookworm-cloud" },
	{ "debian:sid", KERNEL_ROW, "debian:sid", "sid", "", "", "debian-sid" },
	{ "debian:sid,append=init_on_alloc=1", KERNEL_ROW, "debian:sid", "sid", "",
	  "init_on_alloc=1", "debian-sid" },
	{ "tree:/src/linux", KERNEL_TREE, "tree:/src/linux", "/src/linux", "", "",
	  "tree--src-linux" },
	{ "image:/boot/a,headers:/usr/b", KERNEL_IMAGE, "image:/boot/a,headers:/usr/b",
	  "/boot/a", "/usr/b", "", "image--boot-a,headers--usr-b" },
	{ "image:x", KERNEL_IMAGE, "image:x", "x", "", "", "image-x" },
	{ "host", KERNEL_HOST, "host", "", "", "", "host" },
	{ "host,append=a b=c,d", KERNEL_HOST, "host", "", "", "a b=c,d", "host" },
	{ "uml:bookworm", KERNEL_UML, "uml:bookworm", "bookworm", "", "", "uml-bookworm" },
	{ "file:out/r.jsonl", KERNEL_FILE, "file:out/r.jsonl", "out/r.jsonl", "", "",
	  "file-out-r.jsonl" },
};

static const char *const bad[] = {
	"", "bookworm", "debian:", "debian", "tree:", "hosts", "host:x", "host,headers:/x",
	"debian:sid,headers:/x", "debian:sid,x=y", "image:,headers:/x", "image:a,b",
	"debian:\n", "debian:a\x7f", "debian:sid,append=a\tb", ",append=x",
};

static void good_names_are_taken_apart(void **state)
{
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct problem problem;
		struct kernel kernel;

		assert_int_equal(kernel_parse(good[i].text, &kernel, &problem), 0);
		assert_int_equal(kernel.kind, good[i].kind);
		assert_string_equal(kernel.name, good[i].name);
		assert_string_equal(kernel.value, good[i].value);
		assert_string_equal(kernel.headers, good[i].headers);
		assert_string_equal(kernel.append, good[i].append);
		assert_string_equal(kernel.dashed, good[i].dashed);
	}
}

static void bad_names_are_refused_with_the_name(void **state)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct problem problem;
		struct kernel kernel;

		print_message("\"%s\"\n", bad[i]);
		assert_int_equal(kernel_parse(bad[i], &kernel, &problem), -EINVAL);
		assert_int_equal(problem.exit_code, EXIT_USAGE);
		assert_non_null(strstr(problem.text, "not a kernel's name"));
	}
}

static void names_that_are_too_long_are_refused(void **state)
{
	static char text[2 * PATH_MAX];
	struct problem problem;
	struct kernel kernel;

	memset(text, 'a', sizeof(text) - 1);
	memcpy(text, "image:", 6);
	assert_int_equal(kernel_parse(text, &kernel, &problem), -EINVAL);
	memset(text, 'a', sizeof(text) - 1);
	memcpy(text, "host,append=", 12);
	text[PATH_MAX - 8] = '\0';
	assert_int_equal(kernel_parse(text, &kernel, &problem), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_names_are_taken_apart),
		cmocka_unit_test(bad_names_are_refused_with_the_name),
		cmocka_unit_test(names_that_are_too_long_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
