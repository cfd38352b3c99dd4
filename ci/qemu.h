/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Starts QEMU, or a kernel of user-mode Linux in its place: a process that never outlives
 * allocvm.
 */
#ifndef CI_QEMU_H
#define CI_QEMU_H

#include <signal.h>
#include <sys/types.h>

#include "plan.h"

#define QEMU_VERSION_LENGTH 96

/**
 * struct qemu - a running QEMU
 * @pid:     of the process
 * @pidfd:   readable once it has ended
 * @message: a file in memory with its standard error
 */
struct qemu {
	pid_t pid;
	int pidfd;
	int message;
};

/**
 * qemu_version() - "7.2.22 (Debian ...)", as the program itself says; of none, ""
 *
 * Return: 0 or -errno with a problem (EXIT_NO_QEMU).
 */
int qemu_version(const char *program, char version[static QEMU_VERSION_LENGTH],
		 struct problem *problem);

/**
 * qemu_start() - boot a plan
 * @console, @channel: open files that get what the two serial lines send
 * @signals: signal mask for QEMU
 *
 * Return: 0 or -errno with a problem (EXIT_NO_QEMU).
 */
int qemu_start(const struct boot_options *options, const struct plan *plan, int console,
	       int channel, const sigset_t *signals, struct qemu *qemu,
	       struct problem *problem);

/**
 * qemu_kill() - end it at once; it can still be waited for
 */
void qemu_kill(const struct qemu *qemu);

#endif
