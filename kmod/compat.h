/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Makes older kernels look like the newest one. Force-included; the only file with
 * version checks.
 */
#ifndef ALLOCBENCH_COMPAT_H
#define ALLOCBENCH_COMPAT_H

#ifndef __ASSEMBLY__

#include <linux/version.h>
#include <linux/delay.h>
#include <linux/mmzone.h>
#include <linux/hardirq.h>
#include <linux/hrtimer.h>
#include <linux/irq_work.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h> /* KMALLOC_MAX_SIZE: 5.10 */

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
 * named fields up to 6.x, an array in 7.2 and 7.3, whose header defines
 * inc_perf_irq_stat(). TLB flushes are left out: the call function interrupt that carries
 * one is counted already. User-mode Linux has none.
 */
#ifdef inc_perf_irq_stat
#define COMPAT_LOCAL_IRQ(field, index) this_cpu_read(irq_stat.counts[IRQ_COUNT_##index])
#else
#define COMPAT_LOCAL_IRQ(field, index) this_cpu_read(irq_stat.field)
#endif

static __always_inline unsigned int compat_local_irqs(void)
{
	unsigned int sum = 0;

#ifndef CONFIG_UML
	sum += COMPAT_LOCAL_IRQ(__nmi_count, NMI);
#endif
#ifdef CONFIG_X86_LOCAL_APIC
	sum += COMPAT_LOCAL_IRQ(apic_timer_irqs, APIC_TIMER);
	sum += COMPAT_LOCAL_IRQ(irq_spurious_count, SPURIOUS);
	sum += COMPAT_LOCAL_IRQ(x86_platform_ipis, X86_PLATFORM_IPI);
	sum += COMPAT_LOCAL_IRQ(apic_perf_irqs, APIC_PERF);
	sum += COMPAT_LOCAL_IRQ(apic_irq_work_irqs, IRQ_WORK);
#endif
#ifdef CONFIG_SMP
	sum += COMPAT_LOCAL_IRQ(irq_resched_count, RESCHEDULE);
	sum += COMPAT_LOCAL_IRQ(irq_call_count, CALL_FUNCTION);
#endif
#ifdef CONFIG_X86_THERMAL_VECTOR
	sum += COMPAT_LOCAL_IRQ(irq_thermal_count, THERMAL_APIC);
#endif
#ifdef CONFIG_X86_MCE_THRESHOLD
	sum += COMPAT_LOCAL_IRQ(irq_threshold_count, THRESHOLD_APIC);
#endif
#ifdef CONFIG_X86_HV_CALLBACK_VECTOR
	sum += COMPAT_LOCAL_IRQ(irq_hv_callback_count, HYPERVISOR_CALLBACK);
#endif
#if IS_ENABLED(CONFIG_HYPERV)
	sum += COMPAT_LOCAL_IRQ(hyperv_stimer0_count, HYPERV_STIMER0);
#endif
	return sum;
}

/*
 * The lists of free pages of this CPU, only to be looked at: in zone->per_cpu_pageset from
 * 5.14 (28f836b6777b), from then on a list for each order up to PAGE_ALLOC_COSTLY_ORDER, and
 * one for huge pages behind them (44042b449872).
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 14, 0)
#define compat_page_lists(zone) raw_cpu_ptr((zone)->per_cpu_pageset)
#define COMPAT_PAGE_LISTS_ORDER PAGE_ALLOC_COSTLY_ORDER
#define COMPAT_HAS_HUGE_PAGE_LIST IS_ENABLED(CONFIG_TRANSPARENT_HUGEPAGE)
#else
#define compat_page_lists(zone) (&raw_cpu_ptr((zone)->pageset)->pcp)
#define COMPAT_PAGE_LISTS_ORDER 0
#define COMPAT_HAS_HUGE_PAGE_LIST false
#endif

/* NULL where there is none for the order. */
static inline struct list_head *compat_page_list(struct zone *zone, unsigned int order,
						 int type)
{
	struct list_head *lists = compat_page_lists(zone)->lists;

	if (order <= COMPAT_PAGE_LISTS_ORDER)
		return &lists[MIGRATE_PCPTYPES * order + type];
	if (COMPAT_HAS_HUGE_PAGE_LIST && order == pageblock_order)
		return &lists[MIGRATE_PCPTYPES * (COMPAT_PAGE_LISTS_ORDER + 1)];
	return NULL;
}

/* in_hardirq() from 5.11 (15115830c887). */
#ifndef in_hardirq
#define in_hardirq in_irq
#endif

/* IRQ_WORK_INIT_HARD() from 5.11 (7a9f50a05843). */
#ifndef IRQ_WORK_INIT_HARD
#define IRQ_WORK_INIT_HARD(function)					\
	((struct irq_work){						\
		.node = { .a_flags = ATOMIC_INIT(IRQ_WORK_HARD_IRQ) },	\
		.func = (function),					\
	})
#endif

