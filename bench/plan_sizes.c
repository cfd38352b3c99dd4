// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which sizes a row is measured at. Pure.
 */
#include <errno.h>
#include <stdlib.h>

#include "plan_sizes.h"

static int parse_named(const char *text, struct size_list *named, struct problem *problem)
{
	size_t position = 0;
	int error = size_list_parse(text, named, &position);

	if (error == -ENOMEM)
		return problem_no_memory(problem);
	if (error == -E2BIG)
		return problem_set(problem, EXIT_USAGE, error,
				   "--sizes: more than %d sizes; take larger steps",
				   SIZE_LIST_LIMIT);
	if (error)
		return problem_set(
			problem, EXIT_USAGE, error,
			"--sizes: \"%.80s\": not a size or a range; write 4096, 64K, "
			"8..4MiB*2 or 4096..65536+4096, joined by commas",
			text + position);
	return 0;
}

static int compare_sizes(const void *one, const void *other)
{
	uint64_t a = *(const uint64_t *)one;
	uint64_t b = *(const uint64_t *)other;

	return (a > b) - (a < b);
}

/* One byte below, at, and one above. */
static void add_edges(struct size_list *edges, uint64_t size)
{
	for (uint64_t edge = size - 1; edge <= size + 1; edge++)
		edges->sizes[edges->count++] = edge;
}

static void sort_unique(struct size_list *list)
{
	size_t kept = 0;

	qsort(list->sizes, list->count, sizeof(*list->sizes), compare_sizes);
	for (size_t i = 0; i < list->count; i++) {
		if (!kept || list->sizes[i] != list->sizes[kept - 1])
			list->sizes[kept++] = list->sizes[i];
	}
	list->count = kept;
}

static int find_edges(const struct info *info, struct size_list *edges,
		      struct problem *problem)
{
	struct size_list classes = { 0 };

	if (size_list_parse(info->kmalloc_classes, &classes, NULL))
		return problem_set(
			problem, EXIT_UNFIT_ENVIRONMENT, -ENODATA,
			"--edges: the module does not tell the kmalloc classes "
			"of this kernel; name sizes with --sizes");
	edges->sizes = calloc(3 * (classes.count + info->largest_order + 1),
			      sizeof(*edges->sizes));
	if (edges->sizes) {
		for (size_t i = 0; i < classes.count; i++)
			add_edges(edges, classes.sizes[i]);
		for (uint64_t order = 0; order <= info->largest_order; order++)
			add_edges(edges, info->page_size << order);
		sort_unique(edges);
	}
	size_list_free(&classes);
	return edges->sizes ? 0 : problem_no_memory(problem);
}

int plan_sizes_parse(const char *text, bool with_edges, const struct info *info,
		     struct plan_sizes *sizes, struct problem *problem)
{
	int error;

	*sizes = (struct plan_sizes){ 0 };
	error = parse_named(text, &sizes->named, problem);
	if (!error && with_edges)
		error = find_edges(info, &sizes->edges, problem);
	return error;
}

const struct size_list *plan_sizes_of(const struct plan_sizes *sizes,
				      const struct allocator_row *row)
{
	static uint64_t no_size;
	static const struct size_list one = { &no_size, 1 };

	return row->size_means == SIZE_MEANS_NOTHING ? &one : &sizes->named;
}

bool plan_sizes_is_edge(const struct plan_sizes *sizes, const struct allocator_row *row,
			uint64_t edge)
{
	if (row->size_means != SIZE_MEANS_BYTES || edge < row->smallest ||
	    edge > row->largest)
		return false;
	for (size_t i = 0; i < sizes->named.count; i++) {
		if (sizes->named.sizes[i] == edge)
			return false;
	}
	return true;
}

void plan_sizes_free(struct plan_sizes *sizes)
{
	size_list_free(&sizes->named);
	size_list_free(&sizes->edges);
}
