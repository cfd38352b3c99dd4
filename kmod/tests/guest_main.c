// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Facts about the module that must be seen in a guest: all groups, or those that are named.
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

static bool is_named(const char *name, char **names)
{
	if (!*names)
		return true;
	while (*names && strcmp(*names, name) != 0)
		names++;
	return *names;
}

int main(int argc, char **argv)
{
	size_t ran = 0;
	double begin;

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		if (!is_named(groups[i].name, argv + 1))
			continue;
		begin = seconds_now();
		groups[i].run();
		printf("# seconds of %s: %.1f\n", groups[i].name, seconds_now() - begin);
		ran++;
	}
	fact(ran == (argc > 1 ? (size_t)argc - 1 : ran), "all groups asked for have run");
	return facts_end();
}
