/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines that appear in the kernel log during a run.
 */
#ifndef BENCH_KERNEL_LOG_H
#define BENCH_KERNEL_LOG_H

#include <jansson.h>

/**
 * struct kernel_log - a place in the log
 * @fd:    negative where it cannot be read
 * @error: positive errno of opening it
 */
struct kernel_log {
	int fd;
	int error;
};

/**
 * kernel_log_begin() - from here on lines count
 */
struct kernel_log kernel_log_begin(void);

/**
 * kernel_log_end() - put the lines since then into a footer, without time stamps
 *
 * Where the log cannot be read, the field is null and says why. Closes the log.
 *
 * Return: 0 or -ENOMEM.
 */
int kernel_log_end(struct kernel_log *log, json_t *footer);

/**
 * kernel_log_message() - the message of one record of /dev/kmsg, cut out in place
 * @record: "6,1234,5678,-;message\n KEY=value..."
 *
 * Return: the message, or NULL for what is no record.
 */
char *kernel_log_message(char *record);

#endif
