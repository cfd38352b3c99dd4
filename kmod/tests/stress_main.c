// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a machine may do to the module while it runs: the groups that are named.
 *
 *   guest-stress [--soak] [--seed N] [--slow N] GROUP...
 *   guest-stress planted:BUG
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "stress.h"

static const struct {
	const char *name;
	void (*run)(void);
} groups[] = {
	{ "modules",       modules },
	{ "kills",         kills },
	{ "hotplug",       hotplug },
	{ "drivers",       drivers },
	{ "pressure",      pressure },
	{ "control-group", control_group },
	{ "group-oom",     group_oom },
	{ "suspend",       suspend },
	{ "largest",       largest_runs },
	{ "races",         races },
};

#define GROUP_COUNT (sizeof(groups) / sizeof(groups[0]))

static bool is_soak;
static unsigned int slowness = 1;
static uint64_t random_state = 1;

unsigned int stress_amount(unsigned int quick, unsigned int soak)
{
	return is_soak ? soak : quick;
}

double stress_seconds(double seconds)
{
	return seconds * slowness;
}

/* splitmix64, whose every seed is as good. */
unsigned int stress_random(unsigned int limit)
{
	uint64_t z = random_state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (uint32_t)(z ^ (z >> 31)) % limit;
}

void stress_sleep(double milliseconds)
{
	usleep((useconds_t)(milliseconds * 1000));
}

void stress_figure(const char *words, const char *format, ...)
{
	va_list arguments;

	printf("# figure: %s: ", words);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	fflush(stdout);
}

void stress_progress(unsigned int done, const char *what)
{
	if (done % 20)
		return;
	printf("# %u %s\n", done, what);
	fflush(stdout);
}

int stress_write(const char *path, const char *word)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	int error = 0;

	if (file < 0)
		return -errno;
	if (write(file, word, strlen(word)) < 0)
		error = -errno;
	close(file);
	return error;
}

struct holdings holdings_now(void)
{
	FILE *info = fopen(ALLOCBENCH_DIRECTORY "info", "re");
	struct holdings holdings = { UINT64_MAX, UINT64_MAX, UINT64_MAX };
	char line[4096];

	while (info && fgets(line, sizeof(line), info)) {
		sscanf(line, "live_objects: %ju", &holdings.objects);
		sscanf(line, "live_bytes: %ju", &holdings.bytes);
		sscanf(line, "buffer_in_use: %ju", &holdings.buffers);
	}
	if (info)
		fclose(info);
	return holdings;
}

bool holds_nothing(void)
{
	struct holdings now = holdings_now();

	return !now.objects && !now.bytes && !now.buffers;
}

double seconds_to_free(double limit)
{
	double start = seconds_now(), seconds = 0;

	while (!holds_nothing() && seconds <= limit) {
		stress_sleep(0.5);
		seconds = seconds_now() - start;
	}
	return seconds;
}

static void run_group(const char *name)
{
	double begin = seconds_now();

	for (size_t i = 0; i < GROUP_COUNT; i++) {
		if (strcmp(groups[i].name, name))
			continue;
		groups[i].run();
		printf("# seconds of %s: %.1f\n", name, seconds_now() - begin);
		return;
	}
	fact(false, "%s is a group", name);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--soak")) {
			is_soak = true;
		} else if (!strcmp(argv[i], "--seed") && i + 1 < argc) {
			random_state = strtoull(argv[++i], NULL, 10);
			stress_figure("stress seed", "%ju", (uintmax_t)random_state);
		} else if (!strcmp(argv[i], "--slow") && i + 1 < argc) {
			slowness = strtoul(argv[++i], NULL, 10);
		} else if (!strncmp(argv[i], "planted:", 8)) {
			planted_bug(argv[i] + 8);
		} else {
			run_group(argv[i]);
		}
	}
	return facts_end();
}
