// SPDX-License-Identifier: GPL-2.0-or-later
/* The exit codes as words. */
#include "results/verdict.h"

#include <stddef.h>

static const struct {
	int code;
	const char *name;
} exit_codes[] = {
	{ EXIT_DONE,              "done" },
	{ EXIT_TOOL_FAILURE,      "tool-failure" },
	{ EXIT_USAGE,             "usage" },
	{ EXIT_REGRESSION,        "regression" },
	{ EXIT_INCONCLUSIVE,      "inconclusive" },
	{ EXIT_NOT_COMPARABLE,    "not-comparable" },
	{ EXIT_UNFIT_ENVIRONMENT, "unfit-environment" },
	{ EXIT_NOT_TRUSTWORTHY,   "not-trustworthy" },
	{ EXIT_GUEST_PANIC,       "panic" },
	{ EXIT_GUEST_REPORT,      "report" },
	{ EXIT_GUEST_HANG,        "hang" },
	{ EXIT_GUEST_TIMEOUT,     "timeout" },
	{ EXIT_GUEST_GARBAGE,     "garbage" },
	{ EXIT_GUEST_NO_MODULE,   "no-module" },
	{ EXIT_NO_QEMU,           "no-qemu" },
	{ EXIT_SKIPPED,           "skipped" },
	{ EXIT_INTERRUPTED,       "interrupted" },
};

const char *exit_code_name(int code)
{
	for (size_t i = 0; i < sizeof(exit_codes) / sizeof(exit_codes[0]); i++)
		if (exit_codes[i].code == code)
			return exit_codes[i].name;
	return "unknown";
}
