/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Threads of our own on other CPUs, and the pattern "crowd".
 */
#ifndef ALLOCBENCH_CROWD_H
#define ALLOCBENCH_CROWD_H

#include "allocator.h"

struct crew;
struct run;
struct stretch;

/**
 * crew_new() - a thread, bound, on each CPU of run->cpus
 *
 * Return: 0 with run->crew (NULL where there are no CPUs), or -errno.
 */
int crew_new(struct run *run);

/**
 * crew_free() - end the threads; run->crew is NULL then
 */
void crew_free(struct run *run);

/**
 * crew_run_first() - stretch_run() by the first thread, while this one waits
 */
void crew_run_first(struct crew *crew, struct run *run, loop_fn loop,
		    const struct stretch *stretch);

/**
 * take_crowd() - the pattern's samples: all threads at once, pairs
 * @count: samples of each thread
 */
void take_crowd(struct run *run, u64 count);

#endif
