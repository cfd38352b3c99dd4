// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What of results may mislead: a table of what is looked for, and in which files it is.
 */
#include "warnings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "results/cleanup.h"

/* More samples than this were disturbed: an interrupt hits fewer. */
#define DISTURBED_PERCENT 1

static bool is_truncated(const struct result *result)
{
	return result->truncation != NULL;
}

static bool is_interrupted(const struct result *result)
{
	return result->interrupted;
}

static bool is_on(const struct result *result, const char *field)
{
	_cleanup_free_ char *fact = result_fact(result, field);

	return fact && !strcmp(fact, "1");
}

/* A fact that is a text other than these, and known. */
static bool is_other(const struct result *result, const char *field, const char *usual)
{
	_cleanup_free_ char *fact = result_fact(result, field);

	return fact && *fact && strncmp(fact, "unknown", 7) && strcmp(fact, "0") &&
	       strcmp(fact, usual);
}

static bool zeroes_on_alloc(const struct result *result)
{
	return is_on(result, "allocator.init_on_alloc");
}

static bool zeroes_on_free(const struct result *result)
{
	return is_on(result, "allocator.init_on_free");
}

static bool debugs_slabs(const struct result *result)
{
	return is_other(result, "allocator.slub_debug", "none");
}

static bool has_debugging_module(const struct result *result)
{
	const char *build = NULL;

	json_unpack(result->header, "{s:{s:s}}", "module", "build", &build);
	return build && strcmp(build, "release");
}

static bool is_tainted(const struct result *result)
{
	uint64_t taint;

	/* 4096: a module that is not the kernel's own, as ours; 8192: not signed. */
	return result_number(result, "kernel.taint", &taint) && taint & ~UINT64_C(0x3000);
}

static bool scales_frequency(const struct result *result)
{
	return result->clock == CLOCK_TSC &&
	       is_other(result, "cpu.governor", "performance");
}

static bool has_turbo(const struct result *result)
{
	return result->clock == CLOCK_TSC && is_on(result, "cpu.turbo");
}

static bool lost_its_cpu(const struct result *result)
{
	uint64_t ticks;

	return result_number(result, "hypervisor.steal_ticks", &ticks) && ticks;
}

static bool is_disturbed(const struct result *result)
{
	uint64_t marked = 0, samples = 0;

	for (size_t i = 0; i < result->cell_count; i++) {
		marked += result->cells[i].marked_count;
		samples += result->cells[i].sample_count;
	}
	return marked * 100 > samples * DISTURBED_PERCENT;
}

static bool has_failures(const struct result *result)
{
	for (size_t i = 0; i < result->cell_count; i++)
		if (result->cells[i].failure_count)
			return true;
	return false;
}

static bool has_unreal_cells(const struct result *result)
{
	for (size_t i = 0; i < result->cell_count; i++)
		if (result->cells[i].unreal)
			return true;
	return false;
}

static const struct warning {
	bool (*is_true)(const struct result *result);
	const char *words;
} warnings[] = {
	{ is_truncated, "The file is not whole" },
	{ is_interrupted, "The run was interrupted" },
	{ zeroes_on_alloc, "init_on_alloc=1: each block is zeroed when it is allocated" },
	{ zeroes_on_free, "init_on_free=1: each block is zeroed when it is freed" },
	{ debugs_slabs, "SLUB debugs: slab caches are far dearer" },
	{ has_debugging_module, "The module was built for debugging" },
	{ is_tainted, "The kernel is tainted by more than a module from outside" },
	{ scales_frequency,
	  "The CPU's frequency was not fixed, while the clock counts time" },
	{ has_turbo, "Turbo was on, while the clock counts time" },
	{ lost_its_cpu, "The hypervisor took the CPU away meanwhile" },
	{ is_disturbed, "More than 1 % of the samples were disturbed" },
	{ has_failures, "Some allocations failed: the table has how many" },
	{ has_unreal_cells,
	  "Some cells say nothing of the kernel elsewhere: the table has which" },
};

/* "WORDS: a.jsonl and 3 others." */
static int put_warning(const struct warning *warning, const struct result_list *results,
		       struct page *page, size_t *found)
{
	const struct result *first = NULL;
	size_t count = 0;
	char others[48] = "";

	for (size_t i = 0; i < results->count; i++) {
		if (!warning->is_true(results->items[i]))
			continue;
		if (!first)
			first = results->items[i];
		count++;
	}
	if (!count)
		return 0;
	++*found;
	if (count > 1)
		snprintf(others, sizeof(others), " and %zu other%s", count - 1,
			 count > 2 ? "s" : "");
	return page_note(page, "%s: %s%s.", warning->words, first->path, others);
}

int warnings_put(const struct result_list *results, struct page *page)
{
	size_t found = 0;
	int error = 0;

	for (size_t i = 0; i < sizeof(warnings) / sizeof(warnings[0]) && !error; i++)
		error = put_warning(&warnings[i], results, page, &found);
	if (!error && !found)
		error = page_note(
			page, "Nothing was found: the files are whole, no option of the "
			      "kernels is known to distort costs, and few samples were "
			      "disturbed.");
	return error;
}
