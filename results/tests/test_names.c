// SPDX-License-Identifier: GPL-2.0-or-later
/* The tables of clocks and exit codes. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "results/clock.h"
#include "results/verdict.h"

static const char *const names[] = { "emulated", "tsc", "icount", "uml" };

static void a_clock_has_a_name_and_a_unit(void **state)
{
	for (size_t i = 0; i < 4; i++) {
		enum clock_kind clock = CLOCK_TSC;

		assert_int_equal(clock_from_name(names[i], &clock), 0);
		assert_string_equal(clock_name(clock), names[i]);
		assert_true(strlen(clock_unit(clock)) > 0);
	}
	assert_string_equal(clock_unit(CLOCK_ICOUNT), "instructions");
	assert_string_equal(clock_unit(CLOCK_TSC), "TSC ticks");
}

static void other_names_are_no_clocks(void **state)
{
	enum clock_kind clock;

	assert_int_equal(clock_from_name("", &clock), -EINVAL);
	assert_int_equal(clock_from_name("TSC", &clock), -EINVAL);
	assert_int_equal(clock_from_name("tsc ", &clock), -EINVAL);
}

static void only_a_meaningful_clock_compares_and_only_with_itself(void **state)
{
	for (enum clock_kind one = CLOCK_EMULATED; one <= CLOCK_UML; one++) {
		assert_int_equal(clock_is_meaningful(one), one != CLOCK_EMULATED);
		for (enum clock_kind other = CLOCK_EMULATED; other <= CLOCK_UML; other++)
			assert_int_equal(clock_may_compare(one, other),
					 one == other && one != CLOCK_EMULATED);
	}
}

static void an_exit_code_has_a_word(void **state)
{
	assert_string_equal(exit_code_name(EXIT_DONE), "done");
	assert_string_equal(exit_code_name(EXIT_GUEST_PANIC), "panic");
	assert_string_equal(exit_code_name(EXIT_INTERRUPTED), "interrupted");
	assert_string_equal(exit_code_name(99), "unknown");
	assert_string_equal(exit_code_name(-1), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_has_a_name_and_a_unit),
		cmocka_unit_test(other_names_are_no_clocks),
		cmocka_unit_test(only_a_meaningful_clock_compares_and_only_with_itself),
		cmocka_unit_test(an_exit_code_has_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
