// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The options that choose among the ways in which cells were taken.
 */
#include <string.h>

#include "filter.h"

/* Beyond the keys that commands use themselves. */
#define FIRST_KEY 512

#define KEY(field) (FIRST_KEY + (field))

/* All in one group, below a command's own. */
static const struct argp_option option_table[] = {
	{ "gfp",        KEY(WAY_GFP),        "FLAGS",   0, "Of these flags", 2 },
	{ "context",    KEY(WAY_CONTEXT),    "CONTEXT", 0, "Of this context", 2 },
	{ "pattern",    KEY(WAY_PATTERN),    "PATTERN", 0, "Of this pattern", 2 },
	{ "set-size",   KEY(WAY_SET_SIZE),   "N",       0, "Of a set of so many blocks", 2 },
	{ "bulk-count", KEY(WAY_BULK_COUNT), "N",       0, "Of so many objects a call", 2 },
	{ "cpus",       KEY(WAY_CPUS),       "LIST",    0, "Of these other CPUs", 2 },
	{ "node",       KEY(WAY_NODE),       "N",       0, "Of this NUMA node", 2 },
	{ 0 },
};

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct filter *filter = state->input;

	if (key < FIRST_KEY || key >= KEY(WAY_FIELD_COUNT))
		return ARGP_ERR_UNKNOWN;
	filter->values[key - FIRST_KEY] = value;
	return 0;
}

static const struct argp argp = { .options = option_table, .parser = take_option };

const struct argp_child filter_options[] = {
	{ &argp, 0, "Only cells that were taken so:", 2 },
	{ 0 },
};

bool filter_takes(const struct filter *filter, const struct way *way)
{
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++)
		if (filter->values[i] && strcmp(filter->values[i], way->fields[i]))
			return false;
	return true;
}

bool filter_is_empty(const struct filter *filter)
{
	for (size_t i = 0; i < WAY_FIELD_COUNT; i++)
		if (filter->values[i])
			return false;
	return true;
}
