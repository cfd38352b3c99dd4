/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which machine a boot gets: KVM has to prove first that it brings the kernel up.
 */
#ifndef CI_CLOCK_CHOICE_H
#define CI_CLOCK_CHOICE_H

#include "options.h"

/**
 * clock_choose() - settle the machine of a boot; once for each kernel, before vm_boot()
 *
 * --clock auto becomes tsc where KVM brings the kernel up, else icount, which is said on
 * standard error. --clock tsc stays, or is a problem. The others need no proof. The proof
 * is a boot with a deadline of its own; its answer is kept (proof.h).
 *
 * Return: 0 or -errno with a problem.
 */
int clock_choose(struct boot_options *options, struct problem *problem);

#endif
