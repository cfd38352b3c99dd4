// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The sides of a sample that are timed. The only file that lists them.
 */
#include <errno.h>
#include <string.h>

#include "results/record.h"
#include "side.h"

#define TIMES(side) offsetof(struct times, side)

/* `none` has nothing to touch: its alloc has the clock's cost, for a touch too. */
static const struct side sides[] = {
	{ "alloc", "one allocation",  TIMES(alloc), TIMES(alloc) },
	{ "free",  "one free",        TIMES(free),  TIMES(free) },
	{ "touch", "the first touch", TIMES(touch), TIMES(alloc) },
};

#define SIDE_COUNT (sizeof(sides) / sizeof(sides[0]))

_Static_assert(SIDE_COUNT == SIDE_LIMIT, "a list of all sides must fit");

const struct side *const side_default = &sides[0];

static const struct side *find(const char *name, size_t length)
{
	for (size_t i = 0; i < SIDE_COUNT; i++)
		if (strlen(sides[i].name) == length &&
		    !strncmp(sides[i].name, name, length))
			return &sides[i];
	return NULL;
}

const struct side *side_named(const char *name)
{
	return find(name, strlen(name));
}

bool side_list_has(const struct side_list *list, const struct side *side)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i] == side)
			return true;
	return false;
}

int side_list_parse(const char *text, struct side_list *list)
{
	list->count = 0;
	for (;;) {
		size_t length = strcspn(text, ",");
		const struct side *side = find(text, length);

		if (!side || side_list_has(list, side))
			return -EINVAL;
		list->items[list->count++] = side;
		if (!text[length])
			return 0;
		text += length + 1;
	}
}

struct side_list side_list_all(bool has_touch)
{
	struct side_list list = { .count = has_touch ? SIDE_COUNT : SIDE_COUNT - 1 };

	for (size_t i = 0; i < list.count; i++)
		list.items[i] = &sides[i];
	return list;
}

static const struct histogram *histogram_at(const struct times *times, size_t offset)
{
	return (const struct histogram *)((const char *)times + offset);
}

size_t side_index(const struct side *side)
{
	return (size_t)(side - sides);
}

const struct side *side_at(size_t index)
{
	return &sides[index];
}

const struct histogram *side_histogram(const struct side *side, const struct times *times)
{
	return histogram_at(times, side->measured);
}

const struct histogram *side_none(const struct side *side, const struct times *none)
{
	return histogram_at(none, side->none);
}

bool side_cost(const struct side *side, const struct times *times,
	       const struct times *none, const struct statistic *statistic, double *cost)
{
	return summary_cost(side_histogram(side, times),
			    side_none(side, none), statistic, cost);
}

static struct histogram *taken_at(struct times *times, size_t side)
{
	return (struct histogram *)((char *)times + sides[side].measured);
}

void times_take(struct record_reader *reader, struct times *times)
{
	for (size_t i = 0; i < SIDE_COUNT; i++)
		*taken_at(times, i) = record_reader_histogram(reader, sides[i].name);
}

int times_of(const json_t *thread, struct times *times)
{
	for (size_t i = 0; i < SIDE_COUNT; i++) {
		int error = record_histogram(thread, sides[i].name, taken_at(times, i));

		if (error && error != -ENOENT)
			return error;
	}
	return 0;
}

void times_free(struct times *times)
{
	for (size_t i = 0; i < SIDE_COUNT; i++)
		histogram_free(taken_at(times, i));
}
