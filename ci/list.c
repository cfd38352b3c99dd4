// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `allocvm list`: the kernels of ci/kernels and what of them is in the cache.
 */
#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "kernels.h"

static const struct argp_option options[] = {
	{ "fields", 'f', NULL, 0,
	  "for programs: name, arch, state, release, version and directory, one kernel a"
	  " line, separated by tabs", 0 },
	{ 0 },
};

static error_t parse(int key, char *text, struct argp_state *state)
{
	bool *fields = state->input;

	if (key == ARGP_KEY_ARG)
		argp_error(state, "%s: list takes options only", text);
	if (key != 'f')
		return ARGP_ERR_UNKNOWN;
	*fields = true;
	return 0;
}

static const struct argp list_argp = {
	.options = options,
	.parser = parse,
	.doc = "Print the kernels that ci/get-kernel can fetch, and which of them are"
	       " here.",
};

static const char *state_of(const struct kernel_row *row)
{
	return row->release[0] ? "ready" : "absent";
}

static void print_row(const struct kernel_row *row, void *context)
{
	printf("%-28s %-6s %-7s %-24s %s\n", row->name, row->arch, state_of(row),
	       row->release[0] ? row->release : "-",
	       row->version[0] ? row->version : "-");
}

static void print_fields(const struct kernel_row *row, void *context)
{
	char dashed[NAME_MAX], directory[PATH_MAX] = "";

	kernel_dash(row->name, dashed, sizeof(dashed));
	kernel_cache_path(dashed, "", directory);
	size_t length = strlen(directory);
	if (length && directory[length - 1] == '/')
		directory[length - 1] = '\0';
	printf("%s\t%s\t%s\t%s\t%s\t%s\n", row->name, row->arch, state_of(row),
	       row->release, row->version, directory);
}

static int list(int argc, char **argv)
{
	bool fields = false;

	argp_parse(&list_argp, argc, argv, 0, NULL, &fields);
	if (fields)
		puts("name\tarch\tstate\trelease\tversion\tdirectory");
	else
		printf("%-28s %-6s %-7s %-24s %s\n", "KERNEL", "ARCH", "STATE", "RELEASE",
		       "VERSION");
	int error = kernel_rows(fields ? print_fields : print_row, NULL);
	if (error) {
		fprintf(stderr, "allocvm: %s: %s; is this a whole installation?\n",
			kernel_table_path(), strerror(-error));
		return EXIT_TOOL_FAILURE;
	}
	return EXIT_DONE;
}

const struct command list_command = {
	.name = "list",
	.run = list,
	.help = "print the known kernels, and which of them are here",
};
