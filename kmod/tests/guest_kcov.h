/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which code of the module has run: the kernel's KCOV, of a module that build-module
 * --kcov made.
 */
#ifndef KMOD_TESTS_GUEST_KCOV_H
#define KMOD_TESTS_GUEST_KCOV_H

#include <stdbool.h>
#include <stddef.h>

/**
 * kcov_thread_begin() - let the kernel tell what this thread runs; does nothing where it
 * cannot
 */
void kcov_thread_begin(void);

/**
 * kcov_take() - places of the module that nobody has reached before and that this thread
 * has since the last call
 */
size_t kcov_take(void);

/**
 * kcov_places() - places that have been reached by all threads so far
 */
size_t kcov_places(void);

/**
 * kcov_is_there() - has a thread found it?
 */
bool kcov_is_there(void);

#endif
