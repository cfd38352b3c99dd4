// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every line of the errno table: the documented errno, nothing allocated, nothing logged.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_rows.h"

typedef void mistake_fn(struct allocbench_request *request);

#define MISTAKE(name, statement) \
	static void name(struct allocbench_request *r) { statement; }

MISTAKE(nothing, (void)r)
MISTAKE(older_version, r->version = 0)
MISTAKE(newer_version, r->version = ALLOCBENCH_VERSION + 1)
MISTAKE(no_operation, r->operation = 0)
MISTAKE(unknown_operation, r->operation = 99)
MISTAKE(empty_allocator, memset(r->allocator, 0, sizeof(r->allocator)))
MISTAKE(unknown_allocator, strcpy(r->allocator, "malloc"))
MISTAKE(prefix_of_allocator, strcpy(r->allocator, "kmallo"); r->allocator[6] = 0)
MISTAKE(unterminated_allocator, memset(r->allocator, 'a', sizeof(r->allocator)))
MISTAKE(dirty_padding, r->allocator[sizeof(r->allocator) - 1] = 1)
MISTAKE(unknown_flag, strcpy(r->gfp, "GFP_KERNEL|GFP_MAGIC"))
MISTAKE(trailing_bar, strcpy(r->gfp, "GFP_KERNEL|"))
MISTAKE(lonely_bar, memset(r->gfp, 0, sizeof(r->gfp)); strcpy(r->gfp, "|"))
MISTAKE(unterminated_flags, memset(r->gfp, '|', sizeof(r->gfp)))
MISTAKE(no_base_flag, strcpy(r->gfp, "__GFP_ZERO"))
MISTAKE(no_flag, memset(r->gfp, 0, sizeof(r->gfp)))
MISTAKE(two_base_flags, strcpy(r->gfp, "GFP_KERNEL|GFP_ATOMIC"))
MISTAKE(flag_twice, strcpy(r->gfp, "GFP_KERNEL|GFP_KERNEL"))
MISTAKE(two_zones, strcpy(r->allocator, "__get_free_pages");
	strcpy(r->gfp, "GFP_KERNEL|GFP_DMA|GFP_DMA32"))
MISTAKE(contradictory_retries, strcpy(r->gfp, "GFP_KERNEL|__GFP_NORETRY|__GFP_RETRY_MAYFAIL"))
MISTAKE(flag_not_of_row, strcpy(r->gfp, "GFP_KERNEL|GFP_DMA32"))
MISTAKE(flag_of_vmalloc, strcpy(r->allocator, "vmalloc"); strcpy(r->gfp, "GFP_ATOMIC"))
MISTAKE(flag_for_none, memset(r->allocator, 0, sizeof(r->allocator));
	strcpy(r->allocator, "none"); r->size = 0)
MISTAKE(unknown_pattern, strcpy(r->pattern, "spiral"))
MISTAKE(empty_pattern, memset(r->pattern, 0, sizeof(r->pattern)))
MISTAKE(unknown_context, strcpy(r->context, "nmi"))
MISTAKE(probe_of_none, memset(r->allocator, 0, sizeof(r->allocator));
	strcpy(r->allocator, "none"); memset(r->gfp, 0, sizeof(r->gfp));
	r->operation = ALLOCBENCH_PROBE)
MISTAKE(zero_size, r->size = 0)
MISTAKE(beyond_kmalloc, r->size = (8 << 20) + 1)
MISTAKE(size_of_all_ones, r->size = UINT64_MAX)
MISTAKE(probe_of_all_ones, r->size = UINT64_MAX; r->operation = ALLOCBENCH_PROBE)
MISTAKE(ruler_of_11, memset(r->allocator, 0, sizeof(r->allocator));
	strcpy(r->allocator, "ruler"); memset(r->gfp, 0, sizeof(r->gfp)); r->size = 11)
MISTAKE(no_samples, r->sample_count = 0)
MISTAKE(too_small_buffer, r->sample_count = 10; r->buffer_samples = 9)
MISTAKE(probe_of_two, r->operation = ALLOCBENCH_PROBE; r->sample_count = 2)
MISTAKE(probe_with_warmup, r->operation = ALLOCBENCH_PROBE; r->warmup_count = 1)
MISTAKE(beyond_budget, r->budget = 32)
MISTAKE(order_beyond_budget, strcpy(r->allocator, "__get_free_pages"); r->size = 4097;
	r->budget = 4097)
