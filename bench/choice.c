// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Takes lists of names apart. Pure.
 */
#include <errno.h>
#include <string.h>

#include "choice.h"

static int check_names(const char *option, const struct words *names,
		       struct problem *problem)
{
	for (size_t i = 0; i < names->count; i++) {
		struct words before = { names->words, i };
		const char *name = names->words[i];

		if (words_contain(&before, name, strlen(name)))
			return problem_set(problem, EXIT_USAGE, -EINVAL,
					   "%s: %.80s is named twice; name it once",
					   option, name);
	}
	return 0;
}

int choice_parse(const char *option, const char *list, struct choice *choice,
		 struct problem *problem)
{
	int error;

	*choice = (struct choice){ .is_all = !strcmp(list, "all") };
	if (choice->is_all)
		return 0;
	error = words_split(list, ',', &choice->names);
	if (error == -ENOMEM)
		return problem_no_memory(problem);
	if (error || !choice->names.count)
		return problem_set(
			problem, EXIT_USAGE, -EINVAL,
			"%s \"%.80s\": a name is missing; join names by single "
			"commas",
			option, list);
	return check_names(option, &choice->names, problem);
}

const struct words *choice_words(const struct choice *choice, const struct words *all)
{
	return choice->is_all ? all : &choice->names;
}

void choice_free(struct choice *choice)
{
	words_free(&choice->names);
}
