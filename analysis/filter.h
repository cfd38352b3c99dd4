/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options that choose among the ways in which cells were taken: --pattern, --gfp ...
 */
#ifndef ANALYSIS_FILTER_H
#define ANALYSIS_FILTER_H

#include <argp.h>
#include <stdbool.h>

#include "way.h"

/**
 * struct filter - what was asked for; zero-initialised takes all
 * @values: by enum way_field; NULL where any will do
 */
struct filter {
	const char *values[WAY_FIELD_COUNT];
};

/* The options, as a child of a command's; its input is a struct filter. */
extern const struct argp_child filter_options[];

bool filter_takes(const struct filter *filter, const struct way *way);

/**
 * filter_is_empty() - does it take all?
 */
bool filter_is_empty(const struct filter *filter);

#endif
