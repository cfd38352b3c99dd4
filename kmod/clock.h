/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads the clock: the only file that knows the clock or the architecture.
 */
#ifndef ALLOCBENCH_CLOCK_H
#define ALLOCBENCH_CLOCK_H

#include <linux/types.h>
#include <asm/cpufeature.h>
#ifndef CONFIG_UML
#include <asm/tsc.h>
#endif

/**
 * struct instant - a clock reading in two halves
 *
 * The halves are joined only after the second reading, so that a window holds moves and
 * the measured call, and no shifts.
 */
struct instant {
	u32 low;
	u32 high;
};

/*
 * RDTSC waits for nothing and lets later instructions begin before it. The first LFENCE
 * lets everything before it end, the second keeps everything after it waiting (Intel SDM
 * volume 2, RDTSC; on AMD LFENCE is serialising where Linux has set DE_CFG bit 1).
 * Never CPUID: it exits to the hypervisor. Never RDTSCP: not every CPU has it.
 */
static __always_inline struct instant clock_read(void)
{
	struct instant now;

	asm volatile("lfence\n\trdtsc\n\tlfence"
		     : "=a" (now.low), "=d" (now.high) : : "memory");
	return now;
}

static __always_inline u64 clock_ticks(struct instant from, struct instant to)
{
	return (((u64)to.high << 32) | to.low) - (((u64)from.high << 32) | from.low);
}

static inline bool clock_is_there(void)
{
	return boot_cpu_has(X86_FEATURE_TSC) && boot_cpu_has(X86_FEATURE_XMM2);
}

/*
 * User-mode Linux is a process. Its TSC is the host's, of which it knows neither the
 * frequency nor whether it was found stable; what it takes for interrupts are signals, and
 * for page tables mmap(2).
 */
#ifdef CONFIG_UML
#define CLOCK_IS_OF_A_PROCESS true
#define clock_khz() 0
#define clock_is_stable() false
#else
#define CLOCK_IS_OF_A_PROCESS false
#define clock_khz() tsc_khz
#define clock_is_stable() (!check_tsc_unstable())
#endif

#endif
