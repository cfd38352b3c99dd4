/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Requests made from the contract, and changed: those that reach new code of the module are
 * changed again.
 */
#ifndef KMOD_TESTS_GUEST_FUZZ_H
#define KMOD_TESTS_GUEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "kmod/uapi/allocbench.h"

/* Longer than a request, for writes of another length. */
#define FUZZ_BYTES (sizeof(struct allocbench_request) + 64)

/**
 * struct fuzz_input - what is written
 */
struct fuzz_input {
	size_t length;
	union {
		struct allocbench_request request;
		unsigned char bytes[FUZZ_BYTES];
	};
};

/**
 * fuzz_learn() - read what the module takes from its files
 */
void fuzz_learn(void);

/**
 * fuzz_below() - a number below the limit, from the thread's sequence
 * @state: of it, never 0
 */
uint64_t fuzz_below(uint64_t *state, uint64_t limit);

/**
 * fuzz_make() - a request that the contract allows in most cases, or one of those that were
 * kept, changed at random
 */
struct fuzz_input fuzz_make(uint64_t *state);

/**
 * fuzz_keep() - this one has reached what none before has
 */
void fuzz_keep(const struct fuzz_input *input);

/**
 * fuzz_kept() - how many were
 */
size_t fuzz_kept(void);

#endif
