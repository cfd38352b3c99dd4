// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The costs of a kernel over its boots.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare/kernel_boots.h"
#include "export.h"
#include "results/cleanup.h"

/* One boot's number. */
struct value {
	const struct cell *cell;
	const struct side *side;
	double cost;
};

struct value_list {
	struct value *items;
	size_t count;
};

static int compare_keys(const struct value *one, const struct value *other)
{
	int order = cell_key_compare(one->cell, other->cell);
	size_t a = side_index(one->side), b = side_index(other->side);

	return order ? order : (a > b) - (a < b);
}

static int compare_values(const void *one, const void *other)
{
	const struct value *a = one, *b = other;
	int order = compare_keys(a, b);

	return order ? order : (a->cost > b->cost) - (a->cost < b->cost);
}

static int add_value(struct value_list *list, const struct value *value)
{
	if (!(list->count & (list->count - 1))) {
		size_t room = list->count ? 2 * list->count : 1;
		struct value *items = reallocarray(list->items, room, sizeof(*items));

		if (!items)
			return -ENOMEM;
		list->items = items;
	}
	list->items[list->count++] = *value;
	return 0;
}

static int take_result(const struct result *result, struct value_list *list)
{
	int error = 0;

	for (size_t i = 0; i < result->cell_count; i++) {
		const struct cell *cell = &result->cells[i];
		const struct times *none = result_none(result, &cell->way);

		for (size_t j = 0; j < SIDE_LIMIT && !error; j++) {
			struct value value = { .cell = cell, .side = side_at(j) };

			if (none && side_cost(value.side, &cell->times, none,
					      statistic_default, &value.cost))
				error = add_value(list, &value);
		}
	}
	return error;
}

/* The values from @first to @end are of one key, ascending. */
static struct measure measure_of(const struct value_list *values, size_t first, size_t end)
{
	size_t count = end - first, middle = first + count / 2;
	const struct value *items = values->items;

	return (struct measure){
		.cell = items[first].cell,
		.side = items[first].side,
		.median = count % 2 ? items[middle].cost
				    : (items[middle - 1].cost + items[middle].cost) / 2,
		.least = items[first].cost,
		.most = items[end - 1].cost,
		.boots = count,
	};
}

int measures_of(const struct result_list *results, struct measure_list *list)
{
	struct value_list values = { 0 };
	int error = 0;

	*list = (struct measure_list){ 0 };
	for (size_t i = 0; i < results->count && !error; i++)
		error = take_result(results->items[i], &values);
	if (values.count)
		qsort(values.items, values.count, sizeof(*values.items), compare_values);
	list->items = calloc(values.count + 1, sizeof(*list->items));
	if (!list->items)
		error = -ENOMEM;
	for (size_t first = 0, end; first < values.count && !error; first = end) {
		for (end = first + 1; end < values.count; end++)
			if (compare_keys(&values.items[first], &values.items[end]) != 0)
				break;
		list->items[list->count++] = measure_of(&values, first, end);
	}
	free(values.items);
	return error;
}

void measures_free(struct measure_list *list)
{
	free(list->items);
	*list = (struct measure_list){ 0 };
}

static void put_word(FILE *stream, const char *word)
{
	for (const unsigned char *at = (const unsigned char *)word; *at; at++) {
		bool is_plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
				(*at >= '0' && *at <= '9') || strchr(".,:_+-", *at);

		if (is_plain)
			fputc(*at, stream);
		else
			fprintf(stream, "%%%02X", *at);
	}
}

/* What is usual need not be said. */
static const struct {
	const char *name;
	const char *usual;
} fields[WAY_FIELD_COUNT] = {
	[WAY_GFP] = { "gfp", "GFP_KERNEL" },	[WAY_CONTEXT] = { "context", "task" },
	[WAY_PATTERN] = { "pattern", "pair" },	[WAY_SET_SIZE] = { "set", "0" },
	[WAY_BULK_COUNT] = { "bulk", "0" },	[WAY_CPUS] = { "cpus", "" },
	[WAY_NODE] = { "node", "" },
};

char *measure_name(const struct measure *measure)
{
	const struct cell *cell = measure->cell;
	char *name = NULL;
	size_t length;
	FILE *stream = open_memstream(&name, &length);

	if (!stream)
		return NULL;
	put_word(stream, cell->allocator);
	fprintf(stream, "/%" PRIu64, cell->size);
	if (measure->side)
		fprintf(stream, "/%s", measure->side->name);
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++) {
		if (!strcmp(cell->way.fields[i], fields[i].usual))
			continue;
		fprintf(stream, "/%s=", fields[i].name);
		put_word(stream, cell->way.fields[i]);
	}
	if (!fclose(stream))
		return name;
	free(name);
	return NULL;
}
