/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes that the module gives to user space: are they what the contract says, and nothing
 * else?
 */
#ifndef KMOD_TESTS_GUEST_BYTES_H
#define KMOD_TESTS_GUEST_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* So many poisoned bytes in a row are no accident. */
#define POISON_RUN 4

/* What the test itself leaves in memory that is free. */
#define POISON_OF_TEST 0xc3

/**
 * bytes_have_pointer() - is there a kernel address of 64 bits at a place that is a
 * multiple of 8?
 * @where: gets the offset
 */
bool bytes_have_pointer(const void *bytes, size_t size, size_t *where);

/**
 * text_has_pointer() - is there one in figures?
 */
bool text_has_pointer(const char *text, const char **where);

/**
 * bytes_have_poison() - are there POISON_RUN bytes in a row of a value with which the
 * kernel, or the test, fills memory that is free or not yet written?
 */
bool bytes_have_poison(const void *bytes, size_t size, size_t *where);

/**
 * reply_fault() - of a whole reply, its samples and its counters, as read
 * @threads: CPUs of the machine
 *
 * Return: NULL, or what it has that it must not have.
 */
const char *reply_fault(const void *bytes, size_t size, unsigned int threads);

#endif
