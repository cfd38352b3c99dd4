/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a command of allocbench is: each one's row stands at the end of its own file.
 */
#ifndef BENCH_COMMAND_H
#define BENCH_COMMAND_H

/**
 * struct command - one row of the table in main.c
 * @name: as typed
 * @run:  gets the arguments from its own name on; returns an exit code
 * @help: one line
 */
struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
};

extern const struct command list_command;
extern const struct command run_command;
extern const struct command max_command;
extern const struct command selftest_command;

#endif
