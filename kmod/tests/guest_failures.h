/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Operations whose allocations and user copies fail, one after the other.
 */
#ifndef KMOD_TESTS_GUEST_FAILURES_H
#define KMOD_TESTS_GUEST_FAILURES_H

#include <stdbool.h>

/**
 * struct operation - what is done once for each point that can fail
 * @name:    for the facts
 * @prepare: before, without failures; may be NULL
 * @act:     with one. Returns 0 or -errno
 * @finish:  after, without failures: is all as it must be after that result?
 * @argument: of all three
 */
struct operation {
	const char *name;
	void (*prepare)(void *argument);
	int (*act)(void *argument);
	bool (*finish)(void *argument, int result);
	void *argument;
};

/**
 * exhaust() - fail the first, the second ... point of an operation, until it has no more
 *
 * Each must end in an errno of the contract or well; the last, without a failure, well. Adds to
 * the figures of the @kind and of all.
 *
 * Return: whether all was as it must be.
 */
bool exhaust(const char *kind, const struct operation *operation);

/**
 * fail_some() - the same, where points are dear and most of them alike
 * @stride: after the first sixty-four only each such point fails
 */
bool fail_some(const char *kind, const struct operation *operation, unsigned int stride);

/**
 * figures_print() - points that failed, of each kind
 */
void figures_print(void);

/**
 * is_at_rest() - does the module hold nothing?
 */
bool is_at_rest(void);

/* The groups of facts. */
void module_failures(void);
void file_failures(void);
void first_write_failures(void); /* Of the files. */
void request_failures(void);
void few_failures(void);
void thread_failures(void);
void dma_map_benchmark_failures(void);

#endif
