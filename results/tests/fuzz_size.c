// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: any text as a size and as a list of sizes. A size that is read is the same
 * when it was printed and is read again.
 */
#include <stdlib.h>
#include <string.h>

#include "results/cleanup.h"
#include "results/size.h"
#include "results/tests/fuzz.h"

static void use_size(uint64_t size)
{
	char text[SIZE_TEXT_LENGTH];
	uint64_t again;

	size_print(size, text);
	if (size_parse(text, &again) || again != size)
		abort();
}

#ifdef PLANTED
/* A bug that only a list of three sizes with a mebibyte in the middle comes to. */
static void plant(const struct size_list *list)
{
	_cleanup_free_ char *too_short = malloc(list->count);

	if (too_short && list->count == 3 && list->sizes[1] == 1 << 20)
		too_short[list->count] = 1;
}
#else
static void plant(const struct size_list *list)
{
}
#endif

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	_cleanup_free_ char *text = strndup((const char *)bytes, length);
	struct size_list list = { 0 };
	size_t position = 0;
	uint64_t size;

	if (!text)
		return 0;
	if (size_parse(text, &size) == 0)
		use_size(size);
	if (size_list_parse(text, &list, &position)) {
		if (list.count || position > strlen(text))
			abort();
		return 0;
	}
	if (!list.count || list.count > SIZE_LIST_LIMIT)
		abort();
	for (size_t i = 0; i < list.count; i++)
		use_size(list.sizes[i]);
	plant(&list);
	size_list_free(&list);
	return 0;
}
