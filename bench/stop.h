/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The user's wish to stop: SIGINT, SIGTERM or SIGHUP.
 */
#ifndef BENCH_STOP_H
#define BENCH_STOP_H

#include <stdbool.h>

/**
 * stop_on_signals() - from now on these signals are noted, and interrupt system calls;
 * a write to a pipe that nobody reads, or beyond a file's limit, fails and kills nobody
 *
 * A second signal ends the program at once, for the case that something hangs.
 */
void stop_on_signals(void);

/**
 * stop_requested() - has one arrived?
 */
bool stop_requested(void);

#endif
