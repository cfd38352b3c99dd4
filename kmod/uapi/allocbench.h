/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The contract between allocbench.ko and its driver, and all that the two share.
 *
 * debugfs directory "allocbench":
 *
 *   allocators  text: a heading, then one row an allocator, fields separated by tabs:
 *               name, size_means ("bytes", "adds", "nothing"), smallest, largest, probe,
 *               bulk, node ("yes" where it takes one), flags, contexts, patterns (joined by
 *               commas, "-" for none), slab (whose caches its blocks come from: "kmalloc",
 *               "own" or "-"), slot_words (of the buffer, see buffer_samples), absent
 *               ("-", or why this kernel does not have it), unreal ("-", or why its
 *               numbers say nothing of the kernel elsewhere)
 *   info        text: "key: value" lines: clock facts, limits, flag names, live objects,
 *               and of patterns "pattern_set" and "pattern_cpus": those that take a
 *               set_size or cpus, joined by commas
 *   run         write(2) of one struct allocbench_request performs a run; read(2) then
 *               gives one struct allocbench_reply, sample_count struct allocbench_sample and
 *               counter_count struct allocbench_counter, in pieces of any size, and 0 after
 *               the last byte
 *
 * To open any of them, and to write, takes CAP_SYS_ADMIN in the first user namespace,
 * whatever their modes; "run" also a kernel that is not locked down. A reply may be read by
 * whoever was given the open file.
 *
 * Everything has a fixed width and no holes, so that a 32-bit driver speaks to a 64-bit
 * kernel. Allocators, flags, patterns and contexts travel by name: user space holds no
 * second list of them.
 */
#ifndef UAPI_ALLOCBENCH_H
#define UAPI_ALLOCBENCH_H

#include <linux/types.h>

#define ALLOCBENCH_VERSION 2

#define ALLOCBENCH_NAME_LENGTH 32
#define ALLOCBENCH_FLAGS_LENGTH 160
#define ALLOCBENCH_CPUS_LENGTH 256

/* What the buffer of an open file takes for a sample: the sample, a block and its place. */
#define ALLOCBENCH_SAMPLE_BYTES (32 + 8 + 4)

/**
 * enum allocbench_operation - what a request asks for
 * @ALLOCBENCH_SAMPLE: @sample_count timed samples
 * @ALLOCBENCH_PROBE:  one attempt with __GFP_NOWARN and __GFP_NORETRY, beyond the row's
 *                     largest request if wanted: a step of a search for the largest block.
 *                     The reply has one sample; sample_count must be 1, warmup_count 0,
 *                     the pattern "pair", the context "task".
 * @ALLOCBENCH_CHECK:  check as ALLOCBENCH_SAMPLE does, and do nothing: write(2) returns the
 *                     error that a sampling run would give. There is nothing to read.
 */
enum allocbench_operation {
	ALLOCBENCH_SAMPLE = 1,
	ALLOCBENCH_PROBE = 2,
	ALLOCBENCH_CHECK = 3,
};

/**
 * enum allocbench_request_flags - how a run begins (bits)
 * @ALLOCBENCH_CONTINUE: go on with the cell of the last run of this open file: nothing is
 *                       settled or made anew before. All but the counts must be the same.
 */
enum allocbench_request_flags {
	ALLOCBENCH_CONTINUE = 1 << 0,
};

/**
 * enum allocbench_cause - what happened in a sample besides the measured calls (bits)
 * @ALLOCBENCH_IRQ:        a device interrupt
 * @ALLOCBENCH_LOCAL_IRQ:  a timer tick, an inter-processor or another local interrupt
 * @ALLOCBENCH_SWITCH:     a context switch
 * @ALLOCBENCH_MIGRATION:  the sample began and ended on different CPUs
 * @ALLOCBENCH_FAILED:     the allocation failed: alloc_ticks is the failure's cost,
 *                         free_ticks and touch_ticks 0
 */
enum allocbench_cause {
	ALLOCBENCH_IRQ = 1 << 0,
	ALLOCBENCH_LOCAL_IRQ = 1 << 1,
	ALLOCBENCH_SWITCH = 1 << 2,
	ALLOCBENCH_MIGRATION = 1 << 3,
	ALLOCBENCH_FAILED = 1 << 4,
};

/**
 * enum allocbench_reply_flags - facts about a run (bits)
 * @ALLOCBENCH_INTERRUPTED: a signal stopped it; the samples before are complete
 * @ALLOCBENCH_SMI_COUNTED: smi_count is real; "smi_counter" in info says why it is not
 */
enum allocbench_reply_flags {
	ALLOCBENCH_INTERRUPTED = 1 << 0,
	ALLOCBENCH_SMI_COUNTED = 1 << 1,
};

