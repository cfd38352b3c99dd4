// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sums of counters, and the words for those that could not be read.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "counters.h"
#include "fact.h"

static const struct {
	enum allocbench_counter_kind kind;
	const char *field;
} kinds[] = {
	{ ALLOCBENCH_PATH,     "path" },
	{ ALLOCBENCH_HARDWARE, "hardware" },
};

#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

/* Where a row is of other CPUs too, it is of patterns that take them. */
static const struct {
	enum allocbench_counter_kind kind;
	uint32_t error;
	bool is_of_cpus;
	const char *reason;
} reasons[] = {
	{ ALLOCBENCH_HARDWARE, ENOENT,     false,
	  "this CPU or hypervisor has no such counter" },
	{ ALLOCBENCH_HARDWARE, EBUSY,      false, "the counter was shared with others" },
	{ ALLOCBENCH_HARDWARE, EOPNOTSUPP, true,  "the calls are not of one thread" },
	{ ALLOCBENCH_PATH,     EOPNOTSUPP, false, "not in this kernel" },
	{ ALLOCBENCH_PATH,     ENODATA,    false, "kernel without CONFIG_SLUB_STATS" },
	{ ALLOCBENCH_PATH,     ENOENT,     false, "not to be read in /sys/kernel/slab" },
};

static bool is_same(const struct allocbench_counter *a,
		    const struct allocbench_counter *b)
{
	return a->kind == b->kind && !strcmp(a->name, b->name);
}

static void add_one(struct allocbench_counter *sum,
		    const struct allocbench_counter *counter)
{
	if (!sum->error)
		sum->error = counter->error;
	if (__builtin_add_overflow(sum->change, counter->change, &sum->change) &&
	    !sum->error)
		sum->error = EOVERFLOW;
}

int counters_add(struct counters *counters, const struct allocbench_counter *round,
		 size_t count)
{
	if (!counters->rounds++) {
		memcpy(counters->items, round, count * sizeof(*round));
		counters->count = counters->round_count = count;
		return 0;
	}
	if (count != counters->round_count)
		return -EPROTO;
	for (size_t i = 0; i < count; i++) {
		if (!is_same(&counters->items[i], &round[i]))
			return -EPROTO;
		add_one(&counters->items[i], &round[i]);
	}
	return 0;
}

void counters_append(struct counters *counters, const struct allocbench_counter *counter)
{
	for (size_t i = 0; i < counters->count; i++) {
		if (is_same(&counters->items[i], counter)) {
			add_one(&counters->items[i], counter);
			return;
		}
	}
	counters->items[counters->count++] = *counter;
}

static const char *reason_of(const struct allocbench_counter *counter,
			     const struct point *point)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		if (reasons[i].kind == counter->kind &&
		    reasons[i].error == counter->error &&
		    (!reasons[i].is_of_cpus || *point->cpus))
			return reasons[i].reason;
	}
	return strerror(counter->error);
}

static int put_one(json_t *record, const char *field,
		   const struct allocbench_counter *counter, const struct point *point)
{
	char path[16 + ALLOCBENCH_NAME_LENGTH];

	snprintf(path, sizeof(path), "%s.%s", field, counter->name);
	if (counter->error)
		return fact_unknown(record, path, reason_of(counter, point));
	return fact_set(record, path, json_integer(counter->change));
}

int counters_put(json_t *record, const struct counters *counters,
		 const struct point *point)
{
	int error = 0;

	for (size_t kind = 0; kind < KIND_COUNT && !error; kind++) {
		error = fact_set(record, kinds[kind].field, json_object());
		for (size_t i = 0; i < counters->count && !error; i++) {
			if (counters->items[i].kind == kinds[kind].kind)
				error = put_one(record, kinds[kind].field,
						&counters->items[i], point);
		}
	}
	return error;
}
