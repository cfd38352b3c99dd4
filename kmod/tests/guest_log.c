// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the kernel has logged meanwhile, but for what it says of itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"

static int kernel_log = -1;
static bool has_kcsan;

void kernel_log_mark(void)
{
	has_kcsan = !access("/sys/kernel/debug/kcsan", F_OK);
	if (kernel_log < 0)
		kernel_log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (lseek(kernel_log, 0, SEEK_END) < 0) {
		printf("Bail out! /dev/kmsg: %s\n", strerror(errno));
		exit(1);
	}
}

/* Does the message begin so? A record is "PRIORITY,NUMBER,TIME,FLAGS;MESSAGE". */
static bool says(const char *line, const char *words)
{
	const char *message = strchr(line, ';');

	return message && !strncmp(message + 1, words, strlen(words));
}

/*
 * What a kernel says of itself some time after it has booted: its clocks are refined after
 * a second, its random numbers ready when enough has interrupted it, and on a machine that
 * others hold up an interrupt takes long.
 */
static bool is_of_boot(const char *line)
{
	return says(line, "tsc: ") || says(line, "clocksource: ") ||
	       says(line, "hrtimer: interrupt took ") || says(line, "random: crng init done");
}

/*
 * A report of a data race stands between two lines of '='. Whose race it is, stress.sh tells
 * by the whole log: a kernel with KCSAN has many of its own.
 */
static bool is_of_a_race(const char *line)
{
	static bool in_report, framed;
	bool is_frame = says(line, "==========");

	if (!has_kcsan)
		return false;
	if (is_frame) {
		/* The first of two frames, or the last. */
		framed = !in_report;
		in_report = false;
		return true;
	}
	if (framed)
		in_report = says(line, "BUG: KCSAN: ");
	framed = false;
	return in_report;
}

/*
 * debugfs warns of a file that is opened in the instant in which its module can no longer be
 * had but is not yet marked as going, in 6.1 as in the newest kernels. That the files go with
 * the module there are facts for. Of a line that only opens a report the next one tells more.
 */
static bool is_of_a_late_open(const char *line)
{
	static bool in_report;
	bool was_in_report = in_report;

	if (says(line, "debugfs file owner did not clean up at exit: "))
		in_report = true;
	else if (says(line, "---[ end trace "))
		in_report = false;
	return in_report || was_in_report || says(line, "------------[ cut here ]");
}

size_t kernel_log_lines(void)
{
	char line[8192];
	size_t lines = 0;

	for (;;) {
		ssize_t length = read(kernel_log, line, sizeof(line) - 1);

		if (length > 0) {
			line[length] = '\0';
			if (is_of_boot(line) || is_of_a_race(line) || is_of_a_late_open(line))
				continue;
			printf("# kernel log: %s", line);
			lines++;
		} else if (length == 0 || errno != EPIPE) {
			return lines;
		}
	}
}
