// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The distinct ways in which the cells of results were taken.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "results/cleanup.h"
#include "way_list.h"

static bool has(const struct way_list *list, const struct way *way)
{
	for (size_t i = 0; i < list->count; i++)
		if (way_equal(list->items[i], way))
			return true;
	return false;
}

static int compare(const void *one, const void *other)
{
	return way_compare(*(const struct way *const *)one,
			   *(const struct way *const *)other);
}

int way_list_add(struct way_list *list, const struct result *result)
{
	size_t room = list->count + result->cell_count;
	const struct way **items = reallocarray(list->items, room + 1, sizeof(*items));

	if (!items)
		return -ENOMEM;
	list->items = items;
	for (size_t i = 0; i < result->cell_count; i++)
		if (!has(list, &result->cells[i].way))
			items[list->count++] = &result->cells[i].way;
	qsort(items, list->count, sizeof(*items), compare);
	return 0;
}

void way_list_free(struct way_list *list)
{
	free(list->items);
	*list = (struct way_list){ 0 };
}

char *way_list_text(const struct way_list *list)
{
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);

	for (size_t i = 0; stream && i < list->count; i++) {
		_cleanup_free_ char *way = way_text(list->items[i]);

		fprintf(stream, "%s%s", i ? "; " : "", way ? way : "?");
	}
	if (stream && !fclose(stream))
		return text;
	free(text);
	return NULL;
}
