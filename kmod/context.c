// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of contexts, and how a loop gets into each.
 */
#include <linux/bottom_half.h>
#include <linux/interrupt.h>
#include <linux/irq_work.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/string.h>

#include "allocator.h"
#include "clock.h"
#include "context.h"

static u64 call_in_task(struct run *run, loop_fn loop, const struct stretch *stretch)
{
	return loop(run, stretch);
}

static u64 call_preempt_off(struct run *run, loop_fn loop, const struct stretch *stretch)
{
	u64 done;

	preempt_disable();
	done = loop(run, stretch);
	preempt_enable();
	return done;
}

static u64 call_irq_off(struct run *run, loop_fn loop, const struct stretch *stretch)
{
	u64 done;

	local_irq_disable();
	done = loop(run, stretch);
	local_irq_enable();
	return done;
}

/* A call that somebody else makes for us. */
struct errand {
	struct tasklet_struct tasklet;
	struct irq_work irq_work;
	struct run *run;
	loop_fn loop;
	const struct stretch *stretch;
	u64 done;
};

static void errand_run(struct errand *errand)
{
	errand->done = errand->loop(errand->run, errand->stretch);
}

static void errand_in_tasklet(struct tasklet_struct *tasklet)
{
	errand_run(container_of(tasklet, struct errand, tasklet));
}

static void errand_in_irq_work(struct irq_work *irq_work)
{
	errand_run(container_of(irq_work, struct errand, irq_work));
}

static u64 call_in_softirq(struct run *run, loop_fn loop, const struct stretch *stretch)
{
	struct errand errand = { .run = run, .loop = loop, .stretch = stretch };

	tasklet_setup(&errand.tasklet, errand_in_tasklet);
	/* Softirqs that are raised with bottom halves off run when these are on again. */
	local_bh_disable();
	tasklet_schedule(&errand.tasklet);
	local_bh_enable();
	/* Waits also where ksoftirqd has taken it over. */
	tasklet_kill(&errand.tasklet);
	return errand.done;
}

static u64 call_in_hardirq(struct run *run, loop_fn loop, const struct stretch *stretch)
{
	struct errand errand = { .run = run, .loop = loop, .stretch = stretch };

	errand.irq_work = IRQ_WORK_INIT_HARD(errand_in_irq_work);
	irq_work_queue(&errand.irq_work);
	irq_work_sync(&errand.irq_work);
	return errand.done;
}

/* With interrupts off 16 blocks of 4 MiB, zeroed, hold up a CPU for milliseconds. */
static const struct context contexts[CONTEXT_COUNT] = {
	[CONTEXT_TASK]        = { "task",        true,  true,  1024, call_in_task },
	[CONTEXT_PREEMPT_OFF] = { "preempt-off", false, false, 16,   call_preempt_off },
	[CONTEXT_IRQ_OFF]     = { "irq-off",     false, false, 16,   call_irq_off },
	[CONTEXT_SOFTIRQ]     = { "softirq",     false, true,  16,   call_in_softirq },
	[CONTEXT_HARDIRQ]     = { "hardirq",     false, false, 16,   call_in_hardirq },
};

/* These are what they are by interrupts, or by there being none. */
#define CONTEXTS_OF_INTERRUPTS \
	(BIT(CONTEXT_IRQ_OFF) | BIT(CONTEXT_SOFTIRQ) | BIT(CONTEXT_HARDIRQ))

u32 contexts_of(const struct allocator *allocator)
{
	u32 mask = allocator->contexts;
	int i;

	if (CLOCK_IS_OF_A_PROCESS)
		mask &= ~CONTEXTS_OF_INTERRUPTS;

	for (i = 0; i < CONTEXT_COUNT; i++) {
		if (IS_ENABLED(CONFIG_PREEMPT_RT) && !contexts[i].takes_locks &&
		    !allocator->takes_no_lock)
			mask &= ~BIT(i);
	}
	return mask;
}

const struct context *context_find(const char *name, const struct allocator *allocator,
				   gfp_t gfp)
{
	u32 mask = contexts_of(allocator);
	int i;

	for (i = 0; i < CONTEXT_COUNT; i++) {
		if (strcmp(contexts[i].name, name))
			continue;
		if (!(mask & BIT(i)))
			return NULL;
		if (!contexts[i].can_sleep && gfpflags_allow_blocking(gfp))
			return NULL;
		return &contexts[i];
	}
	return NULL;
}

const char *context_name(enum context_index index)
{
	return contexts[index].name;
}
