/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The real driver in a guest: it stands behind the test program in its own file.
 */
#ifndef BENCH_TESTS_GUEST_DRIVER_H
#define BENCH_TESTS_GUEST_DRIVER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define GUEST_RESULT "/tmp/result.jsonl"

/**
 * guest_driver_unpack() - once, before the first start
 */
void guest_driver_unpack(void);

/**
 * guest_driver_start() - run it; its standard output and error go to one file
 */
pid_t guest_driver_start(char *const *arguments);

/**
 * guest_driver_said() - what stands in that file, as far as it is not very long
 */
const char *guest_driver_said(void);

/**
 * guest_driver_ended() - has it? It is still to be waited for.
 */
bool guest_driver_ended(pid_t driver);

/**
 * guest_info() - a number of the module's file info; negative where that cannot be read
 */
long guest_info(const char *key);

/**
 * guest_is_in_cell() - is a block of an allocator live? Of a pattern with a standing set
 * one is as long as a cell is measured; blocks of the row none have no bytes.
 */
bool guest_is_in_cell(void);

/**
 * guest_pass() - let time pass
 */
void guest_pass(uint64_t microseconds);

#endif
