// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads MSR_SMI_COUNT (0x34, Intel SDM volume 4, Nehalem and later).
 */
#include <asm/processor.h>
#ifndef CONFIG_UML
#include <asm/msr.h>
#endif

#include "smi.h"

#ifdef CONFIG_UML
const char *smi_unknown_reason(void)
{
	return "user-mode Linux cannot read MSR_SMI_COUNT";
}

bool smi_count(u64 *count)
{
	return false;
}
#else

const char *smi_unknown_reason(void)
{
	u64 count;

	/* A hypervisor may give zero, or its own idea, for any MSR. */
	if (boot_cpu_has(X86_FEATURE_HYPERVISOR))
		return "a hypervisor hides MSR_SMI_COUNT";
	if (boot_cpu_data.x86_vendor != X86_VENDOR_INTEL)
		return "only Intel CPUs count them (MSR_SMI_COUNT)";
	if (rdmsrq_safe(MSR_SMI_COUNT, &count))
		return "this CPU has no MSR_SMI_COUNT";
	return NULL;
}

bool smi_count(u64 *count)
{
	return !smi_unknown_reason() && !rdmsrq_safe(MSR_SMI_COUNT, count);
}
#endif