/* All that vmalloc could map: on 64 bits more than any memory. */
MISTAKE(beyond_memory, strcpy(r->allocator, "vmalloc");
	r->size = info_number("vmalloc_bytes");
	r->budget = UINT64_MAX)
MISTAKE(beyond_buffers, r->sample_count = 1ULL << 40)
MISTAKE(overflowing_buffers, r->sample_count = UINT64_MAX / 8)
MISTAKE(buffer_beyond_buffers, r->buffer_samples = UINT64_MAX)

#define OTHER_PATTERN(r, name) (memset((r)->pattern, 0, sizeof((r)->pattern)), \
				strcpy((r)->pattern, name))
#define OTHER_CONTEXT(r, name) (memset((r)->context, 0, sizeof((r)->context)), \
				strcpy((r)->context, name))

MISTAKE(unknown_request_flag, r->flags = 1 << 7)
MISTAKE(nothing_to_go_on_with, r->flags = ALLOCBENCH_CONTINUE)
MISTAKE(set_for_pair, r->set_size = 1)
MISTAKE(batch_without_set, OTHER_PATTERN(r, "batch-fifo"))
MISTAKE(set_of_all_ones, OTHER_PATTERN(r, "hold"); r->set_size = UINT64_MAX)
MISTAKE(set_beyond_budget, OTHER_PATTERN(r, "hold"); r->set_size = 1000;
	r->budget = 999 * 64)
MISTAKE(set_beyond_buffers, OTHER_PATTERN(r, "hold"); r->set_size = 1 << 24; r->size = 8)

/* Where there is high memory, kmalloc() has only the rest. */
static uint64_t kmalloc_memory(void)
{
	char line[128];
	uint64_t kib = 0;
	FILE *file = fopen("/proc/meminfo", "re");

	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, "MemTotal:", 9) || !strncmp(line, "LowTotal:", 9))
			kib = strtoull(line + 9, NULL, 10);
	if (file)
		fclose(file);
	return kib * 1024;
}

#define PIECE 65536

MISTAKE(set_beyond_memory, OTHER_PATTERN(r, "hold"); r->size = PIECE;
	r->set_size = kmalloc_memory() / PIECE + 1; r->budget = UINT64_MAX)
MISTAKE(bulk_beyond_memory, strcpy(r->allocator, "kmem_cache_alloc_bulk");
	r->size = 1 << 20; r->bulk_count = 4096; r->budget = UINT64_MAX)

/* A block's word, and one for each object of a call. */
#define BUFFER_WORDS (info_number("buffer_limit") / ALLOCBENCH_SAMPLE_BYTES)
#define HELD(r, blocks) (OTHER_PATTERN(r, "hold"), (r)->set_size = (blocks), (r)->size = 8, \
			 (r)->operation = ALLOCBENCH_CHECK)
#define HELD_BULKS(r, blocks) (HELD(r, blocks), (r)->bulk_count = 3, \
			       strcpy((r)->allocator, "kmem_cache_alloc_bulk"))

MISTAKE(set_that_fits, HELD(r, BUFFER_WORDS))
MISTAKE(set_of_one_too_many, HELD(r, BUFFER_WORDS + 1))
MISTAKE(bulks_that_fit, HELD_BULKS(r, BUFFER_WORDS / 4))
MISTAKE(bulks_of_one_too_many, HELD_BULKS(r, BUFFER_WORDS / 4 + 1))

MISTAKE(bulk_for_kmalloc, r->bulk_count = 1)
MISTAKE(node_for_kmalloc, r->node = 0)
MISTAKE(dirty_cpus, r->cpus[sizeof(r->cpus) - 1] = 1)
MISTAKE(probe_in_batches, OTHER_PATTERN(r, "batch-fifo"); r->set_size = 1;
	r->operation = ALLOCBENCH_PROBE)
