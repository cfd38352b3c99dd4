/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the CPU itself says about being virtual.
 */
#ifndef BENCH_HYPERVISOR_H
#define BENCH_HYPERVISOR_H

#include <stdbool.h>

#define HYPERVISOR_SIGNATURE_LENGTH 13

/**
 * hypervisor_signature() - the hypervisor's signature, as "KVMKVMKVM"
 * @signature: "" where the CPU does not say that it is virtual
 */
void hypervisor_signature(char signature[static HYPERVISOR_SIGNATURE_LENGTH]);

/**
 * hypervisor_is_uml() - is this user-mode Linux? There CPUID is the host's.
 */
bool hypervisor_is_uml(void);

#endif
