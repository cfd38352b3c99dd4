// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test-only rows, built only into allocbench-test.ko: faults that a test must see, and what
 * the other rows are checked against.
 */
#include <linux/hrtimer.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

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
	/* No cpu_relax(): emulators leave what they translated at each of them. */
	while (!READ_ONCE(window_timer_fired))
		;
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

/* Two instructions a turn, whatever the compiler. */
static noinline void take_turns(unsigned long count)
{
	if (count)
		asm volatile("1:\tdec %0\n\tjnz 1b" : "+r" (count));
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
/* A kernel that is never preempted keeps no count of who must not be. */
static bool must_not_be_preempted(void)
{
	return IS_ENABLED(CONFIG_PREEMPT_COUNT) && !preemptible();
}

static noinline void *tell_where(void)
{
	unsigned long properties = irqs_disabled() + 2 * !!in_serving_softirq() +
				   4 * !!in_hardirq() + 8 * must_not_be_preempted() +
				   16 * raw_smp_processor_id();

	take_turns(16 * properties);
	return &stand_in;
}

SAMPLING_LOOPS(where, tell_where(), tell_where());

static noinline notrace unsigned long empty(unsigned long value)
{
	asm volatile("" : "+r" (value));
	return value;
}

/*
 * pair_loop and batch_loop: what a call costs with no clock reading beside it. One reading
 * around LOOP_COUNT pairs, and around LOOP_COUNT allocations and the frees of all, oldest
 * first.
 */
#define LOOP_COUNT 1000

#define AMORTISED(row, block_type, alloc_expression, free_expression)			\
	static noinline void *row##_pair_loop(const struct shape *shape)		\
	{										\
		int i;									\
											\
		for (i = 0; i < LOOP_COUNT; i++) {					\
			block_type block = alloc_expression;				\
											\
			if (!block)							\
				return NULL;						\
			free_expression;						\
		}									\
		return &stand_in;							\
	}										\
	static noinline void *row##_batch_loop(const struct shape *shape)		\
	{										\
		static block_type blocks[LOOP_COUNT];					\
		int taken, i;								\
											\
		for (taken = 0; taken < LOOP_COUNT; taken++) {				\
			blocks[taken] = alloc_expression;				\
			if (!blocks[taken])						\
				break;							\
		}									\
		for (i = 0; i < taken; i++) {						\
			block_type block = blocks[i];					\
											\
			free_expression;						\
		}									\
		return taken == LOOP_COUNT ? &stand_in : NULL;				\
	}										\
	SAMPLING_LOOPS(row##_pair_loop, row##_pair_loop(shape), forget(block));		\
	SAMPLING_LOOPS(row##_batch_loop, row##_batch_loop(shape), forget(block))

AMORTISED(empty, unsigned long, empty(1), empty(block));
AMORTISED(kmalloc, void *, kmalloc(shape->size, shape->gfp), kfree(block));
AMORTISED(pages, unsigned long, __get_free_pages(shape->gfp, shape->order),
	  free_pages(block, shape->order));

/*
 * slow_kmalloc, slow_pages, slow_vmalloc: what the module's parameter slow says, in
 * instructions, is what each of their calls costs more. They are adds of which each waits for
 * the one before it, and the call for the last: a CPU cannot hide them behind other work.
 */
static unsigned int slow;
module_param(slow, uint, 0444);
MODULE_PARM_DESC(slow, "Instructions (0 to 1023) that a call of slow_... takes more");

/* As many instructions in any case, and @count adds for a set bit. */
#define SLOW_BIT(count)									\
	asm volatile("test %2, %1\n\tjz 1f\n\t.rept " #count "\n\tadd $1, %0\n\t.endr\n1:" \
		     : "+r" (sum) : "r" (slow), "i" (count) : "cc")

/* Returns 0, which nobody but the adds knows. */
static noinline unsigned long slow_down(void)
{
	unsigned long sum = 0;

	SLOW_BIT(1);
	SLOW_BIT(2);
	SLOW_BIT(4);
	SLOW_BIT(8);
	SLOW_BIT(16);
	SLOW_BIT(32);
	SLOW_BIT(64);
	SLOW_BIT(128);
	SLOW_BIT(256);
	SLOW_BIT(512);
	asm volatile("and $0, %0" : "+r" (sum) : : "cc");
	return sum;
}

#define SLOW(row, block_type, alloc_expression, free_expression)		\
	static noinline block_type slowed_##row(const struct shape *shape)	\
	{									\
		unsigned long late = slow_down();				\
										\
		return alloc_expression;					\
	}									\
	static noinline void slowed_##row##_free(const struct shape *shape,	\
						 block_type block)		\
	{									\
		block += slow_down();						\
		free_expression;						\
	}									\
	SAMPLING_LOOPS(slow_##row, (void *)slowed_##row(shape),			\
		       slowed_##row##_free(shape, (block_type)block))

SLOW(kmalloc, void *, kmalloc(shape->size + late, shape->gfp), kfree(block));
SLOW(pages, unsigned long, __get_free_pages(shape->gfp, shape->order + late),
     free_pages(block, shape->order));
SLOW(vmalloc, void *, vmalloc(shape->size + late), vfree(block));

static void order_shape(struct shape *shape)
{
	shape->order = get_order(shape->size);
	shape->bytes = PAGE_SIZE << shape->order;
}

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
	.contexts	= CONTEXTS_ALL,		\
	.takes_no_lock	= true,			\
	.loops		= &row##_loops,		\
}

#define AMORTISED_ROW(row, row_flags, row_shape, row_empty) { \
	.name		= #row,			\
	.size_means	= "bytes",		\
	.smallest	= 1,			\
	.largest	= test_largest,		\
	.flags		= row_flags,		\
	.contexts	= CONTEXTS_TASK,	\
	.shape		= row_shape,		\
	.empty_caches	= row_empty,		\
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
	AMORTISED_ROW(empty_pair_loop, FLAGS_KMALLOC, NULL, NULL),
	AMORTISED_ROW(empty_batch_loop, FLAGS_KMALLOC, NULL, empty_kmalloc_caches),
	AMORTISED_ROW(kmalloc_pair_loop, FLAGS_KMALLOC, NULL, NULL),
	AMORTISED_ROW(kmalloc_batch_loop, FLAGS_KMALLOC, NULL, empty_kmalloc_caches),
	AMORTISED_ROW(pages_pair_loop, FLAGS_PAGES, order_shape, NULL),
	AMORTISED_ROW(pages_batch_loop, FLAGS_PAGES, order_shape, NULL),
	AMORTISED_ROW(slow_kmalloc, FLAGS_KMALLOC, NULL, empty_kmalloc_caches),
	AMORTISED_ROW(slow_pages, FLAGS_PAGES, order_shape, NULL),
	AMORTISED_ROW(slow_vmalloc, BIT(FLAG_GFP_KERNEL), NULL, empty_vmalloc),
};

ROWS(test_rows, table);
