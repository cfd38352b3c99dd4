/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What happened before a call, or around it, told by the time of test-only rows.
 */
#ifndef KMOD_TESTS_GUEST_TURNS_H
#define KMOD_TESTS_GUEST_TURNS_H

#include <stdint.h>

#include "kmod/uapi/allocbench.h"

#define SET 8

/* Samples of a request. */
#define COUNT (4 * SET)

/**
 * pattern_request() - for COUNT samples of 64 bytes
 */
struct allocbench_request pattern_request(const char *allocator, const char *pattern,
					  uint64_t set);

/**
 * perform() - in a file of its own, again where anything disturbed it
 *
 * Return: the samples, to be freed; NULL where it was refused or gave another count.
 */
struct allocbench_sample *perform(const struct allocbench_request *request);

/**
 * least_of_history() - the smallest times of the pattern pair, where "history" turns not
 * once
 */
struct allocbench_sample least_of_history(void);

/**
 * measure_turn() - what one turn costs, for turns()
 */
void measure_turn(const struct allocbench_sample *least);

/**
 * turns() - how many more than the least, rounded
 */
unsigned int turns(uint64_t ticks, uint64_t least);

#endif
