/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the groups of guest-stress share: how much of each, and chance.
 */
#ifndef KMOD_TESTS_STRESS_H
#define KMOD_TESTS_STRESS_H

#include <stdbool.h>
#include <stdint.h>

/**
 * stress_amount() - the group's own amount in the quick form, the in the soak
 */
unsigned int stress_amount(unsigned int quick, unsigned int soak);

/**
 * stress_seconds() - that a second of a real machine may take here (--slow N)
 */
double stress_seconds(double seconds);

/**
 * stress_random() - below the limit, from the one seed that is printed
 */
unsigned int stress_random(unsigned int limit);

/**
 * stress_sleep() - of milliseconds
 */
void stress_sleep(double milliseconds);

/**
 * stress_figure() - a line that ci/soak copies into its report
 */
void stress_figure(const char *words, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * stress_progress() - a line now and then: a guest that says nothing for minutes is taken for
 * dead
 */
void stress_progress(unsigned int done, const char *what);

/**
 * stress_write() - a word into a file of the kernel
 *
 * Return: 0 or -errno.
 */
int stress_write(const char *path, const char *word);

/**
 * struct holdings - what the module says that it holds
 */
struct holdings {
	uint64_t objects;
	uint64_t bytes;
	uint64_t buffers;
};

/**
 * holdings_now() - by one read of "info"
 */
struct holdings holdings_now(void);

bool holds_nothing(void);

/**
 * seconds_to_free() - waits until the module holds nothing
 * @limit: seconds after which it gives up, and returns a greater number
 */
double seconds_to_free(double limit);

/* The groups of facts. */
void modules(void);
void kills(void);
void hotplug(void);
void drivers(void);
void pressure(void);
void control_group(void);
void group_oom(void);
void suspend(void);
void largest_runs(void);
void races(void);

/**
 * planted_bug() - under the limits of largest_runs(), commit a bug of ci/debug/planted.c
 */
void planted_bug(const char *name);

#endif
