// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The loop around a running QEMU.
 */
#include "watch.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How often the files are looked at; QEMU's end and a signal wake at once. */
#define LOOK_MILLISECONDS 50

/* What was seen of a guest, and when. */
struct progress {
	double start;
	double last_byte;
	off_t console_size;
	off_t channel_size;
};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static off_t size_of(int fd)
{
	struct stat status;

	return fstat(fd, &status) ? 0 : status.st_size;
}

/* A guest's bytes must not command the terminal. */
static void show(int console, off_t from, off_t to)
{
	char bytes[4096];

	while (from < to) {
		ssize_t got = pread(console, bytes, sizeof(bytes), from);
		if (got <= 0)
			return;
		for (ssize_t i = 0; i < got; i++)
			if (bytes[i] == '\n' || bytes[i] == '\t' ||
			    (unsigned char)bytes[i] >= ' ')
				fputc(bytes[i], stderr);
		from += got;
	}
}

static void look(const struct watch *watch, struct progress *progress)
{
	off_t console_size = size_of(watch->console);
	off_t channel_size = size_of(watch->channel);

	if (watch->verbose)
		show(watch->console, progress->console_size, console_size);
	if (console_size != progress->console_size ||
	    channel_size != progress->channel_size)
		progress->last_byte = now();
	progress->console_size = console_size;
	progress->channel_size = channel_size;
}

/* Return: is a line longer than any that is taken? Then it no longer is. */
static bool cut_flood(int line, off_t size)
{
	return size > WATCH_LINE_LIMIT && !ftruncate(line, WATCH_LINE_LIMIT);
}

static bool is_flooded(const struct progress *progress)
{
	return progress->console_size > WATCH_LINE_LIMIT ||
	       progress->channel_size > WATCH_LINE_LIMIT;
}

/* Return: has a deadline passed? */
static bool is_over(const struct watch *watch, const struct progress *progress,
		    enum ending *ending, unsigned *seconds)
{
	const double time = now();
	const bool begun = progress->channel_size > 0;
	const struct {
		double since;
		unsigned limit;
		enum ending ending;
		bool counts;
	} deadlines[] = {
		{ progress->start,     watch->boot_seconds,    ENDING_NO_BOOT, !begun },
		{ progress->last_byte, watch->silence_seconds, ENDING_SILENCE, begun },
		{ progress->start,     watch->total_seconds,   ENDING_TIMEOUT, true },
	};

	for (size_t i = 0; i < sizeof(deadlines) / sizeof(deadlines[0]); i++) {
		if (!deadlines[i].counts ||
		    time - deadlines[i].since < deadlines[i].limit)
			continue;
		*ending = deadlines[i].ending;
		*seconds = deadlines[i].limit;
		return true;
	}
	return false;
}

enum ending watch_qemu(const struct watch *watch, int *wait_status, unsigned *seconds)
{
	struct pollfd events[] = {
		{ .fd = watch->qemu->pidfd, .events = POLLIN },
		{ .fd = watch->signals, .events = POLLIN },
	};
	struct progress progress = { .start = now() };
	enum ending ending = ENDING_EXITED;

	progress.last_byte = progress.start;
	*seconds = 0;
	do {
		poll(events, 2, LOOK_MILLISECONDS);
		look(watch, &progress);
		if (events[0].revents)
			break;
		if (events[1].revents) {
			ending = ENDING_INTERRUPTED;
			break;
		}
		if (is_flooded(&progress)) {
			ending = ENDING_FLOOD;
			break;
		}
	} while (!is_over(watch, &progress, &ending, seconds));

	if (ending != ENDING_EXITED)
		qemu_kill(watch->qemu);
	while (waitpid(watch->qemu->pid, wait_status, 0) < 0 && errno == EINTR)
		;
	look(watch, &progress);
	bool cut_console = cut_flood(watch->console, progress.console_size);
	bool cut_channel = cut_flood(watch->channel, progress.channel_size);
	return cut_console || cut_channel ? ENDING_FLOOD : ending;
}
