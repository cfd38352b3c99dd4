/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads a kernel log: which line is a panic or another report of the kernel, and which
 * lines the driver wrote. Pure.
 */
#ifndef CI_KERNEL_LOG_H
#define CI_KERNEL_LOG_H

#include <stdbool.h>
#include <stddef.h>

/**
 * enum log_event - what a line of the kernel tells
 * @LOG_PANIC:  the kernel gave up
 * @LOG_REPORT: an oops, a warning, a sanitizer's report, an OOM kill ...
 * @LOG_LOCKUP: a watchdog found something stuck: a hang, if the guest then says no more
 */
enum log_event {
	LOG_PANIC,
	LOG_REPORT,
	LOG_LOCKUP,
};

/**
 * struct log_line - a line within a log, without its newline; @text NULL for none
 */
struct log_line {
	const char *text;
	size_t length;
};

/**
 * log_find() - the first line of an event
 */
struct log_line log_find(const char *log, size_t length, enum log_event event);

/**
 * log_is_whole() - does it have the line with which the init ends it?
 */
bool log_is_whole(const char *log, size_t length, const char *token);

/**
 * log_visit_driver() - call back for each line that came from the driver, not the kernel
 *
 * The console carries both: the kernel's lines have time stamps.
 */
void log_visit_driver(const char *log, size_t length,
		      void (*visit)(const struct log_line *line, void *context),
		      void *context);

#endif
