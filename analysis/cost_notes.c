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

static bool has_allocator(const struct cell_grid *grid, const char *allocator)
{
	for (size_t i = 0; i < grid->allocator_count; i++)
		if (!strcmp(grid->allocators[i], allocator))
			return true;
	return false;
}

static int note_share(struct page *page, uint64_t count, uint64_t total, const char *what)
{
	double percent = 100.0 * (double)count / (double)total;

	if (!count)
		return 0;
	return page_note(page, "%s%" PRIu64 " of %" PRIu64 " samples (%.3g %%) %s.",
			 percent > NOTEWORTHY_PERCENT ? "Warning: " : "", count, total,
			 percent, what);
}

static int note_events(const struct cost_block *block, struct page *page)
{
	const struct cell_grid *grid = block->grid;
	int error = note_share(page, grid->marked_count, grid->sample_count,
			       "were disturbed by an interrupt, a switch or a migration; "
			       "they are left out");

	if (!error)
		error = note_share(page, grid->failure_count, grid->sample_count,
				   "are allocations that failed; they are left out");
	if (!error && grid->repeat_count)
		error = page_note(page,
				  "%zu cells repeat an allocator and a size; the "
				  "first of each is shown.",
				  grid->repeat_count);
	if (!error && block->result->truncation)
		error = page_note(page, "Not whole: %s.", block->result->truncation);
	if (!error && block->result->interrupted)
		error = page_note(page, "Not whole: the run was interrupted.");
	return error;
}

static int note_uml(const struct cost_block *block, struct page *page)
{
	if (block->result->clock != CLOCK_UML)
		return 0;
	return page_note(page,
			 "User-mode Linux: the code of kmalloc and of the page "
			 "allocator is real; page tables, and so vmalloc, are not.");
}

static int note_marked(const struct published *published, struct page *page)
{
	_cleanup_free_ char *sizes = published_marked(published);

	if (!sizes)
		return -ENOMEM;
	return page_note(page, "Sizes marked 1 in the published table: %s.", sizes);
}

static int note_published(const struct cost_block *block, struct page *page)
{
	const struct published *published = block->published;
	int error;

	if (!published->row_count)
		return 0;
	error = page_note(page,
			  "published: means in TSC cycles of another machine; alloc "
			  "and free: measured here, in %s. Compare shapes, not digits.",
			  result_unit(block->result));
	if (!error && has_allocator(block->grid, "__get_free_pages"))
		error = page_note(page,
				  "The published column __get_free_pages stands beside "
				  "book_pages, since the published program asked for an "
				  "order one too high, as book_pages does; for the right "
				  "order nothing was published (\"-\").");
	for (size_t i = 0; i < published->note_count && !error; i++)
		error = page_note(page, "%s", published->notes[i]);
	return error ? error : note_marked(published, page);
}

int cost_notes_print(const struct cost_block *block, struct page *page)
{
	int error = note_events(block, page);

	if (!error)
		error = note_uml(block, page);
	if (!error)
		error = note_published(block, page);
	return error;
}
