// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about the names of kernels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

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
	{ "published:celeron,append=x", KERNEL_MACHINE, "published:celeron", "celeron", "",
	  "x", "published-celeron" },
	{ "tree:/no/linux", KERNEL_TREE, "tree:/no/linux", "/no/linux", "", "",
	  "tree-linux-51ad18d8" },
	{ "tree:/no/linux/,append=a", KERNEL_TREE, "tree:/no/linux/", "/no/linux/", "", "a",
	  "tree-linux-694a19ae" },
	{ "image:/no/a,headers:/usr/b", KERNEL_IMAGE, "image:/no/a,headers:/usr/b",
	  "/no/a", "/usr/b", "", "image-a-15ffe7e7" },
	{ "image:x y:z", KERNEL_IMAGE, "image:x y:z", "x y:z", "", "", "image-x-y-z-777533f9" },
	{ "host", KERNEL_HOST, "host", "", "", "", "host" },
	{ "host,append=a b=c,d", KERNEL_HOST, "host", "", "", "a b=c,d", "host" },
	{ "uml:bookworm", KERNEL_UML, "uml:bookworm", "bookworm", "", "", "uml-bookworm" },
	{ "file:out/r.jsonl", KERNEL_FILE, "file:out/r.jsonl", "out/r.jsonl", "", "",
	  "file-r.jsonl-7b3c633a" },
};

static const char *const bad[] = {
	"", "bookworm", "debian:", "debian", "tree:", "hosts", "host:x", "host,headers:/x",
	"treeish:/x", "debian:sid,headers:/x", "debian:sid,x=y", "image:,headers:/x", "image:a,b",
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

static void dash(const char *name, char *dashed)
{
	struct problem problem;
	struct kernel kernel;

	assert_int_equal(kernel_parse(name, &kernel, &problem), 0);
	strcpy(dashed, kernel.dashed);
}

static void paths_that_differ_have_directories_that_differ(void **state)
{
	static const char *const pairs[][2] = {
		{ "tree:/a/b", "tree:/a-b" },
		{ "tree:/x/linux", "tree:/y/linux" },
		{ "image:/x", "image:/x,headers:/y" },
		{ "image:/x,headers:/y", "image:/x,headers:/z" },
		{ "image:/x,headers:/yz", "image:/xy,headers:/z" },
		{ "tree:/x", "image:/x" },
	};
	char one[NAME_MAX], other[NAME_MAX];

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		dash(pairs[i][0], one);
		dash(pairs[i][1], other);
		assert_string_not_equal(one, other);
	}
}

static void ways_to_one_tree_are_one_directory(void **state)
{
	static const char *const ways[] = { "tree:/proc/self/", "tree:/proc/./self",
					    "tree:self", "tree:self,append=x" };
	char straight[NAME_MAX], other[NAME_MAX];

	assert_int_equal(chdir("/proc"), 0);
	dash("tree:/proc/self", straight);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		dash(ways[i], other);
		assert_string_equal(straight, other);
	}
	assert_int_equal(chdir("/sys"), 0);
	dash("tree:self", other);
	assert_string_not_equal(straight, other);
}

static void a_directory_of_a_long_path_has_a_short_name(void **state)
{
	char name[PATH_MAX] = "tree:/", one[NAME_MAX], other[NAME_MAX];

	memset(name + 6, 'a', PATH_MAX - 100);
	dash(name, one);
	assert_true(strlen(one) < 100);
	name[6] = 'b';
	dash(name, other);
	assert_string_not_equal(one, other);
	assert_true(strlen(other) < 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_names_are_taken_apart),
		cmocka_unit_test(bad_names_are_refused_with_the_name),
		cmocka_unit_test(names_that_are_too_long_are_refused),
		cmocka_unit_test(paths_that_differ_have_directories_that_differ),
		cmocka_unit_test(ways_to_one_tree_are_one_directory),
		cmocka_unit_test(a_directory_of_a_long_path_has_a_short_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
