/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Failures on request: the kernel's fault injection, of a kernel that is built with it.
 */
#ifndef KMOD_TESTS_GUEST_FAULTS_H
#define KMOD_TESTS_GUEST_FAULTS_H

#include <stdbool.h>

/**
 * faults_prepare() - let every allocation and user copy be failed, in silence; ends the tests
 * where the kernel cannot
 *
 * The kernel leaves out by default what most of the module asks for: GFP_KERNEL, and pages
 * above order 0 or of high memory.
 */
void faults_prepare(void);

/**
 * faults_arm() - this thread's @nth allocation or user copy from now on fails
 * faults_disarm() - none does; returns whether it has failed
 */
void faults_arm(unsigned int nth);
bool faults_disarm(void);

/**
 * struct faults_chance - failures that strike by chance, where no count reaches
 * @percent:     of the allocations
 * @only_atomic: only of those that may not sleep, wherever; else only of kthreadd and of the
 *               threads that it makes from now on
 */
struct faults_chance {
	unsigned int percent;
	bool only_atomic;
};

/**
 * faults_begin() - let allocations of slabs and pages fail by chance
 * faults_end() - let none fail; returns how many have
 */
void faults_begin(struct faults_chance chance);
unsigned long faults_end(void);

#endif