/**
 * struct allocbench_request - one run
 * @version:        ALLOCBENCH_VERSION
 * @operation:      enum allocbench_operation
 * @allocator:      a name from the file "allocators", NUL-padded to the end
 * @gfp:            flag names joined by '|', NUL-padded to the end
 * @pattern:        a pattern that the row takes, NUL-padded: see "info"
 * @context:        a context that the row takes, NUL-padded
 * @cpus:           list such as "0-3,8", NUL-padded, of the pattern's other CPUs: of crowd
 *                  all CPUs, a thread each; of remote the one that frees; else empty
 * @size:           what the row says it means: bytes, or a ruler's number of adds
 * @sample_count:   samples to take, at least 1; of crowd, each thread
 * @warmup_count:   samples to take and forget before them
 * @buffer_samples: samples that the open file's buffer must hold: 0 for as many as this
 *                  run needs, else at least that. It counts on the first run after open(2),
 *                  where the buffer is allocated; later runs must fit into it. A run needs
 *                  the larger of sample_count and (slot_words + bulk_count) * set_size (1
 *                  where there is no set), for each of its threads. A sample takes
 *                  ALLOCBENCH_SAMPLE_BYTES of memory.
 * @budget:         most bytes that the run may hold at once; 0 for the module's default,
 *                  the smaller of a quarter of MemAvailable and 4 GiB. Samples have less
 *                  where memory is high: three quarters of the rest that is free, or half
 *                  of vmalloc's area; and nowhere more than what other runs leave them of
 *                  MemAvailable without its eighth. Where its blocks turn out to take more than
 *                  their bytes, E2BIG comes in mid-run
 * @set_size:       blocks that the pattern holds at once, where it takes a set; else 0
 * @bulk_count:     objects that one call of the row gives, where it takes a count; else 0
 * @seed:           of what the pattern draws at random
 * @node:           NUMA node of a row that takes one, -1 for the CPU's own
 * @flags:          enum allocbench_request_flags
 * @reserved:       zero
 */
struct allocbench_request {
	__u32 version;
	__u32 operation;
	char allocator[ALLOCBENCH_NAME_LENGTH];
	char gfp[ALLOCBENCH_FLAGS_LENGTH];
	char pattern[ALLOCBENCH_NAME_LENGTH];
	char context[ALLOCBENCH_NAME_LENGTH];
	char cpus[ALLOCBENCH_CPUS_LENGTH];
	__aligned_u64 size;
	__aligned_u64 sample_count;
	__aligned_u64 warmup_count;
	__aligned_u64 buffer_samples;
	__aligned_u64 budget;
	__aligned_u64 set_size;
	__aligned_u64 bulk_count;
	__aligned_u64 seed;
	__s32 node;
	__u32 flags;
	__aligned_u64 reserved[8];
};

/**
 * struct allocbench_reply - what a run gave; its samples and its counters follow it
 * @version:       ALLOCBENCH_VERSION
 * @flags:         enum allocbench_reply_flags
 * @sample_count:  samples that follow, marked and failed ones included
 * @failures:      how many of them failed
 * @usable_size:   bytes that a block really has, or each object of a call that gives
 *                 several; 0 where the row cannot tell, or the one to be asked failed
 * @elapsed_ticks: clock ticks in the loops that sample, windows included; of crowd, the
 *                 longest thread's
 * @start_skew:    of crowd: clock ticks from the first thread's start to the last one's
 * @smi_count:     system management interrupts meanwhile, if ALLOCBENCH_SMI_COUNTED
 * @cpu:           the CPU on which the run ended
 * @threads:       threads that took samples: 1, or of crowd as many as CPUs
 * @counter_count: counters that follow the samples
 * @reserved:      zero
 */
struct allocbench_reply {
	__u32 version;
	__u32 flags;
	__aligned_u64 sample_count;
	__aligned_u64 failures;
	__aligned_u64 usable_size;
	__aligned_u64 elapsed_ticks;
	__aligned_u64 start_skew;
	__aligned_u64 smi_count;
	__u32 cpu;
	__u32 threads;
	__u32 counter_count;
	__u32 reserved;
};

/**
 * struct allocbench_sample - one allocation and its free
 * @alloc_ticks: clock ticks around the allocating call, the clock's own cost included
 * @free_ticks:  the same around the freeing call
 * @touch_ticks: of the pattern touch: the same around the first write to each page
 * @cause:       enum allocbench_cause bits; 0 is an undisturbed sample
 * @cpu:         the CPU that allocated
 *
 * Samples stand in the order of their allocations; of crowd, thread after thread.
 */
struct allocbench_sample {
	__aligned_u64 alloc_ticks;
	__aligned_u64 free_ticks;
	__aligned_u64 touch_ticks;
	__u32 cause;
	__u32 cpu;
};

/**
 * struct allocbench_counter - a counter of the kernel or the CPU while samples were taken
 * @name:   NUL-padded; as the kernel spells it: in /proc/vmstat ("pgalloc_normal"), or of
 *          perf's hardware events ("instructions")
 * @change: by how much it went up, the loops' own part included
 * @error:  0, or the errno for which it could not be read
 * @kind:   enum allocbench_counter_kind
 *
 * The kernel's counters are of the whole system, but pcp_pages, which is of the CPU; the
 * hardware's are of this thread in kernel mode.
 */
struct allocbench_counter {
	char name[ALLOCBENCH_NAME_LENGTH];
	__s64 change __attribute__((aligned(8)));
	__u32 error;
	__u32 kind;
};

/**
 * enum allocbench_counter_kind - where a counter comes from
 * @ALLOCBENCH_PATH:     the kernel's, of the path that allocations take
 * @ALLOCBENCH_HARDWARE: the CPU's
 */
enum allocbench_counter_kind {
	ALLOCBENCH_PATH = 1,
	ALLOCBENCH_HARDWARE = 2,
};

#ifndef __cplusplus
_Static_assert(sizeof(struct allocbench_request) == 8 + 32 + 160 + 64 + 256 + 17 * 8,
	       "allocbench_request has a hole");
_Static_assert(sizeof(struct allocbench_reply) == 8 + 6 * 8 + 16,
	       "allocbench_reply has a hole");
_Static_assert(sizeof(struct allocbench_counter) == 48, "allocbench_counter has a hole");
_Static_assert(sizeof(struct allocbench_sample) == 32, "allocbench_sample has a hole");
#endif

#endif
