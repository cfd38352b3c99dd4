/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tells whether something besides the measured calls happened during a sample.
 */
#ifndef ALLOCBENCH_MARKS_H
#define ALLOCBENCH_MARKS_H

#include <linux/kernel_stat.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/smp.h>

#include "uapi/allocbench.h"

/**
 * struct marks - counters that move when a sample is disturbed
 * @irqs:       device interrupts of this CPU
 * @switches:   context switches of this task
 * @local_irqs: timer ticks, inter-processor and other local interrupts of this CPU
 * @cpu:        this CPU
 *
 * Neither an NMI that the kernel does not count nor an SMI shows here.
 */
struct marks {
	unsigned long irqs;
	unsigned long switches;
	unsigned int local_irqs;
	int cpu;
};

static __always_inline struct marks marks_take(void)
{
	struct marks marks = {
		.cpu = raw_smp_processor_id(),
		.irqs = this_cpu_read(kstat.irqs_sum),
		.local_irqs = compat_local_irqs(),
		.switches = READ_ONCE(current->nvcsw) + READ_ONCE(current->nivcsw),
	};

	return marks;
}

/**
 * marks_cause() - what moved between two looks: enum allocbench_cause bits
 */
static __always_inline u32 marks_cause(struct marks before, struct marks after)
{
	u32 cause = 0;

	if (unlikely(before.irqs != after.irqs))
		cause |= ALLOCBENCH_IRQ;
	if (unlikely(before.local_irqs != after.local_irqs))
		cause |= ALLOCBENCH_LOCAL_IRQ;
	if (unlikely(before.switches != after.switches))
		cause |= ALLOCBENCH_SWITCH;
	if (unlikely(before.cpu != after.cpu))
		cause |= ALLOCBENCH_MIGRATION;
	return cause;
}

#endif
