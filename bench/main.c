// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table of commands, and the choice of one.
 */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "results/verdict.h"

static const struct command *const commands[] = {
	&list_command,
	&run_command,
	&max_command,
	&selftest_command,
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static void print_help(FILE *stream)
{
	fputs("Usage: allocbench COMMAND [OPTION...]\n"
	      "Measure the Linux kernel's memory allocators with the module allocbench.\n\n",
	      stream);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		fprintf(stream, "  %-10s %s\n", commands[i]->name, commands[i]->help);
	fputs("\n`allocbench COMMAND --help` tells more; so does the page allocbench(1).\n",
	      stream);
}

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	}
	return NULL;
}

static int run_named(int argc, char **argv)
{
	static char full_name[64];
	const struct command *command = command_find(argv[1]);

	if (!command) {
		fprintf(stderr,
			"allocbench: %s: no such command; `allocbench --help` lists them\n",
			argv[1]);
		return EXIT_USAGE;
	}
	/* argp names the program by argv[0] in its usage lines. */
	snprintf(full_name, sizeof(full_name), "allocbench %s", command->name);
	argv[1] = full_name;
	return command->run(argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
	argp_err_exit_status = EXIT_USAGE;
	if (argc < 2) {
		print_help(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-?") ||
	    !strcmp(argv[1], "-h")) {
		print_help(stdout);
		return EXIT_DONE;
	}
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		puts("allocbench " ALLOCBENCH_TOOL_VERSION);
		return EXIT_DONE;
	}
	return run_named(argc, argv);
}
