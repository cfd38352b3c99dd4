// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What must be said above tables of costs: where, with which clock and how they were
 * taken.
 */
#include <errno.h>
#include <inttypes.h>

#include "cost_facts.h"
#include "results/cleanup.h"

static int print_kernel(const struct result *result, struct page *page)
{
	_cleanup_free_ char *release = result_fact(result, "kernel.release");
	_cleanup_free_ char *arch = result_fact(result, "kernel.arch");

	if (!release || !arch)
		return -ENOMEM;
	return page_fact(page, "kernel", "%s, %s", release, arch);
}

static int print_cpu(const struct result *result, struct page *page)
{
	_cleanup_free_ char *model = result_fact(result, "cpu.model");

	return model ? page_fact(page, "CPU", "%s", model) : -ENOMEM;
}

/* Nanoseconds only where the clock ticks in time. */
static int print_clock(const struct result *result, struct page *page)
{
	const char *name = clock_name(result->clock);
	uint64_t khz;

	if (result->clock == CLOCK_ICOUNT)
		return page_fact(page, "clock", "%s: the guest's %s, counted", name,
				 result_unit(result));
	if (!result_number(result, "clock.tsc_khz", &khz) || !khz)
		return page_fact(page, "clock", "%s: %s of unknown frequency", name,
				 result_unit(result));
	return page_fact(page, "clock", "%s: %s, %.4g ns each (%" PRIu64 " kHz)", name,
			 result_unit(result), 1e6 / (double)khz, khz);
}

static int print_boot(const struct result *result, struct page *page)
{
	_cleanup_free_ char *on_alloc = result_fact(result, "allocator.init_on_alloc");
	_cleanup_free_ char *on_free = result_fact(result, "allocator.init_on_free");

	if (!on_alloc || !on_free)
		return -ENOMEM;
	return page_fact(page, "boot", "init_on_alloc=%s init_on_free=%s", on_alloc,
			 on_free);
}

/* What follows a table's own heading: how many samples, and what is subtracted. */
static int print_samples(const struct cell_grid *grid, struct page *page)
{
	if (grid->fewest_samples == grid->most_samples)
		return page_fact(page, "samples", "%" PRIu64 " a cell",
				 grid->most_samples);
	return page_fact(page, "samples", "%" PRIu64 " to %" PRIu64 " a cell",
			 grid->fewest_samples, grid->most_samples);
}

static int print_none(const struct times *none, struct page *page)
{
	char alloc[SUMMARY_TEXT_LENGTH];
	char free_side[SUMMARY_TEXT_LENGTH];

	summary_print(histogram_median(&none->alloc), alloc);
	summary_print(histogram_median(&none->free), free_side);
	return page_fact(
		page, "none",
		"%s (alloc), %s (free): median of an empty call, the clock's own "
		"cost; subtracted below",
		alloc, free_side);
}

int cost_facts_print_machine(const struct result *result, struct page *page)
{
	int error = print_cpu(result, page);

	if (!error)
		error = print_clock(result, page);
	return error ? error : print_boot(result, page);
}

int cost_facts_print_result(const struct result *result, bool with_path,
			    struct page *page)
{
	int error = 0;

	if (with_path)
		error = page_fact(page, "file", "%s", result->path);
	if (!error)
		error = print_kernel(result, page);
	return error ? error : cost_facts_print_machine(result, page);
}

int cost_facts_print_samples(const struct cell_grid *grid, struct page *page)
{
	_cleanup_free_ char *way = way_text(grid->way);
	int error = way ? page_heading(page, "%s", way) : -ENOMEM;

	return error ? error : print_samples(grid, page);
}

int cost_facts_print_way(const struct cell_grid *grid, struct page *page)
{
	int error = cost_facts_print_samples(grid, page);

	return error ? error : print_none(grid->none, page);
}
