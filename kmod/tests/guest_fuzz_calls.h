/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All that a process may do with a descriptor besides the write and the read of the contract.
 */
#ifndef KMOD_TESTS_GUEST_FUZZ_CALLS_H
#define KMOD_TESTS_GUEST_FUZZ_CALLS_H

#include <stdbool.h>
#include <stdint.h>

/**
 * fuzz_call() - one of the calls, at random, on an open file "run"
 */
void fuzz_call(uint64_t *state, int run);

/**
 * fuzz_text() - read "info" or "allocators" at an odd offset in odd pieces
 *
 * Return: whether it told no kernel address.
 */
bool fuzz_text(uint64_t *state);

/**
 * fuzz_calls_print() - how often each call was made and what it gave
 */
void fuzz_calls_print(void);

/**
 * fuzz_calls_are_right() - was each made, and did each give only what it may?
 */
bool fuzz_calls_are_right(void);

#endif
