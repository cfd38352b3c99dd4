// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Facts about the module that must be seen in a guest: all groups, or those that are named,
 * or all but those.
 */
#include <stdio.h>
#include <string.h>

#include "guest.h"

static const struct {
	const char *name;
	void (*run)(void);
} groups[] = {
	{ "refusals",      refusals },
	{ "stream",        stream },
	{ "signals",       signals },
	{ "patterns",      patterns },
	{ "cpus",          cpus },
	{ "matrix",        matrix },
	{ "flags",         flags },
	{ "usable",        usable },
	{ "deferred",      deferred },
	{ "held",          held },
	{ "counters",      counters },
	{ "timing",        timing },
	{ "amortised",     amortised_costs },
	{ "access_rights", access_rights }, /* gives up rights, locks the kernel down: last */
};

#define GROUP_COUNT (sizeof(groups) / sizeof(groups[0]))

/* All are where none is named; "-NAME" leaves one out. */
static bool is_asked_for(const char *name, char *const *arguments)
{
	bool asked = true;

	for (; *arguments; arguments++) {
		if (**arguments == '-' && !strcmp(*arguments + 1, name))
			return false;
		if (**arguments != '-' && !strcmp(*arguments, name))
			return true;
		asked &= **arguments == '-';
	}
	return asked;
}

static bool is_group(const char *argument)
{
	argument += *argument == '-';
	for (size_t i = 0; i < GROUP_COUNT; i++) {
		if (!strcmp(groups[i].name, argument))
			return true;
	}
	return false;
}

static void run_group(size_t i)
{
	double begin = seconds_now();

	groups[i].run();
	printf("# seconds of %s: %.1f\n", groups[i].name, seconds_now() - begin);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		fact(is_group(argv[i]), "%s is a group", argv[i]);
	for (size_t i = 0; i < GROUP_COUNT; i++) {
		if (is_asked_for(groups[i].name, argv + 1))
			run_group(i);
	}
	return facts_end();
}
