// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that knows the files of the kernel's fault injection.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_faults.h"

#define DEBUGFS "/sys/kernel/debug/"
#define MANY 1000000

static const struct setting {
	const char *file, *value;
} defaults[] = {
	{ DEBUGFS "failslab/ignore-gfp-wait",          "N" },
	{ DEBUGFS "fail_page_alloc/ignore-gfp-wait",   "N" },
	{ DEBUGFS "fail_page_alloc/ignore-gfp-highmem", "N" },
	{ DEBUGFS "fail_page_alloc/min-order",         "0" },
	{ DEBUGFS "failslab/verbose",                  "0" },
	{ DEBUGFS "fail_page_alloc/verbose",           "0" },
	{ DEBUGFS "fail_usercopy/verbose",             "0" },
	{ DEBUGFS "failslab/probability",              "0" },
	{ DEBUGFS "fail_page_alloc/probability",       "0" },
	{ DEBUGFS "fail_usercopy/probability",         "0" },
};

/* What chance strikes: user copies are of this thread, and counted. */
static const char *const by_chance[] = { "failslab", "fail_page_alloc" };

#define BY_CHANCE_COUNT (sizeof(by_chance) / sizeof(by_chance[0]))

static int nth_file = -1;

static bool put(const char *path, const char *value)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	bool done = file >= 0 && write(file, value, strlen(value)) == (ssize_t)strlen(value);

	if (file >= 0)
		close(file);
	return done;
}

static bool reads_as(const char *path, const char *value)
{
	char text[32] = "";
	int file = open(path, O_RDONLY | O_CLOEXEC);
	bool same = file >= 0 && read(file, text, sizeof(text) - 1) > 0 &&
		    !strncmp(text, value, strlen(value));

	if (file >= 0)
		close(file);
	return same;
}

void faults_prepare(void)
{
	for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++) {
		if (put(defaults[i].file, defaults[i].value) &&
		    reads_as(defaults[i].file, defaults[i].value))
			continue;
		printf("Bail out! %s: cannot be set to %s: boot a kernel of ci/debug-kernel kasan\n",
		       defaults[i].file, defaults[i].value);
		exit(1);
	}
	nth_file = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	if (nth_file < 0) {
		printf("Bail out! /proc/thread-self/fail-nth: %s\n", strerror(errno));
		exit(1);
	}
}

void faults_arm(unsigned int nth)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%u", nth);

	if (pwrite(nth_file, text, (size_t)length, 0) != length) {
		printf("Bail out! fail-nth: %s\n", strerror(errno));
		exit(1);
	}
}

/* To ask is a user copy too: where that is what fails, nothing else has. */
bool faults_disarm(void)
{
	char text[16] = "";
	bool failed = pread(nth_file, text, sizeof(text) - 1, 0) > 0 && *text == '0';

	while (pwrite(nth_file, "0", 1, 0) != 1)
		;
	return failed;
}

static bool set_chance(const char *kind, const char *name, const char *value)
{
	char path[128];

	snprintf(path, sizeof(path), DEBUGFS "%s/%s", kind, name);
	return put(path, value);
}

static void need(bool done)
{
	if (done)
		return;
	printf("Bail out! fault injection by chance: %s\n", strerror(errno));
	exit(1);
}

void faults_begin(struct faults_chance chance)
{
	char percent[16], times[16];

	snprintf(percent, sizeof(percent), "%u", chance.percent);
	snprintf(times, sizeof(times), "%d", MANY);
	need(put("/proc/2/make-it-fail", chance.only_atomic ? "0" : "1"));
	for (size_t i = 0; i < BY_CHANCE_COUNT; i++) {
		const char *yes = chance.only_atomic ? "Y" : "N";

		need(set_chance(by_chance[i], "ignore-gfp-wait", yes) &&
		     set_chance(by_chance[i], "task-filter", *yes == 'Y' ? "N" : "Y") &&
		     set_chance(by_chance[i], "times", times) &&
		     set_chance(by_chance[i], "probability", percent));
	}
}

static unsigned long failed_of(const char *kind)
{
	char path[128];
	long left = MANY;
	FILE *file;

	snprintf(path, sizeof(path), DEBUGFS "%s/times", kind);
	file = fopen(path, "re");
	need(file && fscanf(file, "%ld", &left) == 1);
	fclose(file);
	return (unsigned long)(MANY - left);
}

/* Until both are off the other may still fail what this thread needs to turn it off. */
unsigned long faults_end(void)
{
	unsigned long failed = 0;

	for (size_t i = 0; i < BY_CHANCE_COUNT; i++) {
		while (!set_chance(by_chance[i], "probability", "0"))
			;
	}
	for (size_t i = 0; i < BY_CHANCE_COUNT; i++) {
		failed += failed_of(by_chance[i]);
		need(set_chance(by_chance[i], "times", "-1") &&
		     set_chance(by_chance[i], "task-filter", "N") &&
		     set_chance(by_chance[i], "ignore-gfp-wait", "N"));
	}
	need(put("/proc/2/make-it-fail", "0"));
	return failed;
}
