/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory: how much there is, processes that take it, runs that want much.
 */
#ifndef KMOD_TESTS_STRESS_MEMORY_H
#define KMOD_TESTS_STRESS_MEMORY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "kmod/uapi/allocbench.h"

#define MIB (1024 * 1024ULL)

/**
 * memory_info() - a line of /proc/meminfo
 * @key: with its colon
 *
 * Return: bytes.
 */
uint64_t memory_info(const char *key);

/**
 * memory_comes_back() - wait for what a run has freed
 * @available: bytes
 *
 * KASAN keeps what is freed until somebody allocates: each look at memory does. Gives up
 * after some seconds.
 */
void memory_comes_back(uint64_t available);

/**
 * bystander_start() - a process that has memory and goes on writing to it: what the
 * kernel kills where memory has run out
 * @size: bytes, of whole MiB
 * @left: it takes no more where no more bytes than these are available
 */
pid_t bystander_start(size_t size, uint64_t left);
bool bystander_lives(pid_t process);
void bystander_end(pid_t process);

/**
 * memory_set() - a request that holds so many bytes at once, whatever the budget
 */
struct allocbench_request memory_set(const char *allocator, const char *gfp,
				     uint64_t size, uint64_t bytes);

/**
 * memory_run() - one request, from the open to the close
 *
 * Return: 0 or -errno, of the write or the read.
 */
int memory_run(const struct allocbench_request *request, struct allocbench_reply *reply);

#endif
