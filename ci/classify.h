/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What became of a boot: from how QEMU ended, the kernel log and the results channel to
 * one exit code and a sentence. Pure.
 */
#ifndef CI_CLASSIFY_H
#define CI_CLASSIFY_H

#include <stdbool.h>

#include "channel.h"
#include "problem.h"

/**
 * enum ending - why the watch over QEMU ended
 * @ENDING_EXITED:      by itself
 * @ENDING_NO_BOOT:     killed: no begin line within the machine's boot deadline
 * @ENDING_SILENCE:     killed: no byte on either line for too long
 * @ENDING_TIMEOUT:     killed: the whole took too long
 * @ENDING_FLOOD:       killed: more bytes on a line than any guest has to say
 * @ENDING_INTERRUPTED: killed: a signal asked allocvm to stop
 */
enum ending {
	ENDING_EXITED,
	ENDING_NO_BOOT,
	ENDING_SILENCE,
	ENDING_TIMEOUT,
	ENDING_FLOOD,
	ENDING_INTERRUPTED,
};

/**
 * struct evidence - all that is known of a boot
 * @ending:       why QEMU ended
 * @wait_status:  of waitpid(2)
 * @seconds:      the deadline that passed, where one did
 * @log:          @log_length bytes of the kernel log
 * @channel:      the results channel, taken apart
 * @token:        with which the log must end
 * @qemu_message: what QEMU said on its standard error, or ""
 * @must_prove:   the machine may be unable to boot anything here
 * @machine:      its name
 * @is_process:   user-mode Linux
 * @title:        what messages call what ran: "QEMU"
 */
struct evidence {
	enum ending ending;
	int wait_status;
	unsigned seconds;
	const char *log;
	size_t log_length;
	struct channel channel;
	const char *token;
	const char *qemu_message;
	bool must_prove;
	const char *machine;
	bool is_process;
	const char *title;
};

/**
 * classify() - judge the evidence
 * @problem: text and exit code; where the driver ran to its end, its own exit code with
 *           the word "driver"; untouched where that is 0
 *
 * Return: did the driver run to its end, and is all of its output there?
 */
bool classify(const struct evidence *evidence, struct problem *problem);

#endif
