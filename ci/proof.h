/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether KVM brings a kernel up on this host: an answer that takes 10 s where it is no,
 * and is therefore kept, for one kernel image until the host boots again.
 */
#ifndef CI_PROOF_H
#define CI_PROOF_H

#include <stdbool.h>

#include "problem.h"

/**
 * struct proof_key - what an answer holds for
 * @boot_id:      of the host's boot
 * @qemu_version: what booted the kernel
 */
struct proof_key {
	char boot_id[64];
	const char *qemu_version;
};

/**
 * struct proof - an answer
 * @works:  did the kernel's init begin?
 * @reason: why not, or ""
 */
struct proof {
	bool works;
	char reason[PROBLEM_LENGTH];
};

/**
 * proof_key_now() - of this boot of the host
 */
struct proof_key proof_key_now(const char *qemu_version);

/**
 * proof_path() - the file of a kernel's answer in the cache
 * @image: path of the kernel's image; its content is what counts
 * @path:  PATH_MAX bytes
 *
 * Return: 0 or -errno.
 */
int proof_path(const char *image, char *path);

/**
 * proof_read() - the answer that is kept
 *
 * Return: 0, or -ENOENT where there is none that holds.
 */
int proof_read(const char *path, const struct proof_key *key, struct proof *proof);

/**
 * proof_write() - keep an answer; makes the file's directory
 *
 * Return: 0 or -errno.
 */
int proof_write(const char *path, const struct proof_key *key, const struct proof *proof);

#endif
