// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of counters, and how each is read.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/mmzone.h>
#include <linux/perf_event.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmstat.h>

#include "counters.h"
#include "uapi/allocbench.h"

/* User-mode Linux has no perf, and no declarations of it. */
#ifndef CONFIG_PERF_EVENTS
#define perf_event_create_kernel_counter(attr, ...) ((void)(attr), ERR_PTR(-EOPNOTSUPP))
#define perf_event_read_value(event, enabled, running) (*(enabled) = *(running) = 0)
#endif

/*
 * Pages given and taken back, per-CPU lists included; allocations that had to reclaim or to
 * compact themselves.
 */
static const struct {
	const char *name;
	enum vm_event_item event;
} vm_events[] = {
#ifdef CONFIG_ZONE_DMA
	{ "pgalloc_dma", PGALLOC_DMA },
#endif
#ifdef CONFIG_ZONE_DMA32
	{ "pgalloc_dma32", PGALLOC_DMA32 },
	{ "allocstall_dma32", ALLOCSTALL_DMA32 },
#endif
	{ "pgalloc_normal", PGALLOC_NORMAL },
	{ "allocstall_normal", ALLOCSTALL_NORMAL },
	{ "pgfree", PGFREE },
	{ "slabs_scanned", SLABS_SCANNED },
#ifdef CONFIG_COMPACTION
	{ "compact_stall", COMPACTSTALL },
	{ "compact_success", COMPACTSUCCESS },
	{ "compact_fail", COMPACTFAIL },
#endif
};

static s64 zones_sum(s64 (*of)(struct zone *zone))
{
	s64 sum = 0;
	int node, i;

	for_each_online_node (node) {
		for (i = 0; i < MAX_NR_ZONES; i++) {
			struct zone *zone = &NODE_DATA(node)->node_zones[i];

			if (populated_zone(zone))
				sum += of(zone);
		}
	}
	return sum;
}

/* Others go on counting while we look: their counters, and their way to do it. */
static s64 free_pages_of(struct zone *zone)
{
	return data_race(zone_page_state_snapshot(zone, NR_FREE_PAGES));
}

static s64 nr_free_pages_now(void)
{
	return zones_sum(free_pages_of);
}

static s64 listed_pages_of(struct zone *zone)
{
	return data_race(compat_page_lists(zone)->count);
}

static s64 pcp_pages(void)
{
	return zones_sum(listed_pages_of);
}

/* With what the CPUs have not added to the sum yet, as for zones above. */
static s64 node_pages(enum node_stat_item item)
{
	s64 sum = global_node_page_state_pages(item);
	int node, cpu;

	for_each_online_node (node) {
		for_each_online_cpu (cpu)
			sum += data_race(
				per_cpu_ptr(NODE_DATA(node)->per_cpu_nodestats, cpu)
					->vm_node_stat_diff[item]);
	}
	return sum;
}

static s64 slab_reclaimable(void)
{
	return node_pages(NR_SLAB_RECLAIMABLE_B);
}

static s64 slab_unreclaimable(void)
{
	return node_pages(NR_SLAB_UNRECLAIMABLE_B);
}

/* In pages; pcp_pages: those in the lists of this CPU. */
static const struct {
	const char *name;
	s64 (*read)(void);
} page_counts[] = {
	{ "nr_free_pages", nr_free_pages_now },
	{ "pcp_pages", pcp_pages },
	{ "nr_slab_reclaimable", slab_reclaimable },
	{ "nr_slab_unreclaimable", slab_unreclaimable },
};

