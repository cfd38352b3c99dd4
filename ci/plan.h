/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Everything that enters a guest: kernel, command line, initramfs. Made from the options
 * alone: no time, no path, no chance: two plans of one boot are equal byte by byte.
 */
#ifndef CI_PLAN_H
#define CI_PLAN_H

#include <limits.h>
#include <stdint.h>

#include "guest.h"
#include "options.h"

/* What a guest's randomness comes from (QEMU's -seed), plus --perturb. */
#define PLAN_SEED 42

/**
 * struct plan - what QEMU is given
 * @kernel_path:  the image
 * @kernel:       what was in it, where the host unpacks it: a file in memory, inherited
 * by QEMU; else -1
 * @initramfs:    the same kind of file
 * @command_line: boot arguments
 * @token:        a check sum of all of it, which the guest's begin and end line repeat
 * @seed:         QEMU's -seed
 * @perturb:      the number of --perturb, for the init
 */
struct plan {
	char kernel_path[PATH_MAX];
	int kernel;
	int initramfs;
	char command_line[4096];
	char token[GUEST_TOKEN_LENGTH + 1];
	uint64_t seed;
	char perturb[16];
};

/**
 * plan_make() - read all files and pack them
 * @plan: to be closed by plan_close(), after an error too
 *
 * Return: 0 or -errno with a problem.
 */
int plan_make(const struct boot_options *options, struct plan *plan,
	      struct problem *problem);

void plan_close(struct plan *plan);

/**
 * plan_built_path() - where the build puts something for the guest
 * @file: "ci/guest-init", "kmod/NAME/allocbench.ko": below $ALLOCVM_GUEST_DIR or the
 *        build directory
 * @path: PATH_MAX bytes
 */
void plan_built_path(const char *file, char *path);

/**
 * plan_guest_path() - where the build puts a program that runs in a kernel's guest: below
 * guest/ARCH for a kernel of another architecture than the build's own programs
 * @file: "ci/guest-init", "bench/allocbench-static"
 * @path: PATH_MAX bytes
 */
void plan_guest_path(const struct kernel *kernel, const char *file, char *path);

#endif
