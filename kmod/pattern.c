// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of patterns, and those of one thread.
 */
#include <linux/string.h>

#include "clock.h"
#include "crowd.h"
#include "marks.h"
#include "pattern.h"
#include "run.h"
#include "stretch.h"

static u32 random_below(struct run *run, u32 limit)
{
	return ((u64)prandom_u32_state(&run->random) * limit) >> 32;
}

static void **slot_at(struct run *run, u64 place)
{
	return run->buffer.slots + (size_t)place * run->shape.slot_words;
}

/* pair: each block is freed before the next is asked for. */
static void take_pairs(struct run *run, u64 count)
{
	run->taken = stretch_run(run, run->loops->pairs,
				 &(struct stretch){ .samples = run->buffer.samples,
						    .slots = run->buffer.slots,
						    .count = count });
}

static void fill_places(struct run *run, u32 count)
{
	u32 *places = run->buffer.places;
	u32 i;

	for (i = 0; i < count; i++)
		places[i] = run->pattern->order == ORDER_LIFO ? count - 1 - i : i;
	if (run->pattern->order != ORDER_RANDOM)
		return;
	for (i = count; i > 1; i--) {
		u32 other = random_below(run, i);

		swap(places[i - 1], places[other]);
	}
}

static void free_batch(struct run *run, const struct stretch *frees)
{
	if (run->pattern->cpus == PATTERN_ONE_CPU)
		crew_run_first(run->crew, run, run->loops->frees, frees);
	else
		stretch_run(run, run->loops->frees, frees);
}

/* batch, cold, remote: a set of blocks is allocated, then all of it freed. */
static void take_batches(struct run *run, u64 count)
{
	while (run->taken < count && !run->stopped) {
		struct stretch batch = {
			.samples = run->buffer.samples + run->taken,
			.slots = run->buffer.slots,
			.count = min(run->set_size, count - run->taken),
		};

		if (run->pattern->is_cold)
			run->allocator->empty_caches(run);
		batch.count = stretch_run(run, run->loops->allocs, &batch);
		fill_places(run, batch.count);
		batch.places = run->buffer.places;
		free_batch(run, &batch);
		run->taken += batch.count;
	}
}

/* Fails in silence where memory is short: the sample that needs the slot will tell. */
static void hold_set(struct run *run)
{
	struct allocbench_sample forgotten;
	u64 i, failures = run->failures;

	if (run->holds_set)
		return;
	run->holds_set = true;
	for (i = 0; i < run->set_size; i++)
		*slot_at(run, i) = NULL;
	for (i = 0; i < run->set_size && !run->stopped; i++)
		stretch_alloc_one(run, &forgotten, slot_at(run, i));
	run->failures = failures;
}

/* As many at a time as any context takes: who is killed has a second for all of them. */
void pattern_drop_set(struct run *run)
{
	static const u32 places[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
	struct allocbench_sample forgotten[ARRAY_SIZE(places)];
	u64 i;

	if (!run->holds_set)
		return;
	for (i = 0; i < run->set_size; i += ARRAY_SIZE(places))
		stretch_run(run, run->loops->frees,
			    &(struct stretch){ .samples = forgotten,
					       .slots = slot_at(run, i),
					       .places = places,
					       .count = min_t(u64, run->set_size - i,
							      ARRAY_SIZE(places)) });
	run->holds_set = false;
}

/* Returns false where it was stopped between the two. */
static bool replace_one(struct run *run, struct allocbench_sample *sample, void **slot)
{
	struct allocbench_sample freed = { 0 };

	stretch_free_one(run, &freed, slot);
	if (!stretch_alloc_one(run, sample, slot))
		return false;
	sample->cause |= freed.cause;
	if (!(sample->cause & ALLOCBENCH_FAILED))
		sample->free_ticks = freed.free_ticks;
	return true;
}

/*
 * hold: of a standing set, one at random is freed and allocated anew. Where a slot is empty
 * and cannot be filled, there is nothing to free: the failure is the sample.
 */
static void take_replacements(struct run *run, u64 count)
{
	hold_set(run);
	while (run->taken < count && !run->stopped) {
		struct allocbench_sample *sample = run->buffer.samples + run->taken;
		void **slot = slot_at(run, random_below(run, run->set_size));

		if (!*slot && !stretch_alloc_one(run, sample, slot))
			break;
		if (*slot && !replace_one(run, sample, slot))
			break;
		run->taken++;
	}
}

/* A write to each page: the first one may find no translation, or no memory behind it. */
static noinline void touch_pages(char *first, size_t size)
{
	char *byte;

	for (byte = first; byte < first + size; byte += PAGE_SIZE)
		WRITE_ONCE(*byte, 1);
}

static u64 touch_loop(struct run *run, const struct stretch *stretch)
{
	void *memory = run->allocator->address(&run->shape, *stretch->slots);
	size_t size = run->shape.size;
	struct marks before = marks_take();
	struct instant from, to;

	from = clock_read();
	touch_pages(memory, size);
	to = clock_read();
	stretch->samples->cause |= marks_cause(before, marks_take());
	stretch->samples->touch_ticks = clock_ticks(from, to);
	return 1;
}

/* touch: pairs, with the first write to each page between, timed apart. */
static void take_touches(struct run *run, u64 count)
{
	void **slot = run->buffer.slots;

	while (run->taken < count) {
		struct stretch touch = { .samples = run->buffer.samples + run->taken,
					 .slots = slot,
					 .count = 1 };

		if (!stretch_alloc_one(run, touch.samples, slot))
			break;
		if (*slot)
			run->context->call(run, touch_loop, &touch);
		stretch_free_one(run, touch.samples, slot);
		run->taken++;
	}
}

static const struct pattern patterns[] = {
	{ "pair",         take_pairs },
	{ "batch-fifo",   take_batches, ORDER_FIFO,   .takes_set = true },
	{ "batch-lifo",   take_batches, ORDER_LIFO,   .takes_set = true },
	{ "batch-random", take_batches, ORDER_RANDOM, .takes_set = true },
	{ "hold",         take_replacements,          .takes_set = true },
	{ "cold",         take_batches, ORDER_FIFO,   .takes_set = true, .is_cold = true },
	{ "remote",       take_batches, ORDER_FIFO,   .takes_set = true,
	  .cpus = PATTERN_ONE_CPU },
	{ "crowd",        take_crowd,                 .cpus = PATTERN_CPUS },
	{ "touch",        take_touches,               .touches = true },
};

const struct pattern *pattern_at(unsigned int index)
{
	return index < ARRAY_SIZE(patterns) ? &patterns[index] : NULL;
}

bool pattern_fits(const struct pattern *pattern, const struct allocator *allocator)
{
	if (pattern->is_cold && !allocator->empty_caches)
		return false;
	if (pattern->touches && !allocator->address)
		return false;
	return true;
}

const struct pattern *pattern_find(const char *name, const struct allocator *allocator)
{
	const struct pattern *pattern;
	unsigned int i;

	for (i = 0; (pattern = pattern_at(i)); i++) {
		if (!strcmp(pattern->name, name))
			return pattern_fits(pattern, allocator) ? pattern : NULL;
	}
	return NULL;
}