#define CACHE_EVENT(cache, operation, result)                                 \
	(PERF_COUNT_HW_CACHE_##cache | (PERF_COUNT_HW_CACHE_OP_##operation << 8) | \
	 (PERF_COUNT_HW_CACHE_RESULT_##result << 16))

/* As perf names them. */
static const struct {
	const char *name;
	u32 type;
	u64 config;
} hardware_events[] = {
	{ "cycles", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES },
	{ "instructions", PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS },
	{ "branch-misses", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES },
	{ "cache-misses", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES },
	{ "dTLB-load-misses", PERF_TYPE_HW_CACHE, CACHE_EVENT(DTLB, READ, MISS) },
#ifdef ALLOCBENCH_TEST
	/* A machine without such counters has this one: the same way through perf. */
	{ "task-clock", PERF_TYPE_SOFTWARE, PERF_COUNT_SW_TASK_CLOCK },
#endif
};

#define PATH_COUNT (ARRAY_SIZE(vm_events) + ARRAY_SIZE(page_counts))
#define COUNT (PATH_COUNT + ARRAY_SIZE(hardware_events))

/**
 * struct counters - of one run
 * @thread: whose events they are
 * @events: of the hardware, or an ERR_PTR()
 * @result: before counters_end(), change is what was read at the beginning
 * @vm:     scratch for all events of the kernel
 */
struct counters {
	struct pid *thread;
	struct perf_event *events[ARRAY_SIZE(hardware_events)];
	struct allocbench_counter result[COUNT];
	unsigned long vm[NR_VM_EVENT_ITEMS];
};

static struct perf_event *event_new(int i)
{
	struct perf_event_attr attr = {
		.type = hardware_events[i].type,
		.config = hardware_events[i].config,
		.size = sizeof(attr),
		.disabled = 1,
		.exclude_user = 1,
		.exclude_hv = 1,
	};

	return perf_event_create_kernel_counter(&attr, -1, current, NULL, NULL);
}

static void name_counter(struct allocbench_counter *counter, const char *name, u32 kind)
{
	strscpy(counter->name, name, sizeof(counter->name));
	counter->kind = kind;
}

struct counters *counters_new(void)
{
	struct counters *counters = kzalloc(sizeof(*counters), GFP_KERNEL);
	struct allocbench_counter *counter;
	int i;

	if (!counters)
		return NULL;
	counters->thread = get_pid(task_pid(current));
	counter = counters->result;
	for (i = 0; i < ARRAY_SIZE(vm_events); i++)
		name_counter(counter++, vm_events[i].name, ALLOCBENCH_PATH);
	for (i = 0; i < ARRAY_SIZE(page_counts); i++)
		name_counter(counter++, page_counts[i].name, ALLOCBENCH_PATH);
	for (i = 0; i < ARRAY_SIZE(hardware_events); i++) {
		name_counter(counter++, hardware_events[i].name, ALLOCBENCH_HARDWARE);
		counters->events[i] = event_new(i);
	}
	return counters;
}

void counters_free(struct counters *counters)
{
	int i;

	if (!counters)
		return;
	for (i = 0; i < ARRAY_SIZE(hardware_events); i++) {
		if (!IS_ERR(counters->events[i]))
			perf_event_release_kernel(counters->events[i]);
	}
	put_pid(counters->thread);
	kfree(counters);
}

static void read_path(struct counters *counters, int sign)
{
	struct allocbench_counter *counter = counters->result;
	int i;

	if (IS_ENABLED(CONFIG_VM_EVENT_COUNTERS))
		all_vm_events(counters->vm);
	for (i = 0; i < ARRAY_SIZE(vm_events); i++, counter++) {
		counter->change += sign * (s64)counters->vm[vm_events[i].event];
		counter->error = IS_ENABLED(CONFIG_VM_EVENT_COUNTERS) ? 0 : EOPNOTSUPP;
	}
	for (i = 0; i < ARRAY_SIZE(page_counts); i++, counter++)
		counter->change += sign * page_counts[i].read();
}

/* A counter that shared its register with others has not seen all. */
static void read_hardware(struct counters *counters, int i, int sign, bool is_one_thread)
{
	struct allocbench_counter *counter = &counters->result[PATH_COUNT + i];
	u64 enabled, running, value;

	if (IS_ERR(counters->events[i])) {
		counter->error = -PTR_ERR(counters->events[i]);
		return;
	}
	value = perf_event_read_value(counters->events[i], &enabled, &running);
	counter->change += sign * (s64)value;
	counter->error = running < enabled ? EBUSY : is_one_thread ? 0 : EOPNOTSUPP;
}

void counters_begin(struct counters *counters)
{
	int i;

	for (i = 0; i < COUNT; i++)
		counters->result[i].change = 0;
	read_path(counters, -1);
	for (i = 0; i < ARRAY_SIZE(hardware_events); i++) {
		read_hardware(counters, i, -1, true);
		if (!IS_ERR(counters->events[i]))
			perf_event_enable(counters->events[i]);
	}
}

void counters_end(struct counters *counters, bool is_one_thread)
{
	/* Another may have gone on with the cell. */
	bool is_theirs = is_one_thread && counters->thread == task_pid(current);
	int i;

	for (i = 0; i < ARRAY_SIZE(hardware_events); i++) {
		if (!IS_ERR(counters->events[i]))
			perf_event_disable(counters->events[i]);
		read_hardware(counters, i, 1, is_theirs);
	}
	read_path(counters, 1);
	for (i = 0; i < COUNT; i++) {
		if (counters->result[i].error)
			counters->result[i].change = 0;
	}
}

const struct allocbench_counter *counters_result(const struct counters *counters,
						 unsigned int *count)
{
	*count = COUNT;
	return counters->result;
}
