// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The arithmetic of the search. Pure but for the probe.
 */
#include <errno.h>

#include "maximum.h"

/**
 * struct search - its state
 * @works:        the largest size that worked; 0 before the first
 * @fails:        the smallest size that must not be tried again
 * @budget_fails: @fails is beyond the budget, not a failure
 */
struct search {
	uint64_t page_size;
	uint64_t budget;
	maximum_probe probe;
	void *context;
	struct maximum *maximum;
	uint64_t works;
	uint64_t fails;
	bool budget_fails;
};

static void note_failure(struct search *search, uint64_t size, bool is_budget)
{
	search->fails = size;
	search->budget_fails = is_budget;
}

/* Narrows the search by one size; 0 or -errno. */
static int attempt(struct search *search, uint64_t size)
{
	bool worked = false;
	int error;

	search->maximum->probes++;
	error = search->probe(search->context, size, &worked);
	if (error && error != -E2BIG)
		return error;
	if (worked && !error)
		search->works = size;
	else
		note_failure(search, size, error == -E2BIG);
	return 0;
}

/* Leaves with fails set: to the first size that failed, or that the budget forbids. */
static int double_sizes(struct search *search)
{
	for (uint64_t size = search->page_size; !search->fails; size *= 2) {
		int error = 0;

		if (size > search->budget)
			note_failure(search, size, true);
		else
			error = attempt(search, size);
		if (error)
			return error;
	}
	return 0;
}

static uint64_t whole_pages(const struct search *search, uint64_t size)
{
	return size & ~(search->page_size - 1);
}

/* Between two doublings: one probe at the budget may end the search. */
static int try_budget(struct search *search)
{
	uint64_t size = whole_pages(search, search->budget);

	if (!search->budget_fails || size >= search->fails || size <= search->works)
		return 0;
	return attempt(search, size);
}

static uint64_t wanted_resolution(const struct search *search)
{
	uint64_t part = whole_pages(search, search->works / MAXIMUM_COARSE_PART);

	if (search->works < MAXIMUM_FINE_LIMIT || part < search->page_size)
		return search->page_size;
	return part;
}

/* Whole pages throughout: works and fails are, and so is the middle. */
static int bisect(struct search *search)
{
	while (search->fails - search->works > wanted_resolution(search)) {
		uint64_t half = (search->fails - search->works) / 2;
		int error = attempt(search, search->works + whole_pages(search, half));

		if (error)
			return error;
	}
	return 0;
}

/* The budget itself worked: what lies beyond is nobody's business. */
static bool reached_budget(const struct search *search)
{
	return search->budget_fails &&
	       search->works == whole_pages(search, search->budget);
}

static int find_exact(struct search *search)
{
	int error;

	error = try_budget(search);
	if (error || reached_budget(search))
		return error;
	return bisect(search);
}

int maximum_search(uint64_t page_size, uint64_t budget, maximum_probe probe,
		   void *context, struct maximum *maximum)
{
	struct search search = {
		.page_size = page_size,
		.budget = budget,
		.probe = probe,
		.context = context,
		.maximum = maximum,
	};
	int error;

	*maximum = (struct maximum){ 0 };
	error = double_sizes(&search);
	if (error)
		return error;
	maximum->doubling = search.works;
	if (search.works)
		error = find_exact(&search);
	maximum->exact = search.works;
	maximum->budget_ended = search.budget_fails;
	maximum->resolution = reached_budget(&search) ? 0 : search.fails - search.works;
	return error;
}
