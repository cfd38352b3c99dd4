// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that executes CPUID. Never while anything is measured: it exits to the
 * hypervisor.
 */
#include <cpuid.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "hypervisor.h"
#include "results/cleanup.h"

#define LEAF_FEATURES 1
#define FEATURE_HYPERVISOR (1U << 31) /* in ECX */

/* The first leaf of hypervisors: EBX, ECX, EDX are the signature. */
#define LEAF_HYPERVISOR 0x40000000

void hypervisor_signature(char signature[static HYPERVISOR_SIGNATURE_LENGTH])
{
	uint32_t eax, words[3];

	memset(signature, 0, HYPERVISOR_SIGNATURE_LENGTH);
	if (!__get_cpuid(LEAF_FEATURES, &eax, &words[0], &words[1], &words[2]) ||
	    !(words[1] & FEATURE_HYPERVISOR))
		return;
	__cpuid(LEAF_HYPERVISOR, eax, words[0], words[1], words[2]);
	memcpy(signature, words, sizeof(words));
}

bool hypervisor_is_uml(void)
{
	_cleanup_fclose_ FILE *cpuinfo = fopen("/proc/cpuinfo", "re");
	char line[256];

	while (cpuinfo && fgets(line, sizeof(line), cpuinfo)) {
		if (!strncmp(line, "vendor_id", 9))
			return strstr(line, "User Mode Linux");
	}
	return false;
}
