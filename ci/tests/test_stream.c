// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about which results deserve their name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../bytes.h"
#include "../stream.h"
#include "results/cleanup.h"

static char path[] = "/tmp/allocvm-stream-XXXXXX";

static int check(const char *text, bool must_end, struct problem *problem)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	return stream_check(path, "NAME", must_end, problem);
}

static char *good_result(void)
{
	struct bytes bytes = { 0 };

	assert_int_equal(bytes_read(getenv("GOOD_RESULT"), &bytes), 0);
	return bytes.data;
}

static void a_whole_result_deserves_its_name(void **state)
{
	_cleanup_free_ char *text = good_result();
	struct problem problem;

	assert_int_equal(check(text, true, &problem), 0);
}

static void a_result_without_a_footer_must_not_be_an_end(void **state)
{
	_cleanup_free_ char *text = good_result();
	struct problem problem;

	*strstr(text, "{\"type\":\"footer\"") = '\0';
	assert_int_equal(check(text, false, &problem), 0);
	assert_int_not_equal(check(text, true, &problem), 0);
	assert_int_equal(problem.exit_code, EXIT_GUEST_GARBAGE);
	assert_non_null(strstr(problem.text, "NAME:"));
	assert_non_null(strstr(problem.text, "without a footer"));
}

static void an_interrupted_result_must_not_be_an_end(void **state)
{
	_cleanup_free_ char *text = good_result();
	struct problem problem;

	static const char whole[] = "\"complete\":true";
	char *footer = strstr(text, whole);
	_cleanup_free_ char *interrupted = NULL;
	assert_true(asprintf(&interrupted, "%.*s\"complete\":false%s",
			     (int)(footer - text), text, footer + strlen(whole)) > 0);
	assert_int_equal(check(interrupted, false, &problem), 0);
	assert_int_not_equal(check(interrupted, true, &problem), 0);
	assert_non_null(strstr(problem.text, "not complete"));
}

static void a_damaged_result_deserves_nothing(void **state)
{
	_cleanup_free_ char *text = good_result();
	struct problem problem;

	*strstr(text, "\"samples\"") = 'x';
	assert_int_not_equal(check(text, false, &problem), 0);
	assert_int_equal(problem.exit_code, EXIT_GUEST_GARBAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_result_deserves_its_name),
		cmocka_unit_test(a_result_without_a_footer_must_not_be_an_end),
		cmocka_unit_test(an_interrupted_result_must_not_be_an_end),
		cmocka_unit_test(a_damaged_result_deserves_nothing),
	};
	int fd = mkstemp(path);

	if (fd < 0)
		return 1;
	close(fd);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	return failed;
}
