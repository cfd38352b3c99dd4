// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The options that choose among cells.
 */
#include "filter.h"

#include <string.h>

/* Beyond the keys that commands use themselves. */
#define FIRST_KEY 512

#define KEY(field) (FIRST_KEY + (field))

enum { OPTION_ALLOC = KEY(WAY_FIELD_COUNT), OPTION_SIZES };

/* All in one group, below a command's own. */
static const struct argp_option option_table[] = {
	{ "alloc",      OPTION_ALLOC,        "LIST",    0, "Of these allocators", 0 },
	{ "sizes",      OPTION_SIZES,        "LIST",    0, "Of these sizes: 64,8..4MiB*2", 0 },
	{ "gfp",        KEY(WAY_GFP),        "FLAGS",   0, "Of these flags", 0 },
	{ "context",    KEY(WAY_CONTEXT),    "CONTEXT", 0, "Of this context", 0 },
	{ "pattern",    KEY(WAY_PATTERN),    "PATTERN", 0, "Of this pattern", 0 },
	{ "set-size",   KEY(WAY_SET_SIZE),   "N",       0, "Of a set of so many blocks", 0 },
	{ "bulk-count", KEY(WAY_BULK_COUNT), "N",       0, "Of so many objects a call", 0 },
	{ "cpus",       KEY(WAY_CPUS),       "LIST",    0, "Of these other CPUs", 0 },
	{ "node",       KEY(WAY_NODE),       "N",       0, "Of this NUMA node", 0 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct filter *filter = state->input;

	if (key == OPTION_ALLOC) {
		filter->allocators = value;
		return 0;
	}
	if (key == OPTION_SIZES) {
		size_list_free(&filter->sizes);
		if (size_list_parse(value, &filter->sizes, NULL))
			argp_error(state, "--sizes=%s: not a list of sizes (64,4096 or "
					  "8..4MiB*2)",
				   value);
		return 0;
	}
	if (key < FIRST_KEY || key >= KEY(WAY_FIELD_COUNT))
		return ARGP_ERR_UNKNOWN;
	filter->values[key - FIRST_KEY] = value;
	return 0;
}

const struct argp filter_argp = { .options = option_table, .parser = take_option };

static bool takes_allocator(const struct filter *filter, const char *allocator)
{
	const char *name = filter->allocators;
	size_t length = strlen(allocator);

	while (name) {
		if (!strncmp(name, allocator, length) &&
		    (name[length] == ',' || !name[length]))
			return true;
		name = strchr(name, ',');
		name += name != NULL;
	}
	return !filter->allocators;
}

static bool takes_size(const struct filter *filter, uint64_t size)
{
	for (size_t i = 0; i < filter->sizes.count; i++)
		if (filter->sizes.sizes[i] == size)
			return true;
	return !filter->sizes.count;
}

bool filter_takes(const struct filter *filter, const char *allocator, uint64_t size,
		  const struct way *way)
{
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++)
		if (filter->values[i] && strcmp(filter->values[i], way->fields[i]))
			return false;
	return takes_allocator(filter, allocator) && takes_size(filter, size);
}

bool filter_is_empty(const struct filter *filter)
{
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++)
		if (filter->values[i])
			return false;
	return !filter->allocators && !filter->sizes.count;
}

void filter_free(struct filter *filter)
{
	size_list_free(&filter->sizes);
}
