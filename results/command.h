/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line that all programs share: PROGRAM COMMAND [OPTION...].
 */
#ifndef RESULTS_COMMAND_H
#define RESULTS_COMMAND_H

#include <stddef.h>

/**
 * struct command - one command of a program; its row ends its own file
 * @name: as typed
 * @run:  parses the rest and does it; argv[0] is "PROGRAM COMMAND"; returns an exit code
 * @help: one line
 */
struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
};

/**
 * struct program - a program is a table of commands
 * @name:     as typed
 * @purpose:  one line for --help
 * @commands: @command_count rows
 */
struct program {
	const char *name;
	const char *purpose;
	const struct command *const *commands;
	size_t command_count;
};

/**
 * command_main() - choose a command and run it; --help and --version
 *
 * Return: the command's exit code, EXIT_USAGE without a known command, or
 * EXIT_TOOL_FAILURE where standard output did not take everything.
 */
int command_main(const struct program *program, int argc, char **argv);

#endif
