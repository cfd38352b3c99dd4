// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The examples of the man page, $ALLOCBENCH_PAGE, as they stand there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "driver.h"

/* Takes the page's markup and the shell's quotes out of a line. */
static void strip(char *line)
{
	char *to = line;
	char *newline = strpbrk(line, "\n");

	if (newline)
		*newline = 0;
	if (strlen(line) > 2 && !strcmp(line + strlen(line) - 2, "++"))
		line[strlen(line) - 2] = 0;
	for (const char *from = line; *from; from++) {
		if (*from != '\\' && *from != '\'')
			*to++ = *from;
	}
	*to = 0;
}

static void run_example(char *line)
{
	struct outcome outcome;

	strip(line);
	outcome = driver_run("", line);
	if (outcome.exit_code)
		fail_msg("allocbench %s: exit %d, %s", line, outcome.exit_code,
			 outcome.messages);
}

static void every_example_of_the_page_works(void **state)
{
	static const char sudo[] = "sudo allocbench ";
	char line[512];
	unsigned int examples = 0;
	FILE *page = fopen(getenv("ALLOCBENCH_PAGE"), "r");

	assert_non_null(page);
	assert_int_equal(chdir(driver_directory()), 0);
	while (fgets(line, sizeof(line), page)) {
		char *command = line + strspn(line, "\t");

		if (strncmp(command, sudo, strlen(sudo)))
			continue;
		run_example(command + strlen(sudo));
		examples++;
	}
	fclose(page);
	assert_in_range(examples, 10, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_example_of_the_page_works),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