/* kthread_run_worker_on_cpu() from 6.14 (b04e317b5226) passes the CPU to the format. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 14, 0)
#define kthread_run_worker_on_cpu(cpu, flags, format) \
	kthread_create_worker_on_cpu(cpu, flags, format, cpu)
#endif

/* rdmsrl_safe() before 6.16 (6fe22abacd40). */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 16, 0)
#define rdmsrq_safe rdmsrl_safe
#endif

/*
 * A cache that shares no slabs with others: SLAB_NO_MERGE from 6.5 (d0bf7d5759c1); before,
 * a part that user space may be given keeps it apart.
 */
#ifdef SLAB_NO_MERGE
#define kmem_cache_create_unmerged(name, size) \
	kmem_cache_create(name, size, 0, SLAB_NO_MERGE, NULL)
#else
#define kmem_cache_create_unmerged(name, size) \
	kmem_cache_create_usercopy(name, size, 0, 0, 0, size, NULL)
#endif

/* Before 6.1 (05a940656e1e) this is close: caches of 96 and 192 bytes are missing. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 0)
static inline size_t kmalloc_size_roundup(size_t size)
{
	if (size > KMALLOC_MAX_SIZE)
		return size;
	return size > PAGE_SIZE ? PAGE_SIZE << get_order(size) : roundup_pow_of_two(size);
}
#endif

/*
 * kvfree_rcu_barrier() from 6.12 (2b55d6a42d14), exported up to 7.2. After that to destroy
 * a cache is to call it, and what was in sheaves is behind rcu_barrier(). Before, nothing
 * waits for kfree_rcu(): it frees a full batch at once, others after seconds. So this CPU's
 * batch is filled, the last with a page that is referenced: kfree_rcu() has freed it when
 * the reference is the only one. A batch that was on its way meanwhile takes some of them
 * with it, and what is left fills none: so it is filled up. Other parts of the batch come
 * after: as long as there is ever more memory.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(7, 3, 0)
static inline void compat_kvfree_rcu_barrier(void)
{
	kmem_cache_destroy(kmem_cache_create_unmerged("allocbench_barrier", 64));
	rcu_barrier();
}
#define kvfree_rcu_barrier compat_kvfree_rcu_barrier
#elif LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
/* The page of the last block, with a reference; NULL where there is no memory. */
static inline struct page *compat_fill_kvfree_batch(void)
{
	struct filler {
		struct rcu_head head;
	} *filler;
	struct page *last = NULL;
	int i;

	for (i = 0; i <= PAGE_SIZE / sizeof(void *); i++) {
		filler = kmalloc(KMALLOC_MAX_CACHE_SIZE + 1,
				 GFP_KERNEL | __GFP_NOWARN | __GFP_NORETRY);
		if (!filler)
			continue;
		if (last)
			put_page(last);
		last = virt_to_page(filler);
		get_page(last);
		kfree_rcu(filler, head);
	}
	return last;
}

static inline void compat_kvfree_rcu_barrier(void)
{
	struct page *last = compat_fill_kvfree_batch();
	struct page *more;
	long available;
	int i;

	for (i = 1; last && page_count(last) > 1 && i < 1000; i++) {
		msleep(1);
		more = i % 32 ? NULL : compat_fill_kvfree_batch();
		if (more)
			put_page(more);
	}
	if (last)
		put_page(last);
	/* Where others free memory too there is no end to that: a second at most. */
	for (i = 0; i < 200; i++) {
		available = si_mem_available();
		msleep(5);
		if (si_mem_available() <= available)
			break;
	}
}
#define kvfree_rcu_barrier compat_kvfree_rcu_barrier
#endif

/*
 * alloc_pages_bulk(): alloc_pages_bulk_array() before 6.14 (6bf9b5b40af7), not before 5.13
 * (0f87d9d30f21).
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 13, 0)
#define ALLOC_PAGES_BULK_ABSENT "not before 5.13"
#elif LINUX_VERSION_CODE < KERNEL_VERSION(6, 14, 0)
#define alloc_pages_bulk(gfp, count, pages) alloc_pages_bulk_array(gfp, count, pages)
#endif

/* folio_alloc() from 5.16 (cc09cb134124). */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 16, 0)
#define FOLIO_ALLOC_ABSENT "not before 5.16"
#endif

/* vmalloc_huge() is exported from 5.18 (559089e0a93d). */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 18, 0)
#define VMALLOC_HUGE_ABSENT "not before 5.18"
#endif

/*
 * __vmalloc() keeps to GFP_NOFS and GFP_NOIO from 5.17 (451769ebb7e7), and does not sleep
 * where it must not from 6.19 (86e968d8ca6d).
 */
#define VMALLOC_TAKES_NOFS (LINUX_VERSION_CODE >= KERNEL_VERSION(5, 17, 0))
#define VMALLOC_TAKES_ATOMIC (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 19, 0))

#endif /* __ASSEMBLY__ */
#endif
