/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the fake module takes: the rules of the contract, over the rows that its text
 * files tell.
 */
#ifndef BENCH_TESTS_FAKE_REQUEST_H
#define BENCH_TESTS_FAKE_REQUEST_H

#include "bench/allocators.h"
#include "bench/cpu_list.h"
#include "bench/info.h"
#include "kmod/uapi/allocbench.h"

/* CPUs and nodes that are online. */
#define FAKE_CPU_COUNT 64
#define FAKE_NODE_COUNT 2

/**
 * struct fake_request - a request that was understood
 * @row:     of the allocator
 * @threads: CPUs of a crowd's threads; none for other patterns
 * @needed:  samples that the buffer must hold
 */
struct fake_request {
	const struct allocator_row *row;
	struct cpu_list threads;
	uint64_t needed;
};

/**
 * fake_info() - the facts of the text file
 */
const struct info *fake_info(void);

/**
 * fake_is_clock() - does the row measure the clock?
 */
bool fake_is_clock(const struct allocator_row *row);

/**
 * fake_request_check() - the module's checks, in its order
 * @checked: free its list with cpu_list_free(), after an error too
 *
 * Return: 0 or a positive errno.
 */
int fake_request_check(const struct allocbench_request *request,
		       struct fake_request *checked);

#endif
