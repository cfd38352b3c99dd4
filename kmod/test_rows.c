// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test-only rows, built only into allocbench-test.ko: each is a fault that a test must see.
 */
#include <linux/hrtimer.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "rows.h"

/* A block for rows that allocate nothing. */
static char stand_in;

static noinline void forget(void *block)
{
	asm volatile("" : : "r" (block));
}

/*
 * timer_in_window: arms a timer and waits for it within the allocating window. A sample
 * that is not marked is a mark that was missed.
 */
static struct hrtimer window_timer;
static bool window_timer_fired;

static enum hrtimer_restart window_timer_fires(struct hrtimer *timer)
{
	WRITE_ONCE(window_timer_fired, true);
	return HRTIMER_NORESTART;
}

static noinline void *wait_for_timer(void)
{
	hrtimer_setup(&window_timer, window_timer_fires, CLOCK_MONOTONIC,
		      HRTIMER_MODE_REL_PINNED_HARD);
	WRITE_ONCE(window_timer_fired, false);
	hrtimer_start(&window_timer, ns_to_ktime(2000), HRTIMER_MODE_REL_PINNED_HARD);
	while (!READ_ONCE(window_timer_fired))
		cpu_relax();
	return &stand_in;
}

SAMPLING_LOOPS(timer_in_window, wait_for_timer(), forget(block));

/*
 * planted_indirect: kmalloc through a function pointer, for the disassembly test to find.
 */
static noinline void *kmalloc_behind_pointer(size_t size, gfp_t gfp)
{
	return kmalloc(size, gfp);
}

static void *(*volatile planted_pointer)(size_t, gfp_t) = kmalloc_behind_pointer;

SAMPLING_LOOPS(planted_indirect, planted_pointer(shape->size, shape->gfp), kfree(block));

/*
 * every_third_fails: fails as an allocator does.
 */
static noinline void *fail_every_third(void)
{
	static unsigned int calls;

	return ++calls % 3 ? &stand_in : NULL;
}

SAMPLING_LOOPS(every_third_fails, fail_every_third(), forget(block));

/*
 * oops: a kernel that dies while it is being measured.
 */
static noinline void *oops_now(void)
{
	return (void *)READ_ONCE(*(unsigned long *)8);
}

SAMPLING_LOOPS(oops, oops_now(), forget(block));

/*
 * hang: a kernel that stops with interrupts off.
 */
static noinline void *hang_now(void)
{
	static bool ended;

	local_irq_disable();
	while (!READ_ONCE(ended))
		cpu_relax();
	return &stand_in;
}

SAMPLING_LOOPS(hang, hang_now(), forget(block));

/*
 * history: an allocation costs a turn for each block that is live, a free one for each
 * block that was freed since its allocation. The times tell what a pattern did.
 */
static unsigned long blocks_live, blocks_freed;

static noinline void take_turns(unsigned long count)
{
	unsigned long i;

	for (i = 0; i < count; i++)
		barrier();
}

static noinline void *history_begins(void)
{
	take_turns(blocks_live++);
	return (void *)(blocks_freed + 1);
}

static noinline void history_ends(void *block)
{
	take_turns(++blocks_freed - (unsigned long)block);
	blocks_live--;
}

SAMPLING_LOOPS(history, history_begins(), history_ends(block));

/*
 * where: each call costs turns by its context: sixteen times a bit for each property and
 * sixteen times the CPU, for the finding out costs too.
 */
static noinline void *tell_where(void)
{
	unsigned long properties = irqs_disabled() + 2 * !!in_serving_softirq() +
				   4 * !!in_hardirq() + 8 * !preemptible() +
				   16 * raw_smp_processor_id();

	take_turns(16 * properties);
	return &stand_in;
}

SAMPLING_LOOPS(where, tell_where(), tell_where());

static u64 test_largest(void)
{
	return KMALLOC_MAX_SIZE;
}

#define TEST_ROW(row) {				\
	.name		= #row,			\
	.size_means	= "bytes",		\
	.smallest	= 1,			\
	.largest	= test_largest,		\
	.flags		= BIT(FLAG_GFP_KERNEL) | BIT(FLAG_GFP_ATOMIC), \
	.contexts	= CONTEXTS_ALL,	\
	.loops		= &row##_loops,		\
}

static const struct allocator table[] = {
	TEST_ROW(timer_in_window),
	TEST_ROW(planted_indirect),
	TEST_ROW(every_third_fails),
	TEST_ROW(oops),
	TEST_ROW(hang),
	TEST_ROW(history),
	TEST_ROW(where),
};

ROWS(test_rows, table);
