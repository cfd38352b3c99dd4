/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tests in the guest share: facts in TAP, and the module's debugfs files.
 */
#ifndef KMOD_TESTS_GUEST_H
#define KMOD_TESTS_GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kmod/uapi/allocbench.h"

#define ALLOCBENCH_DIRECTORY "/sys/kernel/debug/allocbench/"

/**
 * fact() - one line of TAP: "ok 1 - ..." or "not ok 1 - ..."
 */
void fact(bool holds, const char *format, ...) __attribute__((format(printf, 2, 3)));

/**
 * facts_end() - the plan; returns the exit code
 */
int facts_end(void);

/**
 * request_of() - a valid request of one sample with GFP_KERNEL ("" for rows without
 * flags)
 */
struct allocbench_request request_of(const char *allocator, uint64_t size);

/**
 * open_run() - the file "run"; ends the tests where it cannot be opened
 */
int open_run(void);

/**
 * send() - write(2) of a whole request
 *
 * Return: 0 or -errno.
 */
int send_request(int run, const struct allocbench_request *request);

/**
 * receive() - read(2) the reply and its samples
 * @samples: gets as many as the reply says; free() it
 *
 * Return: 0 or -errno; -EPROTO where the file gave another number of bytes.
 */
int receive(int run, struct allocbench_reply *reply, struct allocbench_sample **samples);

/**
 * receive_all() - the same with the counters: free() them
 */
int receive_all(int run, struct allocbench_reply *reply,
		struct allocbench_sample **samples, struct allocbench_counter **counters);

/**
 * info_text() - the value of a line of the file "info", until the next call; "" for none
 */
const char *info_text(const char *key);

/**
 * info_number() - a number of the file "info"
 */
uint64_t info_number(const char *key);

/**
 * samples_that_fit() - as many as wanted, or as the buffers' budget has room for
 */
uint64_t samples_that_fit(uint64_t wanted);

/**
 * kernel_log_mark() - forget the kernel log so far
 * kernel_log_lines() - lines that have come since
 */
void kernel_log_mark(void);
size_t kernel_log_lines(void);

double seconds_now(void);

/**
 * kernel_is() - does its release or version have the word?
 */
bool kernel_is(const char *word);

/**
 * pin_to_first_cpu() - this thread runs on CPU 0 from now on
 */
void pin_to_first_cpu(void);

/* The groups of facts. */
void refusals(void);
void access_rights(void);
void stream(void);
void signals(void);
void patterns(void);
void cpus(void);
void matrix(void);
void flags(void);
void usable(void);
void deferred(void);
void held(void);
void counters(void);
void timing(void);
void amortised_costs(void);

#endif
