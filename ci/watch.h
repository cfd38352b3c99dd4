/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Watches a QEMU until it ends, falls silent, takes too long, or somebody says stop.
 */
#ifndef CI_WATCH_H
#define CI_WATCH_H

#include <stdbool.h>
#include <sys/types.h>

#include "classify.h"
#include "qemu.h"

/* The most bytes that are taken from one line of a guest. */
#define WATCH_LINE_LIMIT ((off_t)256 << 20)

/**
 * struct watch - what is watched
 * @qemu:             started; it is dead and waited for when the watch ends
 * @console, @channel: files that grow as the guest sends
 * @signals:          of signalfd(2): what asks to stop
 * @boot_seconds:     until the first byte on @channel
 * @silence_seconds:  from then on without a byte on either
 * @total_seconds:    in all
 * @verbose:          copy the console to standard error
 */
struct watch {
	const struct qemu *qemu;
	int console;
	int channel;
	int signals;
	unsigned boot_seconds;
	unsigned silence_seconds;
	unsigned total_seconds;
	bool verbose;
};

/**
 * watch_qemu() - until the end
 *
 * A line of more than WATCH_LINE_LIMIT ends it; what is beyond is cut off its file.
 *
 * @wait_status: of waitpid(2)
 * @seconds:     the deadline that passed, where one did
 */
enum ending watch_qemu(const struct watch *watch, int *wait_status, unsigned *seconds);

#endif
