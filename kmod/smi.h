/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * System management interrupts: counted by Intel CPUs, invisible to the kernel.
 */
#ifndef ALLOCBENCH_SMI_H
#define ALLOCBENCH_SMI_H

#include <linux/types.h>

/**
 * smi_unknown_reason() - why there is no counter, NULL where there is one
 */
const char *smi_unknown_reason(void);

/**
 * smi_count() - system management interrupts of this CPU since reset
 *
 * Return: true with @count, or false where nobody can tell.
 */
bool smi_count(u64 *count);

#endif
