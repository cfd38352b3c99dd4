// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every allocation and user copy of the module's life failed in turn: it answers with an errno
 * of the contract, holds nothing, and does the next thing well. Wants a kernel of
 * ci/debug-kernel kasan.
 *
 *   guest-failures [GROUP...]    module files requests threads; or few, some of the requests;
 *                                or control, the kernel's own dma_map_benchmark, which does
 *                                not survive this
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "guest.h"
#include "guest_failures.h"
#include "guest_faults.h"
#include "guest_leaks.h"

/* An operation that still has points after so many has no end. */
#define MOST_POINTS 20000
#define KINDS 16
#define FIRST_POINTS 64

static struct {
	const char *kind;
	unsigned long operations, points, errors;
} figures[KINDS];

/* What a failed allocation or user copy may give, of the kernel's own calls around ours. */
static bool is_of_contract(int result)
{
	return result == 0 || result == -ENOMEM || result == -EFAULT || result == -ENFILE;
}

static void count(const char *kind, unsigned long points, unsigned long errors)
{
	size_t i = 0;

	while (figures[i].kind && strcmp(figures[i].kind, kind) != 0)
		i++;
	figures[i].kind = kind;
	figures[i].operations++;
	figures[i].points += points;
	figures[i].errors += errors;
}

static bool fail_point(const struct operation *operation, unsigned int nth, int *result,
		       bool *failed)
{
	bool holds;

	if (operation->prepare)
		operation->prepare(operation->argument);
	faults_arm(nth);
	*result = operation->act(operation->argument);
	*failed = faults_disarm();
	holds = operation->finish(operation->argument, *result) &&
		(*failed ? is_of_contract(*result) : *result == 0);
	if (!holds)
		printf("# %s: point %u, %s: %s, %llu objects live\n", operation->name, nth,
		       *failed ? "failed" : "none failed", strerror(-*result),
		       (unsigned long long)info_number("live_objects"));
	return holds;
}

bool fail_some(const char *kind, const struct operation *operation, unsigned int stride)
{
	unsigned long points = 0, errors = 0;
	unsigned int nth = 1;
	bool holds = true, failed = true;
	int result;

	for (; failed && holds && nth <= MOST_POINTS; nth += nth < FIRST_POINTS ? 1 : stride) {
		holds = fail_point(operation, nth, &result, &failed);
		points += failed;
		errors += result != 0;
	}
	count(kind, points, errors);
	if (holds && failed)
		printf("# %s: has no end\n", operation->name);
	return holds && !failed;
}

bool exhaust(const char *kind, const struct operation *operation)
{
	return fail_some(kind, operation, 1);
}

void figures_print(void)
{
	unsigned long points = 0;

	for (size_t i = 0; i < KINDS && figures[i].kind; i++) {
		printf("# figure: points failed in %s: %lu in %lu operations, %lu gave an errno\n",
		       figures[i].kind, figures[i].points, figures[i].operations,
		       figures[i].errors);
		points += figures[i].points;
	}
	/* What strikes by chance has none. */
	if (figures[0].kind)
		printf("# figure: points failed: %lu\n", points);
}

/* Of one reading: it costs more than most requests. */
bool is_at_rest(void)
{
	unsigned long long objects = 1, bytes = 1;
	FILE *info = fopen(ALLOCBENCH_DIRECTORY "info", "re");
	char line[4096];

	while (info && fgets(line, sizeof(line), info)) {
		sscanf(line, "live_objects: %llu", &objects);
		sscanf(line, "live_bytes: %llu", &bytes);
	}
	if (info)
		fclose(info);
	return info && !objects && !bytes;
}

static bool asked_for(const char *name, char *const *arguments)
{
	if (!*arguments)
		return strcmp(name, "control") != 0 && strcmp(name, "few") != 0;
	for (; *arguments; arguments++) {
		if (!strcmp(*arguments, name))
			return true;
	}
	return false;
}

static const struct {
	const char *name;
	void (*run)(void);
} groups[] = {
	{ "few",      few_failures },
	{ "module",   module_failures },
	{ "files",    file_failures },
	{ "requests", request_failures },
	{ "threads",  thread_failures },
	{ "control",  dma_map_benchmark_failures },
};

int main(int argc, char **argv)
{
	(void)argc;
	pin_to_first_cpu();
	faults_prepare();
	leaks_forget();
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		double begin = seconds_now();

		if (!asked_for(groups[i].name, argv + 1))
			continue;
		groups[i].run();
		printf("# seconds of %s: %.1f\n", groups[i].name, seconds_now() - begin);
	}
	fact(is_at_rest() && info_number("buffer_in_use") == 0, "nothing is live at the end");
	fact(leaks_found() == 0, "kmemleak finds nothing in two scans");
	figures_print();
	return facts_end();
}
