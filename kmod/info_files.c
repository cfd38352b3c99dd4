// SPDX-License-Identifier: GPL-2.0-only
/*
 * The text files "allocators" and "info".
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/seq_file.h>

#include <asm/tsc.h>

#include "allocator.h"
#include "buffer.h"
#include "files.h"
#include "gfp_flags.h"
#include "run.h"
#include "smi.h"
#include "uapi/allocbench.h"

#ifdef ALLOCBENCH_TEST
#define BUILD "test"
#else
#define BUILD "release"
#endif

int allocators_show(struct seq_file *seq, void *unused)
{
	const struct allocator *allocator;
	unsigned int i;

	seq_puts(
		seq,
		"name\tsize_means\tsmallest\tlargest\tprobe\tflags\tcontexts\tpatterns\n");
	for (i = 0; (allocator = allocator_at(i)); i++) {
		seq_printf(seq, "%s\t%s\t%llu\t%llu\t%s\t", allocator->name,
			   allocator->size_means, allocator->smallest,
			   allocator->largest(), allocator->probe_pairs ? "yes" : "no");
		gfp_flags_show(seq, allocator->flags);
		seq_puts(seq, "\ttask\tpair\n");
	}
	return 0;
}

static const char *yes_or_no(bool answer)
{
	return answer ? "yes" : "no";
}

static void clock_show(struct seq_file *seq)
{
	seq_printf(seq, "tsc_khz: %u\n", tsc_khz);
	seq_printf(seq, "constant_tsc: %s\n",
		   yes_or_no(boot_cpu_has(X86_FEATURE_CONSTANT_TSC)));
	seq_printf(seq, "nonstop_tsc: %s\n",
		   yes_or_no(boot_cpu_has(X86_FEATURE_NONSTOP_TSC)));
	seq_printf(seq, "tsc_stable: %s\n", yes_or_no(!check_tsc_unstable()));
	seq_printf(seq, "hypervisor: %s\n",
		   yes_or_no(boot_cpu_has(X86_FEATURE_HYPERVISOR)));
	seq_printf(seq, "smi_counter: %s\n", smi_unknown_reason() ?: "yes");
}

static void memory_show(struct seq_file *seq)
{
	struct sysinfo memory;

	si_meminfo(&memory);
	seq_printf(seq, "page_size: %lu\n", PAGE_SIZE);
	seq_printf(seq, "largest_order: %d\n", MAX_PAGE_ORDER);
	seq_printf(seq, "kmalloc_max_size: %llu\n", (u64)KMALLOC_MAX_SIZE);
	seq_printf(seq, "vmalloc_bytes: %llu\n", allocator_find("vmalloc")->largest());
	seq_printf(seq, "total_bytes: %llu\n", (u64)memory.totalram << PAGE_SHIFT);
	seq_printf(seq, "available_bytes: %llu\n", (u64)si_mem_available() << PAGE_SHIFT);
}

int info_show(struct seq_file *seq, void *unused)
{
	u64 live_objects, live_bytes;

	run_live(&live_objects, &live_bytes);
	seq_printf(seq, "contract: %d\n", ALLOCBENCH_VERSION);
	seq_printf(seq, "module_version: %s\n", THIS_MODULE->version);
	seq_puts(seq, "module_build: " BUILD "\n");
	seq_printf(seq, "arch: %s\n", IS_ENABLED(CONFIG_X86_64) ? "x86_64" : "i686");
	clock_show(seq);
	memory_show(seq);
	seq_printf(seq, "buffer_limit: %llu\n", buffer_limit());
	seq_printf(seq, "buffer_in_use: %llu\n", buffer_in_use());
	seq_printf(seq, "live_objects: %llu\n", live_objects);
	seq_printf(seq, "live_bytes: %llu\n", live_bytes);
	seq_puts(seq, "gfp_flags: ");
	gfp_flags_show(seq, BIT(FLAG_COUNT) - 1);
	seq_putc(seq, '\n');
	return 0;
}
