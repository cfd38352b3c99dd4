/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * QEMU's command line; only the table of machines knows its options too.
 */
#ifndef CI_QEMU_ARGUMENTS_H
#define CI_QEMU_ARGUMENTS_H

#include <stddef.h>

#include "plan.h"

#define QEMU_ARGUMENT_LIMIT 64

/**
 * struct qemu_arguments - an argv
 * @items: @count strings, then NULL
 */
struct qemu_arguments {
	char *items[QEMU_ARGUMENT_LIMIT];
	size_t count;
};

/**
 * qemu_arguments_make() - the command line of one boot
 * @console, @channel: descriptors that QEMU inherits and opens by /proc/self/fd
 *
 * Return: 0 or ENOMEM; free in both cases.
 */
int qemu_arguments_make(const struct boot_options *options, const struct plan *plan,
			int console, int channel, struct qemu_arguments *arguments);

void qemu_arguments_free(struct qemu_arguments *arguments);

#endif
