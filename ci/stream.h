/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the driver's bytes to the bytes that the user gets.
 */
#ifndef CI_STREAM_H
#define CI_STREAM_H

#include <stdbool.h>

#include "vm.h"

/**
 * stream_is_result() - is it a result (JSON Lines, maybe damaged), or some program's text?
 */
bool stream_is_result(const struct vm *vm);

/**
 * stream_copy() - write what the driver sent
 *
 * A text is copied as it is. A result gets the host's facts in its first two records, all
 * others are copied byte for byte; where the driver did not come to its end, the record
 * that it was writing is left out.
 *
 * Return: 0 or -errno.
 */
int stream_copy(const struct vm *vm, int output);

/**
 * stream_check() - is a finished result valid, and complete?
 * @path: of the file
 * @name: what the user calls it, for the message
 * @must_end: a result without a footer, or whose footer says that it is not complete, is
 *            refused too
 *
 * Return: 0, or -EBADMSG with a problem (EXIT_GUEST_GARBAGE).
 */
int stream_check(const char *path, const char *name, bool must_end,
		 struct problem *problem);

/**
 * stream_judge() - does what stream_copy() made deserve its name?
 * @fd:      the file
 * @name:    what the user calls it, for the message
 * @problem: a result that is not what the driver wrote, or not valid, makes it worse
 *
 * A driver that failed may have left a result without a footer: then its records are good,
 * but it does not. Of a text only the length is known.
 */
bool stream_judge(const struct vm *vm, int fd, const char *name, struct problem *problem);

#endif
