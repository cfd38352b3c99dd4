/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What allocstat says on standard error: made harmless, one line a message.
 */
#ifndef ANALYSIS_MESSAGE_H
#define ANALYSIS_MESSAGE_H

/**
 * message_error() - "allocstat: TEXT"
 */
void message_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/**
 * message_warning() - "allocstat: warning: TEXT"
 */
void message_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
