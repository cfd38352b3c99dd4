/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Makes older kernels look like the newest one. Force-included; the only file with
 * version checks.
 */
#ifndef ALLOCBENCH_COMPAT_H
#define ALLOCBENCH_COMPAT_H

#ifndef __ASSEMBLY__

#include <linux/version.h>
#include <linux/mmzone.h>
#include <linux/hardirq.h>
#include <linux/hrtimer.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/percpu.h>

/*
 * The largest order, inclusive: MAX_PAGE_ORDER from 6.8 (5e0a760b4441), MAX_ORDER from
 * 6.4 (23baf831a32c), MAX_ORDER - 1 before. Stable kernels backport the new name.
 */
#ifndef MAX_PAGE_ORDER
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
#define MAX_PAGE_ORDER MAX_ORDER
#else
#define MAX_PAGE_ORDER (MAX_ORDER - 1)
#endif
#endif

/* hrtimer_init() and an assignment before 6.13 (908a1d775422). */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
static inline void hrtimer_setup(struct hrtimer *timer,
				 enum hrtimer_restart (*function)(struct hrtimer *),
				 clockid_t clock, enum hrtimer_mode mode)
{
	hrtimer_init(timer, clock, mode);
	timer->function = function;
}
#endif

/*
 * Local interrupts of this CPU, which x86 keeps apart from kstat: a counter for each kind,
 * named fields up to 6.x. irq_tlb_count is left out: the call function interrupt that
 * carries it is counted already.
 */
static __always_inline unsigned int compat_local_irqs(void)
{
	unsigned int sum = this_cpu_read(irq_stat.__nmi_count);

#ifdef CONFIG_X86_LOCAL_APIC
	sum += this_cpu_read(irq_stat.apic_timer_irqs);
	sum += this_cpu_read(irq_stat.irq_spurious_count);
#endif
	sum += this_cpu_read(irq_stat.x86_platform_ipis);
	sum += this_cpu_read(irq_stat.apic_perf_irqs);
	sum += this_cpu_read(irq_stat.apic_irq_work_irqs);
#ifdef CONFIG_SMP
	sum += this_cpu_read(irq_stat.irq_resched_count);
	sum += this_cpu_read(irq_stat.irq_call_count);
#endif
#ifdef CONFIG_X86_THERMAL_VECTOR
	sum += this_cpu_read(irq_stat.irq_thermal_count);
#endif
#ifdef CONFIG_X86_MCE_THRESHOLD
	sum += this_cpu_read(irq_stat.irq_threshold_count);
#endif
#if IS_ENABLED(CONFIG_HYPERV) || defined(CONFIG_XEN)
	sum += this_cpu_read(irq_stat.irq_hv_callback_count);
#endif
#if IS_ENABLED(CONFIG_HYPERV)
	sum += this_cpu_read(irq_stat.hyperv_stimer0_count);
#endif
	return sum;
}

/*
 * The lists of free pages of this CPU: one for each order from 5.13 (44042b449872), only
 * for order 0 and in zone->pageset before (28f836b6777b).
 */
static inline bool compat_page_list_is_empty(struct page *page, gfp_t gfp,
					     unsigned int order)
{
	int type = gfp & __GFP_RECLAIMABLE ? MIGRATE_RECLAIMABLE : MIGRATE_UNMOVABLE;
	bool is_empty = true;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 14, 0)
	struct per_cpu_pages *pages = get_cpu_ptr(page_zone(page)->per_cpu_pageset);

	if (order <= PAGE_ALLOC_COSTLY_ORDER)
		is_empty = list_empty(&pages->lists[MIGRATE_PCPTYPES * order + type]);
	put_cpu_ptr(page_zone(page)->per_cpu_pageset);
#else
	struct per_cpu_pageset *pages = get_cpu_ptr(page_zone(page)->pageset);

	if (!order)
		is_empty = list_empty(&pages->pcp.lists[type]);
	put_cpu_ptr(page_zone(page)->pageset);
#endif
	return is_empty;
}

/* kthread_run_worker_on_cpu() from 6.14 (b04e317b5226) passes the CPU to the format. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 14, 0)
#define kthread_run_worker_on_cpu(cpu, flags, format) \
	kthread_create_worker_on_cpu(cpu, flags, format, cpu)
#endif

/* rdmsrl_safe() before 6.16 (6fe22abacd40). */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 16, 0)
#define rdmsrq_safe rdmsrl_safe
#endif

#endif /* __ASSEMBLY__ */
#endif
