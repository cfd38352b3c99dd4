// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocbench: asks the module for samples. The table of its commands.
 */
#include "commands.h"

static const struct command *const commands[] = {
	&list_command,
	&run_command,
	&max_command,
	&selftest_command,
};

static const struct program allocbench = {
	.name = "allocbench",
	.purpose = "Measure the Linux kernel's memory allocators with the module allocbench.",
	.commands = commands,
	.command_count = sizeof(commands) / sizeof(commands[0]),
};

int main(int argc, char **argv)
{
	return command_main(&allocbench, argc, argv);
}
