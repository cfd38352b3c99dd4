/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One boot from its options to a judgement.
 */
#ifndef CI_VM_H
#define CI_VM_H

#include <stdbool.h>
#include <time.h>

#include "bytes.h"
#include "channel.h"
#include "options.h"
#include "plan.h"
#include "qemu.h"

/**
 * struct vm - a boot and what came of it
 * @options:      as given
 * @plan:         what entered the guest
 * @qemu_version: what booted it
 * @started:      when
 * @seconds:      how long QEMU ran
 * @log:          the console: kernel log and the driver's standard error
 * @stream:       the results channel, as it came
 * @channel:      @stream taken apart
 * @complete:     the driver ran to its end, and all of its output is there
 */
struct vm {
	const struct boot_options *options;
	struct plan plan;
	char qemu_version[QEMU_VERSION_LENGTH];
	time_t started;
	double seconds;
	struct bytes log;
	struct bytes stream;
	struct channel channel;
	bool complete;
};

/**
 * vm_boot() - boot, wait, judge
 * @vm:      to be closed by vm_close(), after an error too
 * @console, @stream: files that get what the guest's two serial lines send
 * @problem: where @vm is complete, the driver's exit code; else the class of its death
 *
 * Return: 0, or -errno where there was no boot to judge.
 */
int vm_boot(const struct boot_options *options, int console, int stream, struct vm *vm,
	    struct problem *problem);

void vm_close(struct vm *vm);

#endif