MISTAKE(sleeping_with_interrupts_off, OTHER_CONTEXT(r, "irq-off"))
MISTAKE(vmalloc_in_softirq, strcpy(r->allocator, "vmalloc"); OTHER_CONTEXT(r, "softirq"))
MISTAKE(cold_ruler, r->size = 10; memset(r->allocator, 0, sizeof(r->allocator));
	strcpy(r->allocator, "ruler"); memset(r->gfp, 0, sizeof(r->gfp));
	OTHER_PATTERN(r, "cold"); r->set_size = 1)

static const struct {
	const char *what;
	mistake_fn *make;
	int error;
} mistakes[] = {
	{ "no mistake",                        nothing,                0 },
	{ "an older version",                  older_version,          EPROTONOSUPPORT },
	{ "a newer version",                   newer_version,          EPROTONOSUPPORT },
	{ "operation 0",                       no_operation,           EINVAL },
	{ "an unknown operation",              unknown_operation,      EINVAL },
	{ "an empty allocator",                empty_allocator,        ENOENT },
	{ "an unknown allocator",              unknown_allocator,      ENOENT },
	{ "a prefix of an allocator",          prefix_of_allocator,    ENOENT },
	{ "an unterminated allocator",         unterminated_allocator, EINVAL },
	{ "bytes after an allocator's NUL",    dirty_padding,          EINVAL },
	{ "an unknown flag",                   unknown_flag,           ENOENT },
	{ "a flag list that ends in a bar",    trailing_bar,           ENOENT },
	{ "a flag list of one bar",            lonely_bar,             ENOENT },
	{ "an unterminated flag list",         unterminated_flags,     EINVAL },
	{ "no base flag",                      no_base_flag,           EINVAL },
	{ "no flag",                           no_flag,                EINVAL },
	{ "two base flags",                    two_base_flags,         EINVAL },
	{ "a flag twice",                      flag_twice,             EINVAL },
	{ "two zones",                         two_zones,              EINVAL },
	{ "contradictory retry flags",         contradictory_retries,  EINVAL },
	{ "a flag that kmalloc refuses",       flag_not_of_row,        EOPNOTSUPP },
	{ "a flag for vmalloc, which has none", flag_of_vmalloc,       EOPNOTSUPP },
	{ "a flag for none",                   flag_for_none,          EOPNOTSUPP },
	{ "an unknown pattern",                unknown_pattern,        EOPNOTSUPP },
	{ "an empty pattern",                  empty_pattern,          EOPNOTSUPP },
	{ "an unknown context",                unknown_context,        EOPNOTSUPP },
	{ "a probe of a row without maximum",  probe_of_none,          EOPNOTSUPP },
	{ "size 0",                            zero_size,              ERANGE },
	{ "a size beyond kmalloc's largest",   beyond_kmalloc,         ERANGE },
	{ "size 2^64 - 1",                     size_of_all_ones,       ERANGE },
	{ "a probe of 2^64 - 1",               probe_of_all_ones,      ERANGE },
	{ "a ruler of 11 adds",                ruler_of_11,            ERANGE },
	{ "no samples",                        no_samples,             ERANGE },
	{ "a buffer smaller than the count",   too_small_buffer,       EINVAL },
	{ "a probe of two samples",            probe_of_two,           EINVAL },
	{ "a probe with warm-up",              probe_with_warmup,      EINVAL },
	{ "a size beyond the budget",          beyond_budget,          E2BIG },
	{ "an order beyond the budget",        order_beyond_budget,    E2BIG },
	{ "a size beyond all memory",          beyond_memory,          E2BIG },
	{ "a set beyond all memory of its kind", set_beyond_memory,    E2BIG },
	{ "a call for 4 GiB",                  bulk_beyond_memory,     E2BIG },
	{ "samples beyond the buffers' budget", beyond_buffers,        ENOSPC },
	{ "samples that overflow a size",      overflowing_buffers,    ENOSPC },
	{ "a buffer beyond the budget",        buffer_beyond_buffers,  ENOSPC },
	{ "an unknown request flag",           unknown_request_flag,   EINVAL },
	{ "going on with no cell",             nothing_to_go_on_with,  EINVAL },
	{ "a set for a pattern without one",   set_for_pair,           EINVAL },
	{ "a batch without a set",             batch_without_set,      ERANGE },
	{ "a set of 2^64 - 1",                 set_of_all_ones,        ERANGE },
	{ "a set beyond the budget",           set_beyond_budget,      E2BIG },
	{ "a set beyond the buffers' budget",  set_beyond_buffers,     ENOSPC },
	{ "a set of as many as fit",           set_that_fits,          0 },
	{ "a set of one more",                 set_of_one_too_many,    ENOSPC },
	{ "a set of as many calls as fit",     bulks_that_fit,         0 },
	{ "a set of one call more",            bulks_of_one_too_many,  ENOSPC },
	{ "a bulk count for kmalloc",          bulk_for_kmalloc,       EINVAL },
	{ "a node for kmalloc",                node_for_kmalloc,       EINVAL },
	{ "bytes after the list of CPUs",      dirty_cpus,             EINVAL },
	{ "a probe in batches",                probe_in_batches,       EINVAL },
	{ "GFP_KERNEL with interrupts off",    sleeping_with_interrupts_off, EOPNOTSUPP },
	{ "vmalloc in a softirq",              vmalloc_in_softirq,     EOPNOTSUPP },
	{ "a pattern that the ruler refuses",  cold_ruler,             EOPNOTSUPP },
};

