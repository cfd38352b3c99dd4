// SPDX-License-Identifier: GPL-2.0-or-later
/* Lists of sizes: commas, geometric and arithmetic ranges. */
#include "results/size.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "results/cleanup.h"

/* "8..4MiB*2" or "4096..65536+4096", taken apart. */
struct range {
	uint64_t first;
	uint64_t last;
	char sign;
	uint64_t step;
};

static int append(struct size_list *list, uint64_t size)
{
	if (list->count == SIZE_LIST_LIMIT)
		return -E2BIG;

	/* Grown at each power of two. */
	if ((list->count & (list->count - 1)) == 0) {
		size_t room = list->count ? list->count * 2 : 1;
		uint64_t *sizes = reallocarray(list->sizes, room, sizeof(*sizes));

		if (!sizes)
			return -ENOMEM;
		list->sizes = sizes;
	}
	list->sizes[list->count++] = size;
	return 0;
}

static bool next_size(const struct range *range, uint64_t size, uint64_t *next)
{
	bool overflowed = range->sign == '*'
				  ? __builtin_mul_overflow(size, range->step, next)
				  : __builtin_add_overflow(size, range->step, next);

	return !overflowed && *next <= range->last;
}

static int append_range(struct size_list *list, const struct range *range)
{
	uint64_t size = range->first;
	int error;

	do {
		error = append(list, size);
	} while (!error && next_size(range, size, &size));
	return error;
}

static int check_range(const struct range *range)
{
	if (range->last < range->first || range->step == 0)
		return -EINVAL;
	if (range->sign == '*' && (range->step < 2 || range->first == 0))
		return -EINVAL;
	return 0;
}

/* Cuts @item into its three sizes; @dots is where ".." stands in it. */
static int parse_range(char *item, char *dots, struct range *range)
{
	*dots = '\0';

	char *last = dots + 2;
	char *sign = strpbrk(last, "*+");
	if (!sign)
		return -EINVAL;
	range->sign = *sign;
	*sign = '\0';

	char *numbers[] = { item, last, sign + 1 };
	uint64_t *sizes[] = { &range->first, &range->last, &range->step };
	for (size_t i = 0; i < 3; i++) {
		int error = size_parse(numbers[i], sizes[i]);

		if (error)
			return error;
	}
	return check_range(range);
}

static int append_item(struct size_list *list, char *item)
{
	char *dots = strstr(item, "..");

	if (dots) {
		struct range range;
		int error = parse_range(item, dots, &range);

		return error ? error : append_range(list, &range);
	}

	uint64_t size;
	int error = size_parse(item, &size);
	return error ? error : append(list, size);
}

int size_list_parse(const char *text, struct size_list *list, size_t *position)
{
	_cleanup_free_ char *copy = strdup(text);
	struct size_list parsed = { NULL, 0 };
	char *rest = copy;
	char *item;

	if (position)
		*position = 0;
	if (!copy)
		return -ENOMEM;
	while ((item = strsep(&rest, ","))) {
		int error = append_item(&parsed, item);

		if (error) {
			if (position)
				*position = (size_t)(item - copy);
			size_list_free(&parsed);
			return error;
		}
	}
	*list = parsed;
	return 0;
}

void size_list_free(struct size_list *list)
{
	free(list->sizes);
	list->sizes = NULL;
	list->count = 0;
}
