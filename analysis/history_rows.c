// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What one time of one cell costs on the kernels of a line.
 */
#include "history_rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

#include "cell_grid.h"
#include "results/cleanup.h"

/**
 * struct value - one boot's cost of one side of one cell
 * @side:   index of it
 * @kernel: of the line
 * @boot:   of the kernel
 */
struct value {
	const struct cell *cell;
	size_t side;
	size_t kernel;
	size_t boot;
	double cost;
};

struct value_list {
	struct value *items;
	size_t count;
};

static int order_of(size_t one, size_t other)
{
	return (one > other) - (one < other);
}

/*
 * By the row that they belong to; sizes are the last, so that those that may become one
 * row are neighbours.
 */
static int compare_rows(const struct value *one, const struct value *other)
{
	int order = way_compare(&one->cell->way, &other->cell->way);

	if (!order)
		order = allocator_compare(one->cell->allocator, other->cell->allocator);
	if (!order)
		order = order_of(one->side, other->side);
	return order ? order : order_of(one->cell->size, other->cell->size);
}

static int compare_values(const void *one, const void *other)
{
	const struct value *a = one, *b = other;
	int order = compare_rows(a, b);

	if (!order)
		order = order_of(a->kernel, b->kernel);
	return order ? order : order_of(a->boot, b->boot);
}

static void add_boot(const struct history_line *line, size_t kernel, size_t boot,
		     const struct side_list *sides, const struct statistic *statistic,
		     struct value_list *list)
{
	const struct result *result = line->kernels[kernel].boots[boot];

	for (size_t i = 0; i < result->cell_count; i++) {
		const struct cell *cell = &result->cells[i];
		const struct times *none = result_none(result, &cell->way);

		for (size_t side = 0; side < sides->count; side++) {
			struct value value = { cell, side, kernel, boot, 0 };

			if (side_cost(sides->items[side], &cell->times, none, statistic,
				      &value.cost))
				list->items[list->count++] = value;
		}
	}
}

static size_t room_for(const struct history_line *line, const struct side_list *sides)
{
	size_t room = 1;

	for (size_t i = 0; i < line->kernel_count; i++)
		for (size_t j = 0; j < line->kernels[i].boot_count; j++)
			room += line->kernels[i].boots[j]->cell_count * sides->count;
	return room;
}

static int list_values(const struct history_line *line, const struct side_list *sides,
		       const struct statistic *statistic, struct value_list *list)
{
	*list = (struct value_list){
		.items = calloc(room_for(line, sides), sizeof(*list->items)),
	};
	if (!list->items)
		return -ENOMEM;
	for (size_t i = 0; i < line->kernel_count; i++)
		for (size_t j = 0; j < line->kernels[i].boot_count; j++)
			add_boot(line, i, j, sides, statistic, list);
	qsort(list->items, list->count, sizeof(*list->items), compare_values);
	return 0;
}

/* The values of one row on one kernel; of a cell that a boot has twice, the first. */
static int cost_of(const struct value *values, size_t count, struct history_cost *cost)
{
	_cleanup_free_ double *costs = calloc(count + 1, sizeof(*costs));

	if (!costs)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		if (!i || values[i].boot != values[i - 1].boot)
			costs[cost->boots++] = values[i].cost;
	gsl_sort(costs, 1, cost->boots);
	cost->median = gsl_stats_median_from_sorted_data(costs, 1, cost->boots);
	cost->least = costs[0];
	cost->most = costs[cost->boots - 1];
	return 0;
}

static int set_costs(const struct value *values, size_t count, struct history_row *row)
{
	int error = 0;
	size_t end;

	for (size_t first = 0; first < count && !error; first = end) {
		size_t kernel = values[first].kernel;

		end = first + 1;
		while (end < count && values[end].kernel == kernel)
			end++;
		error = cost_of(values + first, end - first, &row->costs[kernel]);
	}
	return error;
}

static int add_row(struct history_rows *rows, const struct side *side,
		   const struct value *values, size_t count)
{
	struct history_row *row = &rows->items[rows->count++];

	*row = (struct history_row){
		.key = values->cell,
		.last_size = values->cell->size,
		.side = side,
		.costs = calloc(rows->kernel_count, sizeof(*row->costs)),
	};
	return row->costs ? set_costs(values, count, row) : -ENOMEM;
}

static int make_rows(const struct value_list *list, const struct side_list *sides,
		     struct history_rows *rows)
{
	int error = 0;
	size_t end;

	rows->items = calloc(list->count + 1, sizeof(*rows->items));
	if (!rows->items)
		return -ENOMEM;
	for (size_t first = 0; first < list->count && !error; first = end) {
		const struct value *value = &list->items[first];

		end = first + 1;
		while (end < list->count && !compare_rows(value, &list->items[end]))
			end++;
		error = add_row(rows, sides->items[value->side], value, end - first);
	}
	return error;
}

int history_rows_of(const struct history_line *line, const struct side_list *sides,
		    const struct statistic *statistic, struct history_rows *rows)
{
	struct side_list all = side_list_all(true);
	struct value_list list;
	int error;

	if (!sides->count)
		sides = &all;
	*rows = (struct history_rows){ .kernel_count = line->kernel_count };
	error = list_values(line, sides, statistic, &list);
	if (!error)
		error = make_rows(&list, sides, rows);
	free(list.items);
	return error;
}

void history_rows_free(struct history_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		free(rows->items[i].costs);
	free(rows->items);
	*rows = (struct history_rows){ 0 };
}

/* What is shown where nothing was asked for: what most of the kernel's code asks for. */
static const struct {
	const char *allocator;
	uint64_t sizes[3];
} shown[] = {
	{ "kmalloc", { 64, 4096, 65536 } },
	{ "__get_free_pages", { 4096, 65536, 1 << 20 } },
	{ "vmalloc", { 4096, 65536, 1 << 20 } },
};

bool history_is_shown(const struct cell *cell)
{
	if (strcmp(cell->way.fields[WAY_PATTERN], "pair"))
		return false;
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		for (size_t j = 0; j < 3; j++)
			if (!strcmp(cell->allocator, shown[i].allocator) &&
			    cell->size == shown[i].sizes[j])
				return true;
	return false;
}

void history_rows_keep(struct history_rows *rows,
		       bool (*is_wanted)(const struct cell *cell))
{
	size_t kept = 0;

	for (size_t i = 0; i < rows->count; i++) {
		if (is_wanted(rows->items[i].key))
			rows->items[kept++] = rows->items[i];
		else
			free(rows->items[i].costs);
	}
	rows->count = kept;
}

static bool is_same_cost(const struct history_cost *one, const struct history_cost *other)
{
	return !one->boots == !other->boots && one->median == other->median &&
	       one->least == other->least && one->most == other->most;
}

static bool are_alike(const struct history_rows *rows, const struct history_row *one,
		      const struct history_row *other)
{
	if (one->side != other->side ||
	    strcmp(one->key->allocator, other->key->allocator) ||
	    !way_equal(&one->key->way, &other->key->way))
		return false;
	for (size_t i = 0; i < rows->kernel_count; i++)
		if (!is_same_cost(&one->costs[i], &other->costs[i]))
			return false;
	return true;
}

void history_rows_merge(struct history_rows *rows)
{
	size_t kept = 0;

	for (size_t i = 0; i < rows->count; i++) {
		struct history_row *row = &rows->items[i];
		struct history_row *last = kept ? &rows->items[kept - 1] : NULL;

		if (last && are_alike(rows, last, row)) {
			last->last_size = row->last_size;
			free(row->costs);
		} else {
			rows->items[kept++] = *row;
		}
	}
	rows->count = kept;
}