/* Without a zone of 32-bit addresses its flag is refused before it is joined to others. */
static int error_of(size_t mistake)
{
	if (mistakes[mistake].make == two_zones &&
	    !list_has(info_text("gfp_flags"), "GFP_DMA32"))
		return EOPNOTSUPP;
	return mistakes[mistake].error;
}

/* Each reserved word by itself. */
static void reserved_fields(int run)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	size_t count = sizeof(request.reserved) / sizeof(request.reserved[0]);
	size_t refused = 0;

	for (size_t i = 0; i < count; i++) {
		request.reserved[i] = 1;
		refused += send_request(run, &request) == -EINVAL;
		request.reserved[i] = 0;
	}
	fact(refused == count, "a reserved field that is not zero: EINVAL");
}

static void lengths(int run)
{
	struct {
		struct allocbench_request request;
		char beyond;
	} sent = { .request = request_of("kmalloc", 64) };
	void *volatile nowhere = (void *)8;
	size_t refused = 0;

	for (size_t length = 0; length <= sizeof(sent.request) + 1; length++) {
		if (length == sizeof(sent.request))
			continue;
		refused += write(run, &sent, length) == -1 && errno == EMSGSIZE;
	}
	fact(refused == sizeof(sent.request) + 1, "a write of any other length: EMSGSIZE");
	fact(write(run, nowhere, sizeof(sent.request)) == -1 && errno == EFAULT,
	     "a write from a bad address: EFAULT");
}

/* A check gives the errors that a run would give, and nothing to read. */
static void check_operation(int run)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	char reply;

	request.operation = ALLOCBENCH_CHECK;
	request.sample_count = 1000;
	fact(!send_request(run, &request) && read(run, &reply, 1) == -1 &&
		     errno == ENODATA && !info_number("buffer_in_use"),
	     "a check of a good request passes, allocates and gives nothing");
	request.size = UINT64_MAX;
	fact(send_request(run, &request) == -ERANGE, "a check of a bad one: its errno");
	request.size = 64;
	request.buffer_samples = BUFFER_WORDS + 1;
	fact(send_request(run, &request) == -ENOSPC,
	     "a check of one whose buffer would not fit: ENOSPC");
}

void refusals(void)
{
	kernel_log_mark();
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		struct allocbench_request request = request_of("kmalloc", 64);
		int run = open_run();
		int wanted = error_of(i);
		int error;

		mistakes[i].make(&request);
		error = send_request(run, &request);
		fact(error == -wanted, "%s: %s", mistakes[i].what,
		     wanted ? strerror(wanted) : "taken");
		if (error != -wanted)
			printf("# it gave %d (%s)\n", error, strerror(-error));
		if (wanted)
			fact(!info_number("live_objects") && !info_number("buffer_in_use"),
			     "nothing is allocated for it");
		close(run);
	}

	int run = open_run();

	lengths(run);
	check_operation(run);
	reserved_fields(run);
	close(run);
	fact(kernel_log_lines() == 0, "no refusal leaves a line in the kernel log");
}
