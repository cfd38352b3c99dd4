// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Releases as distributions spell them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "analysis/kernel_release.h"

static const struct {
	const char *release;
	const char *series;
	const char *flavour;
} releases[] = {
	{ "5.10.0-46-amd64",            "5.10",  "amd64" },
	{ "6.1.0-56-cloud-amd64",       "6.1",   "cloud-amd64" },
	{ "6.1.0-50-686",               "6.1",   "" },
	{ "6.12.117+deb13-amd64",       "6.12",  "amd64" },
	{ "6.12.9+bpo-rt-amd64",        "6.12",  "rt-amd64" },
	{ "5.15.0-91-generic",          "5.15",  "generic" },
	{ "6.11.4-301.fc41.x86_64",     "6.11",  "" },
	{ "6.1.192",                    "6.1",   "" },
	{ "7.3-rc2",                    "7.3",   "" },
	{ "7.3.0-rc2-mine",             "7.3",   "mine" },
	{ "7.3.0-rcu-test",             "7.3",   "rcu-test" },
	{ "6.1.192-mine-2",             "6.1",   "mine-2" },
	{ "unknown (not in a file)",    "unknown (not in a file)", "unknown (not in a file)" },
	{ "6",                          "6",     "" },
	{ "6.",                         "6.",    "" },
	{ "",                           "",      "" },
};

static void a_release_is_taken_apart(void **state)
{
	for (size_t i = 0; i < sizeof(releases) / sizeof(releases[0]); i++) {
		char *series = kernel_release_series(releases[i].release);

		assert_string_equal(series, releases[i].series);
		assert_string_equal(kernel_release_flavour(releases[i].release),
				    releases[i].flavour);
		free(series);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_release_is_taken_apart),
	};

	return cmocka_run_group_tests_name("kernel release", tests, NULL, NULL);
}
