// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about proofs: an answer holds for one boot of the host, one QEMU, one image. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../proof.h"

static const struct proof_key key = { "boot-1", "7.2" };
static char directory[] = "/tmp/test-proof-XXXXXX";
static char path[PATH_MAX];

static int make_directory(void **state)
{
	if (!mkdtemp(directory))
		return -1;
	snprintf(path, sizeof(path), "%s/a/kvm/answer.json", directory);
	return setenv("ALLOCBENCH_CACHE", directory, 1);
}

static int remove_directory(void **state)
{
	char command[PATH_MAX];

	snprintf(command, sizeof(command), "rm -r %s", directory);
	return system(command);
}

static void write_text(const char *file, const char *text)
{
	FILE *stream = fopen(file, "w");

	assert_non_null(stream);
	fputs(text, stream);
	assert_int_equal(fclose(stream), 0);
}

static void an_answer_is_read_as_it_was_written(void **state)
{
	const struct proof no = { false, "\"nothing\" within 10 s\n" };
	const struct proof yes = { true, "" };
	struct proof proof;

	assert_int_equal(proof_write(path, &key, &no), 0);
	assert_int_equal(proof_read(path, &key, &proof), 0);
	assert_false(proof.works);
	assert_string_equal(proof.reason, no.reason);
	assert_int_equal(proof_write(path, &key, &yes), 0);
	assert_int_equal(proof_read(path, &key, &proof), 0);
	assert_true(proof.works);
}

static void it_holds_for_one_boot_of_the_host_and_one_qemu(void **state)
{
	const struct proof_key others[] = { { "boot-2", "7.2" },
					    { "boot-1", "9.0" },
					    { "", "7.2" } };
	const struct proof yes = { true, "" };
	struct proof proof;

	assert_int_equal(proof_write(path, &key, &yes), 0);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_int_equal(proof_read(path, &others[i], &proof), -ENOENT);
}

/* A host that does not tell its boot could keep an answer for ever. */
static void a_host_without_a_boot_id_keeps_nothing(void **state)
{
	const struct proof_key none = { "", "7.2" };
	const struct proof yes = { true, "" };
	struct proof proof;

	proof_write(path, &none, &yes);
	assert_int_equal(proof_read(path, &none, &proof), -ENOENT);
}

static void what_is_no_answer_is_none(void **state)
{
	static const char *const texts[] = {
		"",
		"{",
		"[]",
		"{}",
		"{\"boot_id\":\"boot-1\",\"qemu_version\":\"7.2\",\"reason\":\"\"}",
		"{\"boot_id\":\"boot-1\",\"qemu_version\":\"7.2\",\"works\":true}",
		"{\"boot_id\":1,\"qemu_version\":\"7.2\",\"works\":true,\"reason\":\"\"}",
	};
	struct proof proof;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		write_text(path, texts[i]);
		assert_int_equal(proof_read(path, &key, &proof), -ENOENT);
	}
	assert_int_equal(proof_read("/nowhere/answer", &key, &proof), -ENOENT);
}

static void an_image_is_known_by_what_is_in_it(void **state)
{
	char image[PATH_MAX], one[PATH_MAX], other[PATH_MAX];

	snprintf(image, sizeof(image), "%s/image", directory);
	write_text(image, "kernel");
	assert_int_equal(proof_path(image, one), 0);
	assert_memory_equal(one, directory, strlen(directory));
	write_text(image, "kernel");
	assert_int_equal(proof_path(image, other), 0);
	assert_string_equal(one, other);
	write_text(image, "kernal");
	assert_int_equal(proof_path(image, other), 0);
	assert_string_not_equal(one, other);
	assert_true(proof_path("/nowhere/image", one) < 0);
}

static void an_answer_that_cannot_be_kept_is_an_error(void **state)
{
	const struct proof yes = { true, "" };

	assert_true(proof_write("/proc/nowhere/answer.json", &key, &yes) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_is_read_as_it_was_written),
		cmocka_unit_test(it_holds_for_one_boot_of_the_host_and_one_qemu),
		cmocka_unit_test(a_host_without_a_boot_id_keeps_nothing),
		cmocka_unit_test(what_is_no_answer_is_none),
		cmocka_unit_test(an_image_is_known_by_what_is_in_it),
		cmocka_unit_test(an_answer_that_cannot_be_kept_is_an_error),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
