// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocvm: boots one kernel in a VM. The table of its commands.
 */
#include "commands.h"

static const struct command *const commands[] = {
	&run_command,
	&batch_command,
	&boot_command,
	&list_command,
};

static const struct program allocvm = {
	.name = "allocvm",
	.purpose = "Boot one kernel in a VM, run a driver there, tell how it ended.",
	.commands = commands,
	.command_count = sizeof(commands) / sizeof(commands[0]),
};

int main(int argc, char **argv)
{
	return command_main(&allocvm, argc, argv);
}
