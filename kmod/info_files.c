// SPDX-License-Identifier: GPL-2.0-only
/*
 * The text files "allocators" and "info".
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "allocator.h"
#include "buffer.h"
#include "clock.h"
#include "files.h"
#include "gfp_flags.h"
#include "pattern.h"
#include "run.h"
#include "smi.h"
#include "uapi/allocbench.h"

#ifdef ALLOCBENCH_TEST
#define BUILD "test"
#else
#define BUILD "release"
#endif

static const char *yes_or_no(bool answer)
{
	return answer ? "yes" : "no";
}

/* Words joined by commas, "-" where there is none. */
struct word_list {
	struct seq_file *seq;
	bool has_words;
};

static void word_show(struct word_list *list, const char *word)
{
	seq_printf(list->seq, "%s%s", list->has_words ? "," : "", word);
	list->has_words = true;
}

static void word_list_end(struct word_list *list)
{
	if (!list->has_words)
		seq_putc(list->seq, '-');
}

static void contexts_show(struct seq_file *seq, const struct allocator *allocator)
{
	struct word_list list = { .seq = seq };
	int i;

	for (i = 0; i < CONTEXT_COUNT; i++) {
		if (contexts_of(allocator) & BIT(i))
			word_show(&list, context_name(i));
	}
	word_list_end(&list);
}

static void patterns_show(struct seq_file *seq,
			  bool (*shown)(const struct pattern *pattern,
					const struct allocator *allocator),
			  const struct allocator *allocator)
{
	struct word_list list = { .seq = seq };
	const struct pattern *pattern;
	unsigned int i;

	for (i = 0; (pattern = pattern_at(i)); i++) {
		if (shown(pattern, allocator))
			word_show(&list, pattern->name);
	}
	word_list_end(&list);
}

static bool takes_set(const struct pattern *pattern, const struct allocator *unused)
{
	return pattern->takes_set;
}

static bool takes_cpus(const struct pattern *pattern, const struct allocator *unused)
{
	return pattern->cpus != PATTERN_NO_CPUS;
}

static void allocator_show(struct seq_file *seq, const struct allocator *allocator)
{
	seq_printf(seq, "%s\t%s\t", allocator->name, allocator->size_means);
	if (allocator->absent) {
		seq_printf(seq, "0\t0\tno\tno\tno\t-\t-\t-\t-\t1\t%s\t-\n",
			   allocator->absent);
		return;
	}
	seq_printf(seq, "%llu\t%llu\t%s\t%s\t%s\t", allocator->smallest,
		   allocator->largest(), yes_or_no(allocator_probe(allocator)),
		   yes_or_no(allocator->takes_bulk), yes_or_no(allocator->takes_node));
	gfp_flags_show(seq, allocator->flags);
	seq_putc(seq, '\t');
	contexts_show(seq, allocator);
	seq_putc(seq, '\t');
	patterns_show(seq, pattern_fits, allocator);
	seq_printf(seq, "\t%s\t%u\t-\t%s\n", allocator->slab ?: "-",
		   allocator_slot_words(allocator), allocator_unreal(allocator) ?: "-");
}

int allocators_show(struct seq_file *seq, void *unused)
{
	const struct allocator *allocator;
	unsigned int i;

	seq_puts(seq, "name\tsize_means\tsmallest\tlargest\tprobe\tbulk\tnode\tflags\t"
		      "contexts\tpatterns\tslab\tslot_words\tabsent\tunreal\n");
	for (i = 0; (allocator = allocator_at(i)); i++)
		allocator_show(seq, allocator);
	return 0;
}

static void clock_show(struct seq_file *seq)
{
	seq_printf(seq, "tsc_khz: %u\n", clock_khz());
	seq_printf(seq, "constant_tsc: %s\n",
		   yes_or_no(boot_cpu_has(X86_FEATURE_CONSTANT_TSC)));
	seq_printf(seq, "nonstop_tsc: %s\n",
		   yes_or_no(boot_cpu_has(X86_FEATURE_NONSTOP_TSC)));
	seq_printf(seq, "tsc_stable: %s\n", yes_or_no(clock_is_stable()));
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

/* The smallest object size of the kmalloc caches above a size, 0 for none. */
static unsigned int next_kmalloc_class(unsigned int size)
{
	unsigned int i, next = 0;

	for (i = 0; i < ARRAY_SIZE(kmalloc_caches[0]); i++) {
		struct kmem_cache *cache = kmalloc_caches[0][i];
		unsigned int candidate = cache ? kmem_cache_size(cache) : 0;

		if (candidate > size && (!next || candidate < next))
			next = candidate;
	}
	return next;
}

static void kmalloc_classes_show(struct seq_file *seq)
{
	unsigned int size = next_kmalloc_class(0);

	while (size) {
		seq_printf(seq, "%u", size);
		size = next_kmalloc_class(size);
		seq_puts(seq, size ? "," : "");
	}
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
	seq_puts(seq, "\npattern_set: ");
	patterns_show(seq, takes_set, NULL);
	seq_puts(seq, "\npattern_cpus: ");
	patterns_show(seq, takes_cpus, NULL);
	seq_puts(seq, "\nkmalloc_classes: ");
	kmalloc_classes_show(seq);
	seq_putc(seq, '\n');
	return 0;
}
