// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What must be said below a table of costs: what went wrong, and what the published
 * numbers are.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "cost_facts.h"
#include "results/cleanup.h"

/* Above this share of the samples, marks and failures deserve a warning. */
#define NOTEWORTHY_PERCENT 1.0

static int note_share(struct page *page, uint64_t count, uint64_t total, const char *what)
{
	double percent = 100.0 * (double)count / (double)total;

	if (!count)
		return 0;
	return page_note(page, "%s%" PRIu64 " of %" PRIu64 " samples (%.3g %%) %s.",
			 percent > NOTEWORTHY_PERCENT ? "Warning: " : "", count, total,
			 percent, what);
}

int cost_notes_print_repeats(const struct cell_grid *grid, struct page *page)
{
	if (!grid->repeat_count)
		return 0;
	return page_note(page,
			 "%zu cells repeat an allocator and a size; the first of each is "
			 "shown.",
			 grid->repeat_count);
}

static int note_events(const struct cell_grid *grid, struct page *page)
{
	int error = note_share(page, grid->marked_count, grid->sample_count,
			       "were disturbed by an interrupt, a switch or a migration; "
			       "they are left out");

	if (!error)
		error = note_share(page, grid->failure_count, grid->sample_count,
				   "are allocations that failed; they are left out");
	return error ? error : cost_notes_print_repeats(grid, page);
}

/* What the numbers are, where that is not what one expects. */
static int note_meaning(const struct cost_block *block, struct page *page)
{
	const char *bulk_count = block->grid->way->fields[WAY_BULK_COUNT];
	int error = 0;

	if (side_list_has(&block->sides, side_named("touch")))
		error = page_note(page, "touch: the first write to each page of the "
					"block, less none's alloc.");
	if (!error && strcmp(bulk_count, "0"))
		error = page_note(page,
				  "Each number is of one call, which gives %s objects.",
				  bulk_count);
	return error;
}

static int note_whole(const struct result *result, struct page *page)
{
	if (result->truncation)
		return page_note(page, "Not whole: %s.", result->truncation);
	if (result->interrupted)
		return page_note(page, "Not whole: the run was interrupted.");
	return 0;
}

static bool is_first_of(const struct result *result, const struct cell *cell)
{
	const struct cell *first = result->cells;

	while (strcmp(first->allocator, cell->allocator) != 0)
		first++;
	return first == cell;
}

static int note_unreal(const struct result *result, struct page *page)
{
	int error = 0;

	for (size_t i = 0; i < result->cell_count && !error; i++) {
		const struct cell *cell = &result->cells[i];

		if (cell->unreal && is_first_of(result, cell))
			error = page_note(page, "%s: not meaningful here: %s.",
					  cell->allocator, cell->unreal);
	}
	return error;
}

static int note_uml(const struct result *result, struct page *page)
{
	if (result->clock != CLOCK_UML)
		return 0;
	return page_note(page,
			 "User-mode Linux: the code of kmalloc, of slab caches and of the "
			 "page allocator is real; page tables and interrupts are not.");
}

static int note_marked(const struct published *published, struct page *page)
{
	_cleanup_free_ char *sizes = published_marked(published);

	if (!sizes)
		return -ENOMEM;
	return page_note(page, "Sizes marked 1 in the published table: %s.", sizes);
}

static int note_sources(const struct published *published, struct page *page)
{
	int error = 0;

	for (size_t i = 0; i < published->note_count && !error; i++)
		error = page_note(page, "%s", published->notes[i]);
	return error ? error : note_marked(published, page);
}

/* What of a result can stand beside the published costs. */
static void find_published(const struct result *result, bool *is_shown, bool *has_pages)
{
	*is_shown = false;
	*has_pages = false;
	for (size_t i = 0; i < result->cell_count; i++) {
		const struct cell *cell = &result->cells[i];

		if (!way_is_published(&cell->way))
			continue;
		*is_shown = true;
		*has_pages |= !strcmp(cell->allocator, "__get_free_pages");
	}
}

static int note_published(const struct result *result, const struct published *published,
			  struct page *page)
{
	bool is_shown, has_pages;
	int error;

	if (!published->row_count)
		return 0;
	find_published(result, &is_shown, &has_pages);
	if (!is_shown)
		return page_note(page,
				 "Nothing was published of costs like these, only of "
				 "GFP_KERNEL, task context, pair pattern.");
	error = page_note(page,
			  "published: means in TSC cycles of another machine; alloc "
			  "and free: measured here, in %s. Compare shapes, not digits.",
			  result_unit(result));
	if (!error && has_pages)
		error = page_note(page,
				  "The published column __get_free_pages stands beside "
				  "book_pages, since the published program asked for an "
				  "order one too high, as book_pages does; for the right "
				  "order nothing was published.");
	return error ? error : note_sources(published, page);
}

int cost_notes_print_block(const struct cost_block *block, struct page *page)
{
	int error = note_events(block->grid, page);

	if (!error)
		error = note_meaning(block, page);
	return error ? error : cost_failures_print(block, page);
}

int cost_notes_print_result(const struct result *result,
			    const struct published *published, struct page *page)
{
	int error = note_whole(result, page);

	if (!error)
		error = note_uml(result, page);
	if (!error)
		error = note_unreal(result, page);
	return error ? error : note_published(result, published, page);
}
