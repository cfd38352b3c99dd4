// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Takes KIND FILE... and --side=LIST apart; messages list what there is.
 */
#include <string.h>

#include "arguments.h"

/* "max, cost" */
static const char *list_of(const char *(*name_of)(size_t kind))
{
	static char list[256];

	*list = '\0';
	for (size_t i = 0; name_of(i); i++) {
		if (i)
			strncat(list, ", ", sizeof(list) - strlen(list) - 1);
		strncat(list, name_of(i), sizeof(list) - strlen(list) - 1);
	}
	return list;
}

void arguments_take(struct argp_state *state, const char *what,
		    const char *(*name_of)(size_t kind), struct arguments *arguments)
{
	const char *name = state->next < state->argc ? state->argv[state->next] : NULL;
	size_t kind = 0;

	if (!name)
		argp_error(state, "which %s? (%s)", what, list_of(name_of));
	while (name_of(kind) && strcmp(name_of(kind), name))
		kind++;
	if (!name_of(kind))
		argp_error(state, "no %s '%s'; there is: %s", what, name,
			   list_of(name_of));
	if (state->next + 1 == state->argc)
		argp_error(state, "which result file?");
	arguments->kind = kind;
	arguments->paths = state->argv + state->next + 1;
	arguments->path_count = (size_t)(state->argc - state->next - 1);
}

void arguments_take_sides(struct argp_state *state, const char *value,
			  struct side_list *sides)
{
	if (side_list_parse(value, sides))
		argp_error(state,
			   "--side=%s: not a list of alloc free touch, each once, separated "
			   "by commas",
			   value);
}
