/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What several commands take: KIND FILE..., which table or plot of which results, and
 * --side=LIST.
 */
#ifndef ANALYSIS_ARGUMENTS_H
#define ANALYSIS_ARGUMENTS_H

#include <argp.h>
#include <stddef.h>

#include "side.h"

/**
 * struct arguments - what stands behind the options
 * @kind:  index of the kind
 * @paths: @path_count names of files, at least one
 */
struct arguments {
	size_t kind;
	char **paths;
	size_t path_count;
};

/**
 * arguments_take() - for ARGP_KEY_ARGS and ARGP_KEY_NO_ARGS; ends the program where they
 * are wrong
 * @what:    the command's own word, for messages: "table"
 * @name_of: the name of a kind, NULL beyond the last
 */
void arguments_take(struct argp_state *state, const char *what,
		    const char *(*name_of)(size_t kind), struct arguments *arguments);

/**
 * arguments_take_sides() - for the value of --side; ends the program where it is wrong
 */
void arguments_take_sides(struct argp_state *state, const char *value,
			  struct side_list *sides);

#endif
