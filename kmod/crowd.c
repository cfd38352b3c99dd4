// SPDX-License-Identifier: GPL-2.0-only
/*
 * A crew has a bound thread on each of a run's CPUs. A crowd lets all of them begin at once.
 */
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/overflow.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "clock.h"
#include "crowd.h"
#include "run.h"
#include "stretch.h"

/**
 * struct hand - one thread
 * @run:    a copy of the run, with its own part of the buffer
 * @start:  when it began
 * @end:    when it had taken its samples
 */
struct hand {
	struct crew *crew;
	struct kthread_worker *worker;
	struct kthread_work work;
	struct run run;
	struct instant start;
	struct instant end;
};

/**
 * struct crew - all of them
 * @waiting: hands that have not come to the line yet
 * @working: hands that have not ended
 */
struct crew {
	atomic_t waiting;
	atomic_t working;
	struct completion done;
	unsigned int count;
	struct hand hands[];
};

static int hire(struct hand *hand, unsigned int cpu)
{
	struct kthread_worker *worker =
		kthread_run_worker_on_cpu(cpu, 0, KBUILD_MODNAME "/%u");

	/* A fork that lacks memory may say that it lacks something else. */
	if (IS_ERR(worker))
		return PTR_ERR(worker) == -EAGAIN ? -ENOMEM : PTR_ERR(worker);
	hand->worker = worker;
	return 0;
}

int crew_new(struct run *run)
{
	unsigned int cpu, count = cpumask_weight(&run->cpus);
	struct crew *crew;
	int error;

	if (!count)
		return 0;
	crew = kvzalloc(struct_size(crew, hands, count), GFP_KERNEL);
	if (!crew)
		return -ENOMEM;
	run->crew = crew;
	for_each_cpu(cpu, &run->cpus) {
		struct hand *hand = &crew->hands[crew->count];

		error = hire(hand, cpu);
		if (error) {
			crew_free(run);
			return error;
		}
		hand->crew = crew;
		crew->count++;
	}
	return 0;
}

void crew_free(struct run *run)
{
	struct crew *crew = run->crew;
	unsigned int i;

	if (!crew)
		return;
	for (i = 0; i < crew->count; i++)
		kthread_destroy_worker(crew->hands[i].worker);
	kvfree(crew);
	run->crew = NULL;
}

/* What crew_run_first() hands over. */
struct errand {
	struct kthread_work work;
	struct run *run;
	loop_fn loop;
	const struct stretch *stretch;
};

static void errand_run(struct kthread_work *work)
{
	struct errand *errand = container_of(work, struct errand, work);

	stretch_run(errand->run, errand->loop, errand->stretch);
}

void crew_run_first(struct crew *crew, struct run *run, loop_fn loop,
		    const struct stretch *stretch)
{
	struct errand errand = { .run = run, .loop = loop, .stretch = stretch };

	kthread_init_work(&errand.work, errand_run);
	kthread_queue_work(crew->hands[0].worker, &errand.work);
	kthread_flush_work(&errand.work);
}

/* Begins when all are there, or not at all where the leader has been stopped. */
static void line_up(struct crew *crew, const struct run *leader)
{
	atomic_dec(&crew->waiting);
	while (atomic_read(&crew->waiting) && !READ_ONCE(leader->stopped)) {
		cpu_relax();
		cond_resched();
	}
}

static void hand_samples(struct kthread_work *work)
{
	struct hand *hand = container_of(work, struct hand, work);
	struct run *run = &hand->run;

	line_up(hand->crew, run->leader);
	hand->start = clock_read();
	run->taken = stretch_run(run, run->loops->pairs,
				 &(struct stretch){ .samples = run->buffer.samples,
						    .slots = run->buffer.slots,
						    .count = run->sample_count });
	hand->end = clock_read();
	if (atomic_dec_and_test(&hand->crew->working))
		complete(&hand->crew->done);
}

static void send_hand(struct hand *hand, struct run *leader, unsigned int place, u64 count)
{
	struct run *run = &hand->run;

	run_copy(run, leader);
	run->leader = leader;
	run->stopped = 0;
	run->sample_count = count;
	run->buffer.samples += place * count;
	run->buffer.slots += place * run->shape.slot_words;
	run->taken = 0;
	run->failures = 0;
	run->live = 0;
	run->promised = 0;
	run->elapsed_ticks = 0;
	run_register(run);
	kthread_init_work(&hand->work, hand_samples);
	kthread_queue_work(hand->worker, &hand->work);
}

/* Puts what a hand has taken behind what the hands before it have. */
static void gather(struct hand *hand, struct run *leader)
{
	struct run *run = &hand->run;

	kthread_flush_work(&hand->work);
	run_unregister(run);
	memmove(leader->buffer.samples + leader->taken, run->buffer.samples,
		run->taken * sizeof(*run->buffer.samples));
	leader->taken += run->taken;
	leader->failures += run->failures;
	leader->elapsed_ticks =
		max(leader->elapsed_ticks, clock_ticks(hand->start, hand->end));
}

static u64 start_skew(const struct crew *crew)
{
	const struct instant first = crew->hands[0].start;
	s64 earliest = 0, latest = 0;
	unsigned int i;

	for (i = 1; i < crew->count; i++) {
		s64 ticks = clock_ticks(first, crew->hands[i].start);

		earliest = min(earliest, ticks);
		latest = max(latest, ticks);
	}
	return latest - earliest;
}

void take_crowd(struct run *run, u64 count)
{
	struct crew *crew = run->crew;
	unsigned int i;

	atomic_set(&crew->waiting, crew->count);
	atomic_set(&crew->working, crew->count);
	init_completion(&crew->done);
	for (i = 0; i < crew->count; i++)
		send_hand(&crew->hands[i], run, i, count);
	if (wait_for_completion_interruptible(&crew->done))
		WRITE_ONCE(run->stopped, -EINTR);
	for (i = 0; i < crew->count; i++)
		gather(&crew->hands[i], run);
	run->start_skew = start_skew(crew);
}
