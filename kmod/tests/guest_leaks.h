/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory that nobody points to any more: the kernel's kmemleak.
 */
#ifndef KMOD_TESTS_GUEST_LEAKS_H
#define KMOD_TESTS_GUEST_LEAKS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * leaks_forget() - what has been lost so far is somebody else's
 */
void leaks_forget(void);

/**
 * leaks_found() - scan twice; prints what was found, without the kernel's own
 *
 * An object must be seen without a pointer twice, and be some seconds old.
 *
 * Return: objects that nobody points to; SIZE_MAX where the kernel has no kmemleak.
 */
size_t leaks_found(void);

#endif
